"""The forms of scaling. Every field is bounded; every wrong value gets a sentence beside its field."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import DateInput

from app.core.rules import Actor
from app.innovations.queries import SocialInnovation, organisation_choices
from app.offers.forms.parts import Choice, DayField
from app.reference.queries import countries, topic_name
from app.scaling import queries, words
from app.scaling.models import STAGES, JournalNote, PathwayRisk, PlanAction, ScalingStrategy, SupportItem, TargetPlace
from app.scaling.months import read_month
from app.scaling.proposing import QUESTIONS, ROUTE
from app.web.forms import Form, RadioField, line, paragraph, required

_MONTH = _l("Write the month like 2026-05.")


class MonthInput(DateInput):
    """A browser's box for a month; where it has none, one writes 2026-05."""

    input_type = "month"


class MonthField(StringField):
    """A month; its data is the first day of it."""

    widget = MonthInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%Y-%m") if isinstance(self.data, date) else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = valuelist[0] if valuelist else ""
        self.data = read_month(text)
        if self.data is None:
            raise ValueError(str(_MONTH))


class StrategyForm(Form):
    """A way to scale."""

    name = line(_l("Name"), required(_l("Give it a name.")))
    description = paragraph(_l("What it is"), maximum=2000)
    lead_id = Choice(_l("Lead partner"), default="")
    partnering = BooleanField(_l("With partners in the new places"))
    adapts = BooleanField(_l("The model is changed for the new places"))
    active = BooleanField(_l("In use"), default=True)

    def __init__(self, strategy: ScalingStrategy | None = None) -> None:
        data: dict[str, Any] = {}
        if strategy is not None:
            data = {name: getattr(strategy, name) for name in ("partnering", "adapts", "active")}
            data |= {"name": words.strategy_name(strategy), "description": words.strategy_about(strategy)}
            data |= {"lead_id": strategy.lead_id or ""}
        super().__init__(data=data)
        self.lead_id.choices = [("", _("Nobody yet")), *organisation_choices(data.get("lead_id"))]

    def told(self) -> dict[str, Any]:
        """What the actions take."""
        return {**self.data, "description": self.description.data or "", "lead_id": self.lead_id.data or None}


class QuestionsForm(Form):
    """The twelve questions on the route."""

    def __init__(self, answers: dict[str, Any]) -> None:
        super().__init__(data={name: str(answer) for name, answer in answers.items()})
        for name in ROUTE:
            self[name].choices = [(code, str(word)) for code, word in words.ROUTE.items()]
        for name in QUESTIONS:
            self[name].choices = [(str(number), f"{number} · {word}") for number, word in words.SCALE.items()]

    def answers(self) -> dict[str, str | int]:
        """As the proposal reads them."""
        told: dict[str, str | int] = {name: self[name].data for name in ROUTE}
        return told | {name: int(self[name].data) for name in QUESTIONS}


for _name in (*ROUTE, *QUESTIONS):
    setattr(QuestionsForm, _name, RadioField(words.QUESTIONS[_name], [InputRequired(_l("Choose an answer."))]))


class RouteForm(Form):
    """The decision: strategy, lead partner, why."""

    strategy_id = RadioField(_l("Strategy"), [InputRequired(_l("Choose a strategy."))])
    lead_id = Choice(_l("Lead partner"), [required(_l("Choose the organisation that leads."))], default="")
    reason = paragraph(_l("Why"), required(_l("Say why: those who work on it will read it.")), maximum=2000)

    def __init__(self, way: queries.ScalingPathway, proposed: ScalingStrategy | None) -> None:
        begin = way.strategy_id or (proposed.id if proposed else None)
        lead = way.lead_id or (proposed.lead_id if proposed else None) or ""
        super().__init__(data={"strategy_id": begin, "lead_id": lead, "reason": way.decision})
        active = [one for one in queries.all_strategies() if one.active or one.id == way.strategy_id]
        self.strategy_id.choices = [
            (one.id, f"{words.strategy_name(one)}\n{words.strategy_about(one)}") for one in active
        ]
        self.lead_id.choices = [("", _("Choose…")), *organisation_choices(lead)]


class CheckForm(Form):
    """How one knows that a check is met."""

    note = line(_l("How do you know?"), maximum=300)


class _OwnedForm(Form):
    """Something on a pathway that somebody does or looks after."""

    def offer_owners(self, reader: Actor, innovation: SocialInnovation, current: str | None) -> None:
        """Those who work on the pathway, who has it now, the reader."""
        people = queries.people_at_work(innovation.id)
        self["owner_id"].choices = [("", _("Nobody yet")), *queries.owner_choices(people, current, reader.id)]
        self["owner_id"].data = self["owner_id"].data or ""


class ActionForm(_OwnedForm):
    """An action of the plan."""

    title = line(_l("What is to be done"), required(_l("Say what is to be done.")), maximum=160)
    from_month = MonthField(_l("From the month"))
    due_month = MonthField(_l("Due in the month"))
    owner_id = Choice(_l("Who does it"), default="")
    stage = Choice(_l("Stage"), default="design")
    note = paragraph(_l("More about it"), maximum=2000)

    def __init__(
        self, reader: Actor, innovation: SocialInnovation, one: PlanAction | None = None, stage: str = "design"
    ) -> None:
        month = queries.this_month()
        data: dict[str, Any] = {"from_month": month, "due_month": month, "stage": stage}
        super().__init__(obj=one, data=None if one else data)
        self.stage.choices = [(code, words.way_stage_name(code)) for code in STAGES]
        self.offer_owners(reader, innovation, one.owner_id if one else None)

    def validate_due_month(self, field: MonthField) -> None:
        """Not before it begins."""
        if field.data and self.from_month.data and field.data < self.from_month.data:
            raise ValidationError(_("It ends before it begins."))

    def told(self) -> dict[str, Any]:
        """What the actions take."""
        return {**self.data, "owner_id": self.owner_id.data or None, "note": self.note.data or ""}


