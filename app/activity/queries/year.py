"""How much of the log there is on each day."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import String, bindparam, func, select, type_coerce

from app.activity.queries.filters import Filters
from app.activity.queries.log import source
from app.activity.queries.walking import Walk
from app.core.models import Moment
from app.core.paging import Count
from app.core.rules import Actor
from app.extensions import db

MOST_A_DAY = 100
"""A day is counted so far: a square that is full grows no more, and nobody counts further by eye."""
MOST = 1000
"""Of what is found by words, so many are counted in all, the newest."""


def count_days(
    reader: Actor | None, filters: Filters, spans: Sequence[tuple[date, datetime, datetime]]
) -> dict[date, Count]:
    """How many entries of the filtered log this reader may see on each of these days, given with their first instant
    and the one after their last; days with none are left out. One statement, and no more than MOST_A_DAY
    entries a day."""
    if filters.settled.by_words:
        return _walked(reader, filters.settled, spans)
    days, found = _days(), source(reader, filters, counted=True)
    within = found.row.at >= days.c.starts, found.row.at < days.c.ends
    ids = found.query.with_only_columns(found.row.id, maintain_column_froms=True).where(*within)
    some = ids.limit(MOST_A_DAY + 1).correlate(days).subquery()
    number = select(func.count()).select_from(some).correlate(days).scalar_subquery()
    asked = json.dumps([(day.isoformat(), _written(starts), _written(ends)) for day, starts, ends in spans])
    rows = db.session.execute(select(days.c.day, number), {**found.values, "days": asked})
    return {date.fromisoformat(day): Count(min(many, MOST_A_DAY), many > MOST_A_DAY) for day, many in rows if many}


def _days() -> Any:
    """The days as rows of one placeholder ("days", JSON): as many placeholders would be written anew each time."""
    value = func.json_each(bindparam("days")).table_valued("value").c.value
    parts = [func.json_extract(value, f"$[{number}]") for number in range(3)]
    named = zip(parts, ("day", "starts", "ends"), (String, Moment, Moment), strict=True)
    return select(*(type_coerce(part, kind).label(name) for part, name, kind in named)).cte("days")


def _written(moment: datetime) -> str:
    """As it is in the database."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _walked(
    reader: Actor | None, filters: Filters, spans: Sequence[tuple[date, datetime, datetime]]
) -> dict[date, Count]:
    """The newest of what is found by words, day by day; of the earliest of these days there may be more."""
    starts, first = [starts for _day, starts, _ends in spans], spans[0][1]
    walk = Walk(reader, filters, (spans[-1][2], 0))
    places = list(islice(walk, MOST))
    within = Counter(spans[bisect_right(starts, at) - 1][0] for at, _number in places if at >= first)
    stopped = walk.tired or len(places) == MOST
    over = {day for day, many in within.items() if many > MOST_A_DAY or (stopped and day == min(within))}
    return {day: Count(min(many, MOST_A_DAY), day in over) for day, many in within.items()}
