"""Who has a free time in the next seven days: for many mentors at once, by the same pure slots code as booking (B4).

Five statements for a batch of mentors, whatever its size; the list asks batch after batch, and stops (see finding.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.core.clock import now
from app.core.prepared import prepared
from app.mentoring.models import AvailabilityWindow, DateOverride, MentorProfile
from app.mentoring.queries.diaries import Taken, taken_times
from app.mentoring.queries.pairs import zone_of
from app.mentoring.queries.profiles import hours_from, local_today
from app.mentoring.queries.times import MONTH, assembled, shut
from app.mentoring.slots import Slot, Window

DAYS = 7


def free_soon(ids: Sequence[str], reader: Any) -> dict[str, Slot]:
    """The first free time of each of these mentors until the end of the reader's seventh date; none, no entry.

    The reader's own sessions stand in the way, too: what is shown can be booked.
    """
    at = now()
    until = _end(zone_of(reader.timezone if reader else ""), at)
    profiles = list(_profiles(list(ids)).scalars())
    windows, exceptions = _windows_by_person(ids), _exceptions_by_person(ids, at.date() - timedelta(days=3))
    people = [*ids, *([reader.id] if reader else [])]
    taken = _taken_by_person(people, at)
    own = taken[reader.id] if reader else set()
    found = {}
    for profile in profiles:
        hours = hours_from(profile, windows[profile.person_id], exceptions[profile.person_id])
        times = assembled(
            profile.person_id, hours, list(taken[profile.person_id] | own), reader.id if reader else None,
            shut(profile), at,
        )  # fmt: skip
        last = until.astimezone(ZoneInfo(hours.timezone)).date()
        if first := next((slot for slot in times.free(None, last) if slot.start < until), None):
            found[profile.person_id] = first
    return found


def _end(zone: str, at: datetime) -> datetime:
    return datetime.combine(local_today(zone, at) + timedelta(days=DAYS), time(), ZoneInfo(zone))


def _windows_by_person(ids: Sequence[str]) -> dict[str, list[Window]]:
    found: dict[str, list[Window]] = defaultdict(list)
    for person, *told in _windows(list(ids)):
        found[person].append(Window(*told))
    return found


def _exceptions_by_person(ids: Sequence[str], since: date) -> dict[str, list[tuple[date, Any]]]:
    found: dict[str, list[tuple[date, Any]]] = defaultdict(list)
    for person, day, told in _exceptions(list(ids), since, since + timedelta(days=3 * DAYS)):
        found[person].append((day, told))
    return found


def _taken_by_person(people: Sequence[str], at: datetime) -> dict[str, set[Taken]]:
    """Each person's taken times in any role."""
    found: dict[str, set[Taken]] = defaultdict(set)
    for one in taken_times(people, at, at - MONTH, at + MONTH + timedelta(days=DAYS)):
        for person in (one.mentor_id, one.mentee_id, one.seat):
            if person:
                found[person].add(one)
    return found


@prepared
def _profiles(ids: Any) -> Any:
    return select(MentorProfile).where(MentorProfile.person_id.in_(ids))


@prepared
def _windows(ids: Any) -> Any:
    window = AvailabilityWindow
    query = select(window.person_id, window.weekday, window.start_minute, window.end_minute, window.kind)
    return query.where(window.person_id.in_(ids)).order_by(window.weekday, window.start_minute)


@prepared
def _exceptions(ids: Any, since: Any, until: Any) -> Any:
    query = select(DateOverride.person_id, DateOverride.day, DateOverride.windows)
    return query.where(DateOverride.person_id.in_(ids), DateOverride.day >= since, DateOverride.day < until)
