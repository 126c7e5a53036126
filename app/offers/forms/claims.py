"""The forms of a claim. Every wrong value gets a sentence beside its field."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import AnyOf, NumberRange

from app.core.rules import Actor
from app.offers.forms.parts import UNITS, Choice, UnitsField
from app.offers.models import MAX_UNITS, REASONS
from app.offers.queries import own_innovations
from app.offers.words import REASON
from app.web.forms import Form, RadioField, clean, paragraph, required


class ClaimForm(Form):
    """Ask for it, or offer help."""

    message = paragraph(_l("Message"), required(_l("Say in a sentence or two what it is for.")), maximum=2000)
    quantity = UnitsField(_l("How many"), [NumberRange(1, MAX_UNITS, UNITS)], default=1)
    innovation_id = Choice(_l("For which innovation"), filters=[clean])

    def __init__(self, reader: Actor, **kwargs: Any):
        super().__init__(**kwargs)
        self.innovation_id.choices = [("", _("None")), *own_innovations(reader.id)]
        self.innovation_id.data = self.innovation_id.data or ""


class DeclineForm(Form):
    """Say no, kindly."""

    reason = Choice(_l("Reason"), [AnyOf(REASONS, _l("Choose a reason: it is told kindly, and counted."))], default="")
    note = paragraph(_l("A line to them"), maximum=1000)

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        chosen = [(key, REASON[key]) for key in REASONS if key != "no_answer"]
        self.reason.choices = [("", _("Choose one")), *chosen]


class CancelForm(Form):
    """Undo an agreement."""

    note = paragraph(_l("Why"), required(_l("Tell the other why.")), maximum=1000)


class ConfirmForm(Form):
    """Received, and a word of thanks."""

    thanks = paragraph(_l("A word of thanks"), maximum=1000)


class DisputeForm(Form):
    """Not as agreed."""

    note = paragraph(_l("What was not as agreed"), required(_l("Say what was not as agreed.")), maximum=2000)


class SettleForm(Form):
    """An animator's decision."""

    outcome = RadioField(
        _l("What happened"),
        choices=[("confirmed", _l("It was delivered: count it")), ("cancelled", _l("It was not: cancel it"))],
        validate_choice=False,
        validators=[AnyOf(("confirmed", "cancelled"), _l("Choose what happened."))],
    )
    note = paragraph(_l("Why"), required(_l("Tell both of them why.")), maximum=1000)
