"""How many people were reached, and how often: what reports and measures ask. What was taken back does not count."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

from app.extensions import db
from app.outreach.models import DisseminationActivity
from app.outreach.queries.listed import sizes


def reached(start: date, end: date) -> int:
    """People reached by activities that began from `start` to `end`, both included, days of the places. The numbers of
    all audiences added up; an audience whose size nobody knows adds nothing. Who came twice counts twice."""
    each = sizes()
    query = select(func.coalesce(func.sum(each.c.value), 0)).select_from(DisseminationActivity, each)
    return int(db.session.execute(query.where(_held(start, end))).scalar_one())


def activities_held(start: date, end: date) -> dict[str, int]:
    """How many activities of each type began from `start` to `end`, both included."""
    it = DisseminationActivity
    query = select(it.type, func.count(it.id).label("held")).where(_held(start, end)).group_by(it.type)
    return {row.type: row.held for row in db.session.execute(query)}


def _held(start: date, end: date) -> ColumnElement[bool]:
    return (DisseminationActivity.state == "logged") & DisseminationActivity.starts_on.between(start, end)
