"""Where a session takes place: the mentor's own place, else a meeting room of its own. Pure but for the dice."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from app.mentoring.models import FORMATS

ROOM = "{room}"


def place_for(format_: str, own: str, meets_in: str, pattern: str) -> str:
    """The place of a new session in this format; empty when the two have to agree on one.

    `own` is the mentor's link or address, `meets_in` where they can meet in person, `pattern` the cluster's, in which
    {room} is replaced by a name that nobody can guess, a new one each time.
    """
    if format_ == "in_person":
        return meets_in or ("" if is_link(own) else own)
    if format_ == "phone":
        return ""
    if own or not pattern:
        return own
    return pattern.replace(ROOM, secrets.token_hex(12))


def is_link(place: str) -> bool:
    """Can it be opened?"""
    return place.startswith(("https://", "http://"))


def format_of(wanted: str, offered: Iterable[str]) -> str | None:
    """The format that was chosen, the mentor's first when none was; None when the mentor does not offer it."""
    offers = [name for name in FORMATS if name in offered] or ["video"]
    return offers[0] if not wanted else wanted if wanted in offers else None
