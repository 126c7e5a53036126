"""What the board's codes are called, in the reader's language."""

from __future__ import annotations

from typing import Any

from flask_babel import format_decimal, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.offers.money import euros

CATEGORY: dict[str, Any] = {
    "service": _l("Professional service"),
    "expertise": _l("Expertise"),
    "funding": _l("Funding"),
    "space": _l("Space"),
    "equipment": _l("Equipment"),
    "connections": _l("Connections"),
    "visibility": _l("Visibility"),
}
KIND: dict[str, Any] = {"offer": _l("Offer"), "need": _l("Need")}
AUDIENCE: dict[str, Any] = {
    "members": _l("Members of this cluster"),
    "network": _l("Members of every linked cluster"),
    "public": _l("Everyone, on the public page"),
}
POST_STATE: dict[str, tuple[Any, str]] = {
    "draft": (_l("Draft"), "neutral"),
    "submitted": (_l("Waits for an animator"), "waiting"),
    "published": (_l("On the board"), "good"),
    "gone": (_l("All taken"), "waiting"),
    "expired": (_l("Past its date"), "neutral"),
    "paused": (_l("Paused"), "waiting"),
    "fulfilled": (_l("Fulfilled"), "done"),
    "withdrawn": (_l("Withdrawn"), "bad"),
    "hidden": (_l("Hidden by an animator"), "bad"),
    "removed": (_l("Removed by an animator"), "bad"),
}
"""The word and the tone of each state, `gone` and `expired` (both derived) included."""
CLAIM_STATE: dict[str, tuple[Any, str]] = {
    "waiting": (_l("In line"), "waiting"),
    "requested": (_l("Waiting for an answer"), "waiting"),
    "accepted": (_l("Agreed"), "good"),
    "delivered": (_l("Delivered, to be confirmed"), "waiting"),
    "confirmed": (_l("Delivered and confirmed"), "done"),
    "declined": (_l("Declined"), "bad"),
    "withdrawn": (_l("Withdrawn"), "neutral"),
    "expired": (_l("Not answered in time"), "neutral"),
    "cancelled": (_l("Cancelled"), "bad"),
    "disputed": (_l("Disputed"), "waiting"),
}
REASON: dict[str, Any] = {
    "not_eligible": _l("Not for whom this is meant"),
    "too_late": _l("It comes too late"),
    "wrong_fit": _l("It does not fit"),
    "found_elsewhere": _l("Already found elsewhere"),
    "no_capacity": _l("No capacity left"),
    "no_answer": _l("No answer"),
}
OUTCOME: dict[str, tuple[Any, str]] = {
    "none": (_l("Nothing yet"), "neutral"),
    "asked": (_l("Asked"), "waiting"),
    "agreed": (_l("Agreed"), "good"),
    "confirmed": (_l("Delivered and confirmed"), "done"),
    "failed": (_l("Did not come about"), "bad"),
}
"""What came of an introduction of an offer and a need."""
SESSION_STATE: dict[str, tuple[Any, str]] = {
    "open": (_l("Running"), "good"),
    "over": (_l("Its time is over"), "waiting"),
    "closed": (_l("Closed"), "waiting"),
    "published": (_l("Published"), "done"),
}
"""The word and the tone of each state of a session, `over` (derived) included."""
STALE: dict[str, Any] = {
    "over": _l("Past its date"),
    "unconfirmed": _l("Not confirmed for a year"),
    "paused": _l("Paused for two months or more"),
    "silent": _l("Its owner was not here for three months"),
}
"""Why a post counts as stale."""
REPORTED: dict[str, Any] = {
    "wrong": _l("What it says is not true"),
    "not_fitting": _l("It does not belong on this board"),
    "rude": _l("It hurts or discriminates"),
    "money": _l("It is advertising, or a trick"),
    "twice": _l("It is here twice"),
    "other": _l("Something else"),
}
"""What is not right about a post, in the words of whoever reports it."""
SETTLED: dict[str, tuple[Any, str]] = {
    "kept": (_l("Kept as it is"), "good"),
    "hidden": (_l("Hidden"), "bad"),
    "returned": (_l("Returned to its owner"), "waiting"),
    "removed": (_l("Removed"), "bad"),
}
"""What animators decided about a report."""
HOW: dict[str, Any] = {
    "receiver": _l("confirmed by the receiver"),
    "silence": _l("counted as confirmed after 14 days of silence"),
    "animator": _l("confirmed by an animator"),
}


def named(title: str) -> str:
    """The title of a post or of what was agreed; of one whose words were erased, what it is."""
    return title or _("Removed post")


def amount(quantity: int | None, unit: str) -> str:
    """ "2 half-days"; "2 units" of what has none of its own. A unit has the one name its owner gave it, most often a
    plural, so of one it is "1 × half-days": as in templates/offers/_amount.html, for the log's sentences."""
    if quantity is None:
        return _("no limit")
    if not unit:
        return ngettext("%(count)s unit", "%(count)s units", quantity, count=format_decimal(quantity))
    return f"1 × {unit}" if quantity == 1 else f"{format_decimal(quantity)} {unit}"


def left_of(kind: str, quantity: int | None, taken: int, unit: str) -> str:
    """What is still there (or, of a need, still missing): "2 of 6 half-days left"."""
    if quantity is None:
        return _("no limit")
    there = format_decimal(quantity - taken)
    if kind == "need":
        return _("%(left)s of %(all)s still needed", left=there, all=amount(quantity, unit))
    return _("%(left)s of %(all)s left", left=there, all=amount(quantity, unit))


def value(cents: int, quantity: int | None) -> str:
    """ "€80 each, €480 in all"; of one, or of what has no limit, only what it is for one."""
    one = euros(cents, get_locale())
    if quantity is None:
        return _("%(euros)s each", euros=one)
    if quantity == 1:
        return one
    return _("%(euros)s each, %(all)s in all", euros=one, all=euros(cents * quantity, get_locale()))


def worth(cents: int) -> str:
    """ "€1,200": an amount in euro cents."""
    return euros(cents, get_locale())


def place(city: str, country: str, remote: bool) -> str:
    """ "Brussels", "Brussels or remote", "Belgium", "Remote"."""
    from app.reference.queries import country_name

    there = city or country_name(country)
    if remote:
        return _("%(place)s or remote", place=there) if there else _("Remote")
    return there
