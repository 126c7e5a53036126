"""Somebody who is invited, and the offer that is written for them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.offers.actions import PostContent
from app.offers.forms.essentials import EssentialsForm
from app.offers.queries import today
from app.offers.words import CATEGORY
from app.people.forms.parts import email_field, locale_field
from app.web.forms import line, paragraph, required

USUAL = timedelta(days=91)


class PreparedForm(EssentialsForm):
    """The offer that is written for them."""

    def __init__(self, **kwargs: Any):
        begun = {"quantity": 1, "until": today() + USUAL} | kwargs.pop("data", {})
        super().__init__(**kwargs, data=begun)
        self.category.choices = [("", _("Choose one")), *CATEGORY.items()]

    def content(self) -> PostContent:
        """The offer as it is written."""
        return PostContent(
            title=self.title.data or "",
            text=self.text.data or "",
            category=self.category.data,
            quantity=None if self.unlimited.data else self.quantity.data,
            unit=self.unit.data or "",
            until=None if self.standing.data else self.until.data,
            standing=self.standing.data,
        )


class StakeholderInvitationForm(PreparedForm):
    """Whom, of which organisation, with which words; and their offer."""

    email = email_field(_l("Mail address"))
    name = line(_l("Name"), maximum=120)
    organisation = line(_l("Organisation"), required(_l("Give the organisation's name.")), maximum=160)
    locale = locale_field(_l("Language of the mail"))
    note = paragraph(_l("A personal note"), maximum=1000)


def as_written(content: dict[str, Any]) -> dict[str, Any]:
    """What the form of an offer that is kept begins with."""
    names = ("title", "text", "category", "quantity", "unit", "standing")
    until = date.fromisoformat(content["until"]) if content["until"] else None
    return {name: content[name] for name in names} | {"until": until, "unlimited": content["quantity"] is None}