class SupportForm(Form):
    """Where the help for a need comes from."""

    need_id = Choice(_l("For which need"), default="")
    source = Choice(_l("Where the help comes from"), default="outside")
    who = line(_l("Who helps, when it is from outside"), maximum=160)
    note = line(_l("What exactly"), maximum=600)

    def __init__(
        self, reader: Actor, innovation: SocialInnovation, item: SupportItem | None = None, need: str = ""
    ) -> None:
        data = {"need_id": need, "source": "outside"}
        if item is not None:
            source = queries.source_of(item)
            data = {"need_id": item.need_id or "", "source": source, "who": item.who, "note": item.note}
        super().__init__(data=data)
        needs = queries.needs_of(innovation.id)
        self.need_id.choices = [("", _("For none of them")), *((one.id, _need(one)) for one in needs)]
        self.source.choices = queries.source_choices(reader, innovation.id, item)

    def told(self) -> dict[str, Any]:
        """What the actions take."""
        return {**self.data, "who": self.who.data or "", "note": self.note.data or ""}


def _need(need: Any) -> str:
    topic = topic_name(need.topic)
    return _("%(what)s: %(which)s", what=topic, which=need.note[:60]) if need.note else topic


class RiskForm(_OwnedForm):
    """Something that could go wrong."""

    title = line(_l("What could go wrong"), required(_l("Say what could go wrong.")), maximum=160)
    likelihood = Choice(_l("How likely is it?"), default="3")
    impact = Choice(_l("How bad would it be?"), default="3")
    response = paragraph(_l("What is done about it"), maximum=2000)
    owner_id = Choice(_l("Who looks after it"), default="")
    state = Choice(_l("How it stands"), default="open")

    def __init__(self, reader: Actor, innovation: SocialInnovation, risk: PathwayRisk | None = None) -> None:
        data: dict[str, Any] = {}
        if risk is not None:
            data = {name: getattr(risk, name) for name in ("title", "response", "owner_id", "state")}
            data |= {"likelihood": str(risk.likelihood), "impact": str(risk.impact)}
        super().__init__(data=data)
        self.likelihood.choices = [(str(number), f"{number} · {word}") for number, word in words.LIKELIHOOD.items()]
        self.impact.choices = [(str(number), f"{number} · {word}") for number, word in words.IMPACT.items()]
        self.state.choices = [(code, str(word)) for code, (word, _tone) in words.RISK.items()]
        self.offer_owners(reader, innovation, risk.owner_id if risk else None)

    def told(self) -> dict[str, Any]:
        """What the actions take."""
        numbers = {name: int(self[name].data) for name in ("likelihood", "impact")}
        return {**self.data, **numbers, "owner_id": self.owner_id.data or None, "response": self.response.data or ""}


class JournalForm(Form):
    """An entry of the journal."""

    happened_on = DayField(_l("Day"), [required(_l("Say on which day."))])
    text = paragraph(_l("What happened"), required(_l("Write something first.")), maximum=6000)

    def __init__(self, today: date, entry: JournalNote | None = None) -> None:
        super().__init__(obj=entry, data=None if entry else {"happened_on": today})
        self.today = today

    def validate_happened_on(self, field: DayField) -> None:
        """A journal tells what was; tomorrow is left for zones that are ahead."""
        if field.data and not date(2000, 1, 1) <= field.data <= self.today + timedelta(days=1):
            raise ValidationError(_("Choose a day that has come already."))

    def said(self) -> tuple[date, str]:
        """Day and text."""
        return self.happened_on.data or self.today, self.text.data or ""


class PlaceForm(Form):
    """A place to bring it to."""

    country = Choice(_l("Country"), [required(_l("Choose a country."))], default="")
    region = line(_l("Region (NUTS code)"), maximum=5)
    city = line(_l("Town"))
    note = line(_l("Why there, and with whom"), maximum=300)
    state = Choice(_l("How it stands"), default="aimed")

    def __init__(self, place: TargetPlace | None = None) -> None:
        super().__init__(obj=place)
        self.country.choices = [("", _("Choose…")), *countries()]
        self.state.choices = [(code, str(word)) for code, (word, _tone) in words.PLACE.items()]

    def validate_region(self, field: StringField) -> None:
        """A code of the NUTS: two letters of the country (EL for Greece), and up to three more signs."""
        code = (field.data or "").upper().replace(" ", "")
        field.data = code
        if not code:
            return
        begins = {"GR": "EL", "GB": "UK"}.get(self.country.data or "", self.country.data)
        if not (code.isascii() and code.isalnum() and 2 <= len(code) <= 5) or code[:2] != begins:
            raise ValidationError(_("Write a NUTS code of that country, such as %(code)s2.", code=begins or "BE"))

    def told(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: value or "" for name, value in self.data.items()}
