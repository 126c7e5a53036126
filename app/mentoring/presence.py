"""When it can be said how a session was, the two people's or a group's (BEHAVIOURS B13). Pure: moments are UTC."""

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
