"""The forms of a session: to hold one, and what a phone shows. Every wrong value gets a sentence beside its field."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import AnyOf, NumberRange, Optional

from app.offers.forms.parts import UNITS, Choice, UnitsField
from app.offers.models import CATEGORIES, KINDS, MAX_UNITS, Post, PostContent
from app.offers.words import CATEGORY
from app.web.forms import Form, RadioField, line, paragraph, required

LASTS = {
    "1h": (timedelta(hours=1), _l("1 hour")),
    "2h": (timedelta(hours=2), _l("2 hours")),
    "4h": (timedelta(hours=4), _l("4 hours")),
    "1d": (timedelta(days=1), _l("A day")),
    "7d": (timedelta(days=7), _l("A week")),
}
"""For how long a session is open."""


class SessionForm(Form):
    """Hold a session."""

    title = line(_l("Title"), required(_l("Give the session a title.")), maximum=120)
    question = paragraph(_l("What you ask the room"), maximum=600)
    lasts = Choice(_l("People may add for"), default="2h", choices=[(key, words) for key, (_, words) in LASTS.items()])
    guests = BooleanField(_l("Guests without an account may add, too"), default=True)

    @property
    def span(self) -> timedelta:
        """How long that is."""
        return LASTS[self.lasts.data][0]


class SessionPostForm(Form):
    """An offer or a need in a few words; a guest also says who they are."""

    kind = RadioField(
        _l("What is it?"),
        choices=[("offer", _l("I can offer something")), ("need", _l("I need something"))],
        default="offer",
        validate_choice=False,
        validators=[AnyOf(KINDS, _l("Say whether this is an offer or a need."))],
    )
    title = line(_l("In a few words"), required(_l("Say in a few words what it is.")), maximum=120)
    text = paragraph(_l("Some details"), maximum=600)
    category = Choice(_l("Category"), [AnyOf(CATEGORIES, _l("Choose one of the categories."))], default="expertise")
    quantity = UnitsField(_l("How many"), [Optional(), NumberRange(1, MAX_UNITS, UNITS)], default=1)
    unit = line(_l("Of what"), maximum=40)
    name = line(_l("Your name"), required(_l("Say who you are: your name is shown with it.")), maximum=120)
    contact = line(_l("How to reach you"), maximum=254)

    def __init__(self, guest: bool = False, **kwargs: Any):
        super().__init__(**kwargs)
        self.category.choices = [(key, CATEGORY[key]) for key in CATEGORIES]
        if not guest:
            del self.name, self.contact

    def content(self) -> PostContent:
        """What was written, for the action."""
        return PostContent(
            title=self.title.data,
            text=self.text.data or "",
            category=self.category.data,
            quantity=self.quantity.data or 1,
            unit=self.unit.data or "",
        )


class HandOverForm(Form):
    """Pass a guest's post to a member."""

    to = line(_l("Mail address of the member"), required(_l("Write the address of their account.")), maximum=254)


class CodeForm(Form):
    """The code that is on the wall."""

    code = line(_l("Code"), required(_l("Type the six letters and digits that you see on the wall.")), maximum=40)


def as_typed(post: Post) -> dict[str, Any]:
    """What the desk's form for one line begins with."""
    names = ("kind", "title", "text", "category", "quantity", "unit")
    return {name: getattr(post, name) for name in names}
