"""What outreach calls things, in the reader's language; the types and audiences are those of the EC's dissemination and
communication table, so that a later report needs no second entry. Tables have their English (exporting.py)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

TYPE: dict[str, Any] = {
    "conference_organised": _l("Organisation of a conference"),
    "workshop_organised": _l("Organisation of a workshop"),
    "press_release": _l("Press release"),
    "article": _l("Non-scientific and non-peer-reviewed publication (popularised publication)"),
    "exhibition": _l("Exhibition"),
    "flyer": _l("Flyer"),
    "training": _l("Training"),
    "social_media": _l("Social media"),
    "website": _l("Website"),
    "campaign": _l("Communication campaign (e.g. radio, TV)"),
    "conference": _l("Participation to a conference"),
    "workshop": _l("Participation to a workshop"),
    "event": _l("Participation to an event other than a conference or a workshop"),
    "video": _l("Video/film"),
    "brokerage": _l("Brokerage event"),
    "pitch": _l("Pitch event"),
    "trade_fair": _l("Trade fair"),
    "joint": _l("Participation in activities organised jointly with other EU projects"),
    "other": _l("Other (a visit, a meeting …)"),
}
SHORT: dict[str, Any] = {
    "article": _l("Article"),
    "campaign": _l("Communication campaign"),
    "event": _l("Participation to an event"),
    "joint": _l("Joint activity with other EU projects"),
    "other": _l("Other"),
}
"""Where a line has little room; the others are short enough."""
AUDIENCE: dict[str, Any] = {
    "scientific": _l("Scientific community"),
    "industry": _l("Industry"),
    "civil_society": _l("Civil society"),
    "general_public": _l("General public"),
    "policy_makers": _l("Policy makers"),
    "media": _l("Media"),
    "investors": _l("Investors"),
    "customers": _l("Customers"),
    "other": _l("Others"),
}
LEVEL: dict[int, Any] = {
    1: _l("Those who took part, and the animators"),
    2: _l("Members of this cluster"),
    3: _l("Members and observers"),
    4: _l("Everyone, also without an account"),
}
"""Who sees it: the levels of the log (activity/models)."""
STATE: dict[str, tuple[Any, str]] = {
    "draft": (_l("Draft"), "neutral"),
    "logged": (_l("Logged"), "good"),
    "withdrawn": (_l("Withdrawn"), "bad"),
}


def type_name(type_: str, own: str = "") -> str:
    """In few words; what is none of the listed types by its own words."""
    return own or str(SHORT.get(type_) or TYPE.get(type_) or "")


def named(title: str) -> str:
    """A draft may have no title yet."""
    return title or _("Without a title yet")


def place_name(place: str, country: str, online: bool) -> str:
    """Where it was: "Sofia, Bulgaria · online"."""
    there = ", ".join(part for part in (place, country) if part)
    return " · ".join(part for part in (there, _("online") if online else "") if part)


def reached(audiences: Mapping[str, int | None]) -> int | None:
    """How many people in all; None when of no audience the number is known."""
    known = [size for size in audiences.values() if size is not None]
    return sum(known) if known else None


def people_reached(count: int | None) -> str:
    """As a phrase, empty when it is not known."""
    if count is None:
        return ""
    return ngettext("%(shown)s person reached", "%(shown)s people reached", count, shown=format_decimal(count))
