"""What I did: a record for a person to print, or to take along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import request

from app.activity.facts import FACTS, STRANDS
from app.activity.kinds import STRAND_NAMES, kind_words_of
from app.activity.queries.record_of import done_by
from app.activity.views import bp
from app.web.answers import Answer, page
from app.web.csv import csv_answer
from app.web.gates import current_reader, participant
from app.web.language import timezone
from app.web.periods import Period, read_period, today

YEARS = 5


@bp.get("/activity/me")
@participant
def mine() -> Answer:
    """By kind, with counts and hours, in a year or any span of days."""
    period, wrong = _period()
    done = done_by(current_reader().id, period)
    rooms = [(strand, STRAND_NAMES[strand], own) for strand in STRANDS if (own := _of(strand, done))]
    this_year = today(timezone()).year
    return page(
        "activity/mine.html", period=period, wrong=wrong, rooms=rooms, minutes=sum(row.minutes for row in done),
        years=range(this_year, this_year - YEARS, -1), number=sum(row.number for row in done),
    )  # fmt: skip


@bp.get("/activity/me.csv")
@participant
def mine_csv() -> Answer:
    """The same as a table."""
    period, _wrong = _period()
    return csv_answer("what-i-did.csv", ("kind", "verb", "what", "number", "minutes"), _rows(period))


def _period() -> tuple[Period, list[str]]:
    """What the address asks for; nothing is this year."""
    period, wrong = read_period(request.args, timezone())
    if period.since or period.until:
        return period, wrong
    year = today(timezone()).year
    return Period(date(year, 1, 1), date(year, 12, 31), timezone()), wrong


def _of(strand: str, done: list[Any]) -> list[tuple[str, str, int, int]]:
    own = [row for row in done if FACTS[row.verb].strand == strand]
    told = ((row.verb, kind_words_of(row.verb, current_reader().name), row.number, row.minutes) for row in own)
    return sorted(told, key=lambda it: -it[2])


def _rows(period: Period) -> Iterator[tuple[Any, ...]]:
    me = current_reader()
    for row in done_by(me.id, period):
        yield FACTS[row.verb].strand, row.verb, kind_words_of(row.verb, me.name), row.number, row.minutes
