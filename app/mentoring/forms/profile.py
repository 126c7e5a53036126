"""What a mentor offers, and what they did in each topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from app.mentoring.models import MentorProfile
from app.reference.catalogue import SECTORS
from app.reference.queries import topic_choices, topic_name
from app.web.forms import Form, SelectField, SelectMultipleField, line, paragraph, required
from app.web.language import ZONES

LENGTHS = (20, 30, 45, 60, 75, 90, 120)
FIRST_TALKS = (15, 20, 30)
FORMAT_NAMES = {"video": _l("by video"), "phone": _l("by phone"), "in_person": _l("in person")}


def zone_choices(chosen: str) -> list[tuple[str, str]]:
    """Zones people live in, by region; and the one already chosen."""
    regions = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    names = {name for name in ZONES if name.startswith(regions)} | {"UTC"} | ({chosen} & ZONES)
    return [(name, name.replace("_", " ")) for name in sorted(names, key=lambda n: (not n.startswith("Europe/"), n))]


def whole(label: Any, low: int, high: int, **kwargs: Any) -> IntegerField:
    """A whole number within bounds."""
    said = _l("Give a whole number from %(low)d to %(high)d.", low=low, high=high)
    return Whole(label, [InputRequired(said), NumberRange(low, high, said)], **kwargs)


class Whole(IntegerField):
    """Says what to do, in the reader's language, instead of "not a valid integer"."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value.strip()[:9] for value in valuelist])
        except ValueError as wrong:
            raise ValueError(gettext("Give a whole number.")) from wrong


class TermsForm(Form):
    """What a mentor offers."""

    offer = paragraph(_l("What I can help with"), required(_l("Say in a few words what you can help with.")),
                      maximum=3000)  # fmt: skip
    topics = SelectMultipleField(_l("Topics"), validate_choice=True)
    sectors = SelectMultipleField(_l("Sectors I know"), choices=lambda: list(SECTORS.items()))
    formats = SelectMultipleField(_l("We can meet"), [InputRequired(_l("Choose at least one way to meet."))],
                                  choices=lambda: list(FORMAT_NAMES.items()))  # fmt: skip
    place = line(_l("Where, or by which link"), maximum=300)
    meets_in = line(_l("Places where I can meet in person"), maximum=200)
    session_minutes = SelectField(_l("A session lasts"), coerce=int)
    first_talk_minutes = SelectField(_l("A first talk"), coerce=int)
    capacity = whole(_l("Mentees at the same time"), 0, 50)
    confirms = BooleanField(_l("A booking waits for my yes"))
    timezone = SelectField(_l("Your time zone"))

    def __init__(self, profile: MentorProfile | None = None, zone: str = "UTC", **kwargs: Any):
        if profile is None:
            kwargs |= {"timezone": zone, "capacity": 2, "session_minutes": 45, "formats": ["video"]}
        super().__init__(obj=profile, **kwargs)
        self.topics.choices = topic_choices()
        chosen = profile.session_minutes if profile else 45
        self.session_minutes.choices = [(n, gettext("%(n)s minutes", n=n)) for n in sorted({*LENGTHS, chosen})]
        short = profile.first_talk_minutes if profile else None
        talks = sorted({*FIRST_TALKS, short or FIRST_TALKS[0]})
        self.first_talk_minutes.choices = [(0, gettext("No first talks"))] + [
            (n, gettext("%(n)s minutes", n=n)) for n in talks
        ]
        self.timezone.choices = zone_choices(profile.timezone if profile else zone)

    def terms(self) -> dict[str, Any]:
        """As the action's Terms takes them."""
        told = {name: value for name, value in self.data.items() if name not in ("topics", "sectors", "formats")}
        lists = {name: tuple(self[name].data or ()) for name in ("topics", "sectors", "formats")}
        words = {name: self[name].data or "" for name in ("offer", "place", "meets_in")}
        return {**told, **lists, **words, "first_talk_minutes": self.first_talk_minutes.data or None}


def stories_form(stories: Mapping[str, str], **kwargs: Any) -> Form:
    """One text for each of the mentor's topics; `told(form)` reads it."""
    texts = {f"story_{code.replace('.', '_')}": paragraph(topic_name(code), maximum=1500) for code in stories}
    filled = {f"story_{code.replace('.', '_')}": text for code, text in stories.items()}
    made: Form = type("StoriesForm", (Form,), texts)(data=filled, **kwargs)
    return made


def stories_told(form: Form, codes: Iterable[str]) -> dict[str, str]:
    """What was written, by topic."""
    return {code: form[f"story_{code.replace('.', '_')}"].data or "" for code in codes}
