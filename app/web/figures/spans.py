"""Which days the figures are asked for: the last twelve months, unless somebody says otherwise. For who sees no small
figures: a calendar quarter that is over, and nothing else. Quarters have no day in common, so no difference of two
tells of fewer days (BEHAVIOURS A9).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from app.core.clock import now
from app.web.jinja import in_days
from app.web.periods import Period, beginning, read_period, today

USUAL, MOST = 12, 60
"""Months: when nothing is asked, and at most."""
QUARTERS = 8
"""How many are offered, the latest of those that are over."""
SETTLED = timedelta(days=30)
"""How long after its end a quarter is shown: by then what could still be said of its days has been said."""


def read_span(asked: Mapping[str, str], zone: str) -> tuple[Period, list[str]]:
    """The days of an address, and a sentence for all that is shown otherwise than asked."""
    period, wrong = read_period(asked, zone)
    since, until = period.since, period.until
    if since and until and since > until:
        wrong.append(_("The last 12 months are shown."))
        since = until = None
    until = until or max(today(zone), since or date.min)
    since = since or first_of(until, USUAL - 1)
    if months_between(since, until) > MOST:
        since = first_of(until, MOST - 1)
        wrong.append(_("At most five years are shown at once: this begins on %(day)s.", day=in_days(since)))
    return Period(since, until, zone), wrong


def quarters_over(zone: str) -> list[Period]:
    """The calendar quarters that are offered, oldest first: over for so long that what could still be said of their
    days has been said (B13, O6). A number that grows from day to day would tell what was added.
    """
    settled = (now() - SETTLED).astimezone(ZoneInfo(zone)).date()
    first = first_of(settled.replace(day=1), (settled.month - 1) % 3)
    begins = [first_of(first, 3 * number) for number in range(QUARTERS, 0, -1)]
    return [Period(begin, first_of(begin, -3) - timedelta(days=1), zone) for begin in begins]


def read_quarter(asked: Mapping[str, str], quarters: list[Period]) -> tuple[Period, list[str]]:
    """The quarter in which the days of an address begin, else the last one; a sentence when that is not what was
    asked."""
    period, wrong = read_period(asked, quarters[0].zone)
    day = period.since or period.until
    found = next((it for it in quarters if day and it.since and it.until and it.since <= day <= it.until), None)
    if found is None and (day or wrong):
        wrong.append(_("Figures are shown by calendar quarters that are over: this is the last one."))
    return found or quarters[-1], wrong


def presets(zone: str) -> list[tuple[str, Period]]:
    """The spans that are asked for most."""
    day = today(zone)
    last = date(day.year - 1, 12, 31)
    return [
        (_("Last 12 months"), Period(first_of(day, USUAL - 1), day, zone)),
        (_("This month"), Period(day.replace(day=1), day, zone)),
        (_("This year"), Period(date(day.year, 1, 1), day, zone)),
        (_("Last year"), Period(last.replace(month=1, day=1), last, zone)),
    ]


def first_of(day: date, months_before: int = 0) -> date:
    """The first day of the month so many months before."""
    number = day.year * 12 + day.month - 1 - months_before
    return date(number // 12, number % 12 + 1, 1)


def months_between(since: date, until: date) -> int:
    """How many months have a day in it."""
    return (until.year - since.year) * 12 + until.month - since.month + 1


def months_of(period: Period) -> list[Period]:
    """The span month by month; the first and the last may be parts of one."""
    if period.since is None or period.until is None:
        raise ValueError("a span has two ends")
    firsts = [first_of(period.since, -n) for n in range(months_between(period.since, period.until))]
    ends = [first_of(first, -1) - timedelta(days=1) for first in firsts]
    return [
        Period(max(first, period.since), min(end, period.until), period.zone)
        for first, end in zip(firsts, ends, strict=True)
    ]


def starts_of(parts: list[Period]) -> list[object]:
    """The instants at which the months or quarters after the first begin: what tells them apart."""
    return [beginning(part.since, part.zone) for part in parts[1:] if part.since]
