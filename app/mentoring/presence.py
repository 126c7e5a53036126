"""How a session stands by now, the two people's or a group's, and when it can be said how it was (BEHAVIOURS B6, B13).

Pure: moments are UTC. The database is asked the same by the methods of MentoringSession.
"""

from __future__ import annotations

from datetime import datetime, timedelta

EARLIEST = timedelta(minutes=10)
"""After its start: from when anything can be said."""
HELD_WITHIN, MISSED_WITHIN = timedelta(days=30), timedelta(days=7)
"""After its start: until when it can be said that it took place, and that somebody did not come."""


def can_be_held(starts_at: datetime, at: datetime) -> bool:
    """Can it be said, at that moment, that it took place? Both ends are inclusive."""
    return EARLIEST <= at - starts_at <= HELD_WITHIN


def can_be_missed(starts_at: datetime, at: datetime) -> bool:
    """Can it be said, at that moment, that somebody did not come? Both ends are inclusive."""
    return EARLIEST <= at - starts_at <= MISSED_WITHIN


def went_unsaid(starts_at: datetime, at: datetime) -> bool:
    """Is it too late to say that it took place?"""
    return at - starts_at > HELD_WITHIN


def is_kept(held_until: datetime | None, at: datetime) -> bool:
    """Does it wait for an answer, so that its time, or the one proposed, is kept (B6)?"""
    return held_until is not None and held_until > at


def is_let_go(held_until: datetime | None, at: datetime) -> bool:
    """Did nobody answer in time, whether or not that is written down: is its time, or the one proposed, free (B6)?"""
    return held_until is not None and held_until <= at


def is_to_confirm(state: str, ends_at: datetime, at: datetime) -> bool:
    """Is it over, and did nobody say how it was? It is not held before somebody says so (B13)."""
    return state == "confirmed" and ends_at <= at


def shown_state(state: str, ends_at: datetime, held_until: datetime | None, at: datetime) -> str:
    """The state as it is by now: to confirm, or expired, whether or not anybody has written that down."""
    if is_to_confirm(state, ends_at, at):
        return "to_confirm"
    return "expired" if state == "requested" and is_let_go(held_until, at) else state
