"""What free times are made of: a mentor's hours, sessions that take time, slots. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from app.mentoring.wallclock import Minutes

_DAY_MINUTES = 24 * 60


class Reason(StrEnum):
    """Why a start cannot be booked. The first group is found here; the rest are gates passed in."""

    NOTICE = "notice"
    HORIZON = "horizon"
    NOT_OFFERED = "not_offered"
    WEEKLY_LIMIT = "weekly_limit"
    MONTHLY_LIMIT = "monthly_limit"
    BUSY_MENTOR = "busy_mentor"
    BUSY_MENTEE = "busy_mentee"

    CAPACITY = "capacity"
    RELATIONSHIP = "relationship"
    PAUSED = "paused"
    BLOCKED = "blocked"
    AWAY = "away"
    TOO_MANY_HELD = "too_many_held"


class Party(StrEnum):
    """Whose session it is: of the two people who want to meet, whatever their role in that one."""

    MENTOR = "mentor"
    MENTEE = "mentee"


@dataclass(frozen=True, slots=True)
class Window:
    """Every week on this weekday (0 is Monday), in wall-clock minutes of that local date.

    An end of 1440 is the midnight that ends the day, even where the clock never shows it. A window
    that ends at or before its start is empty; it never runs on into the next day. `kind`: for what
    alone ("first_talk", "session"); empty for anything.
    """

    weekday: int
    start_minute: int
    end_minute: int
    kind: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError("weekday is 0 to 6")
        _check_minutes((self.start_minute, self.end_minute))


@dataclass(frozen=True, slots=True)
class Hours:
    """When a mentor takes sessions of one `kind`, and on what terms. Minutes and dates are the mentor's local ones.

    `overrides` replaces a date's weekly windows whole, for every kind; an empty tuple closes the day. `horizon_days`
    counts local dates after today, the last one included. `weekly_limit` is sessions per ISO week, `hours_month`
    hours per calendar month, of all kinds together. `first_talk_minutes` None: there are no first talks. `back_on` is
    the first date after a break; none before it is on offer.
    """

    timezone: str
    weekly: tuple[Window, ...]
    overrides: Mapping[date, tuple[Minutes, ...]] = field(default_factory=dict)
    session_minutes: int = 60
    notice_hours: int = 24
    horizon_days: int = 60
    buffer_before: int = 0
    buffer_after: int = 0
    weekly_limit: int | None = None
    hours_month: int | None = None
    first_talk_minutes: int | None = None
    kind: str = "session"
    back_on: date | None = None

    def __post_init__(self) -> None:
        if min(self.session_minutes, self.first_talk_minutes or 1) < 1:
            raise ValueError("a session lasts at least one minute")
        if min(self.notice_hours, self.horizon_days, self.buffer_before, self.buffer_after) < 0:
            raise ValueError("notice, horizon and buffers are never negative")
        for windows in self.overrides.values():
            for minutes in windows:
                _check_minutes(minutes)

    @property
    def minutes(self) -> int | None:
        """How long one of this kind lasts; None when the kind is not on offer."""
        return self.first_talk_minutes if self.kind == "first_talk" else self.session_minutes

    def of_kind(self, kind: str, minutes: int | None = None) -> Hours:
        """The same hours for another kind; for `minutes` instead of its usual length when told."""
        told = replace(self, kind=kind)
        if minutes is None:
            return told
        if kind == "first_talk":
            return replace(told, first_talk_minutes=minutes)
        return replace(told, session_minutes=minutes)

    def windows_on(self, day: date) -> tuple[Minutes, ...]:
        """The windows in force on one local date: the override if there is one, else the week's for this kind."""
        if day in self.overrides:
            return self.overrides[day]
        weekday, kinds = day.weekday(), ("", self.kind)
        return tuple((w.start_minute, w.end_minute) for w in self.weekly if w.weekday == weekday and w.kind in kinds)


@dataclass(frozen=True, slots=True)
class Busy:
    """A requested or confirmed session of one of the two people: [start, end), aware instants.

    When a session is being moved, leave that one out: it does not stand in its own way.
    """

    start: datetime
    end: datetime
    party: Party


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time that can be booked: [start, end), aware UTC instants."""

    start: datetime
    end: datetime


def _check_minutes(minutes: Minutes) -> None:
    if not (0 <= minutes[0] <= _DAY_MINUTES and 0 <= minutes[1] <= _DAY_MINUTES):
        raise ValueError("wall-clock minutes are 0 to 1440")
