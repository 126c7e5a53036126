"""What somebody did in a span of days, for a record that they can show to others."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, and_, case, func, or_, select

from app.activity.models import MEMBERS, Event
from app.activity.queries.log import Theirs
from app.extensions import db
from app.web.periods import Period

MEETINGS = ("mentoring.session_held", "mentoring.group_held")
"""Whoever of those who took part confirms that they met: to have met is what all of them did, and it took time."""


def done_by(person_id: str, period: Period) -> list[Any]:
    """By kind: `verb`, `number` of entries and `minutes` (0 where none are counted) of what this person did, of what
    all members may see: a record is for others, so what passed between two people is not in it."""
    own = or_(Event.actor_id == person_id, Event.verb.in_(MEETINGS))
    spent = case((Event.verb.in_(MEETINGS), Event.facts["minutes"].as_string().cast(Integer)), else_=0)
    query = (
        select(Event.verb, func.count().label("number"), func.sum(spent).label("minutes"))
        .select_from(Theirs)
        .join(Event, Event.id == Theirs.event_id)
        .where(Theirs.person_id == person_id, Event.shown >= MEMBERS, own, *_within(period))
        .group_by(Event.verb)
    )
    return list(db.session.execute(query))


def _within(period: Period) -> list[Any]:
    ends = ((period.start, Theirs.at.__ge__), (period.end, Theirs.at.__lt__))
    return [and_(compare(moment)) for moment, compare in ends if moment]
