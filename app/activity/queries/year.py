"""How much of the log there is on each day."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice

from sqlalchemy import String, column, func, select, values

from app.activity.queries.filters import Filters
from app.activity.queries.log import source
from app.activity.queries.walking import Walk
from app.core.models import Moment
from app.core.paging import Count
from app.core.rules import Actor
from app.extensions import db

MOST = 1000
"""A day is counted so far; of what is found by words, so many are counted in all, the newest."""


def count_days(
    reader: Actor | None, filters: Filters, spans: Sequence[tuple[date, datetime, datetime]]
) -> dict[date, Count]:
    """How many entries of the filtered log this reader may see on each of these days, given with their first instant
    and the one after their last; days with none are left out. One statement, and no more than MOST entries a day."""
    if filters.settled.by_words:
        return _walked(reader, filters.settled, spans)
    names = (column("day", String), column("starts", Moment), column("ends", Moment))
    days = values(*names, name="days").data([(day.isoformat(), *ends) for day, *ends in spans]).cte("days")
    found = source(reader, filters)
    within = found.row.at >= days.c.starts, found.row.at < days.c.ends
    ids = found.query.with_only_columns(found.row.id, maintain_column_froms=True).where(*within)
    some = ids.limit(MOST + 1).correlate(days).subquery()
    number = select(func.count()).select_from(some).correlate(days).scalar_subquery()
    rows = db.session.execute(select(days.c.day, number), found.values)
    return {date.fromisoformat(day): Count(min(many, MOST), many > MOST) for day, many in rows if many}


def _walked(
    reader: Actor | None, filters: Filters, spans: Sequence[tuple[date, datetime, datetime]]
) -> dict[date, Count]:
    """The newest of what is found by words, day by day; of the earliest of these days there may be more."""
    starts, first = [starts for _day, starts, _ends in spans], spans[0][1]
    walk = Walk(reader, filters, (spans[-1][2], 0))
    places = list(islice(walk, MOST))
    within = Counter(spans[bisect_right(starts, at) - 1][0] for at, _number in places if at >= first)
    stopped = walk.tired or len(places) == MOST
    return {day: Count(many, stopped and day == min(within)) for day, many in within.items()}
