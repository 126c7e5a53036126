"""The forms of a claim. Every wrong value gets a sentence beside its field."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import AnyOf, InputRequired, NumberRange, Optional

from app.core.rules import Actor
from app.offers.forms.parts import UNITS, Choice, DayField, UnitsField
from app.offers.models import MAX_UNITS, REASONS, Claim
from app.offers.queries import newest_terms, own_innovations
from app.offers.standing import committed
from app.offers.words import REASON
from app.web.forms import Form, RadioField, clean, line, paragraph, required


def units(label: Any, least: int = 1) -> UnitsField:
    """How many; something has to be said."""
    words = UNITS if least else _l("Write a whole number from 0 to 1,000,000.")
    return UnitsField(label, [InputRequired(words), NumberRange(least, MAX_UNITS, words)])


class ClaimForm(Form):
    """Ask for it, offer help, or join the line."""

    message = paragraph(_l("Message"), required(_l("Say in a sentence or two what it is for.")), maximum=2000)
    quantity = UnitsField(_l("How many"), [NumberRange(1, MAX_UNITS, UNITS)], default=1)
    wanted_on = DayField(_l("On which day"), [Optional()])
    innovation_id = Choice(_l("For which innovation"), filters=[clean])

    def __init__(self, reader: Actor, **kwargs: Any):
        super().__init__(**kwargs)
        self.innovation_id.choices = [("", _("None")), *own_innovations(reader.id)]
        self.innovation_id.data = self.innovation_id.data or ""


class OfClaimForm(Form):
    """A form on a claim's page; it begins with what stands already."""

    def __init__(self, claim: Claim, **kwargs: Any):
        super().__init__(data=self.stands(claim), **kwargs)

    def stands(self, claim: Claim) -> dict[str, Any]:
        """What its fields say before anybody changes them."""
        return {}


class TermsForm(OfClaimForm):
    """Other terms (O7)."""

    quantity = units(_l("How many"))
    wanted_on = DayField(_l("On which day"), [Optional()])
    terms = paragraph(_l("Conditions"), maximum=600)

    def stands(self, claim: Claim) -> dict[str, Any]:
        """The newest terms."""
        said = newest_terms(claim.id) or claim
        return {"quantity": said.quantity, "wanted_on": said.wanted_on, "terms": said.terms}


class ReasonForm(OfClaimForm):
    """No, kindly; or not any more (O8)."""

    reason = Choice(_l("Reason"), [AnyOf(REASONS, _l("Choose a reason: it is told kindly, and counted."))], default="")
    note = paragraph(_l("A line to them"), maximum=1000)

    def __init__(self, claim: Claim, **kwargs: Any):
        super().__init__(claim, **kwargs)
        chosen = [(key, REASON[key]) for key in REASONS if key != "no_answer"]
        self.reason.choices = [("", _("Choose one")), *chosen]


class CancelForm(ReasonForm):
    """Undo an agreement."""

    note = paragraph(_l("Why"), required(_l("Tell the other why.")), maximum=1000)


class DeliverForm(OfClaimForm):
    """So many were given."""

    quantity = UnitsField(_l("How many you gave"), [Optional(), NumberRange(1, MAX_UNITS, UNITS)])

    def stands(self, claim: Claim) -> dict[str, Any]:
        """All of them."""
        return {"quantity": claim.quantity}


class ThanksForm(OfClaimForm):
    """A word of thanks, when confirming or later."""

    thanks = paragraph(_l("A word of thanks"), maximum=600)
    public = BooleanField(_l("Everybody may read it, beside what was given"))

    def stands(self, claim: Claim) -> dict[str, Any]:
        """What they wrote before."""
        return {"thanks": claim.thanks, "public": claim.thanks_public}


class DisputeForm(OfClaimForm):
    """Not as agreed."""

    note = paragraph(_l("What was not as agreed"), required(_l("Say what was not as agreed.")), maximum=2000)


class SettleForm(OfClaimForm):
    """An animator's decision."""

    outcome = RadioField(
        _l("What happened"),
        choices=[("confirmed", _l("It was delivered: count it")), ("cancelled", _l("It was not: cancel it"))],
        validate_choice=False,
        validators=[AnyOf(("confirmed", "cancelled"), _l("Choose what happened."))],
    )
    quantity = UnitsField(_l("How many were delivered"), [Optional(), NumberRange(1, MAX_UNITS, UNITS)])
    note = paragraph(_l("Why"), required(_l("Tell both of them why.")), maximum=1000)

    def stands(self, claim: Claim) -> dict[str, Any]:
        """As many as the giver says."""
        return {"quantity": committed(claim)}


class CorrectForm(OfClaimForm):
    """It was counted wrong (O6)."""

    units = units(_l("How many it really were"), least=0)
    why = line(_l("Why"), required(_l("Say why: both of you can read it.")), maximum=300)


class ClaimTalkForm(OfClaimForm):
    """A message to the other one."""

    text = paragraph(_l("Your message"), required(_l("Write something first.")), maximum=5000)
