"""How a session stands by now: the pure rules, and that the database answers the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import String, literal, select
from sqlalchemy.orm import aliased

from app.core.models import Moment
from app.extensions import db
from app.mentoring import presence
from app.mentoring.models import MentoringSession, Mentorship
from app.mentoring.queries.relations import sessions_with, takes_part, taking_part
from tests.mentoring.builders import MONDAY, a_group, a_member, a_session, a_team

STATES = ("requested", "confirmed", "held", "no_show", "disputed", "cancelled", "declined", "expired")
moments = st.integers(-2, 2).map(lambda seconds: MONDAY + timedelta(seconds=seconds))


def in_sql(state: str, ends_at: datetime, held_until: datetime | None) -> tuple[bool, ...]:
    """What the database says of a session with these columns."""
    columns = {"state": literal(state, String), "ends_at": literal(ends_at, Moment)}
    columns["held_until"] = literal(held_until, Moment)
    row = select(*(value.label(name) for name, value in columns.items())).subquery()
    one: Any = aliased(MentoringSession, row, adapt_on_names=True)
    asked = (one.is_kept(MONDAY), one.is_let_go(MONDAY), one.is_to_confirm(MONDAY))
    return tuple(bool(value) for value in db.session.execute(select(*asked).select_from(row)).one())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(state=st.sampled_from(STATES), ends_at=moments, held_until=st.none() | moments)
def test_b6_b13_the_database_says_the_same_of_a_session(
    context: Flask, state: str, ends_at: datetime, held_until: datetime | None
) -> None:
    row = MentoringSession(state=state, ends_at=ends_at, held_until=held_until)
    said = (row.is_kept(MONDAY), row.is_let_go(MONDAY), row.is_to_confirm(MONDAY))
    assert said == in_sql(state, ends_at, held_until)
    assert (said[0], said[1]).count(True) == (held_until is not None)
    assert (presence.shown_state(state, ends_at, held_until, MONDAY) == "to_confirm") == said[2]


@pytest.mark.parametrize("part", ["mentor", "innovator", "innovator2", "stakeholder", "stranger", "animator"])
def test_who_takes_part_is_the_same_from_every_side(
    app: Flask, cast: SimpleNamespace, pair: SimpleNamespace, part: str
) -> None:
    """By person, by session, by mentorship, of the row and in SQL."""
    person = getattr(cast, part)
    with app.app_context():
        a_team(pair.mentorship, cast.innovator2)
        a_member(pair.mentorship, cast.innovator2)
        session = a_session(pair.mentorship, MONDAY + timedelta(days=2))
        group = a_group(cast.mentor, MONDAY + timedelta(days=3))
        theirs = set(db.session.execute(sessions_with(person.id)).scalars())
        assert {id_ for id_ in (session, group) if person.id in taking_part(id_)} == theirs
        mentorship = db.session.get_one(Mentorship, pair.mentorship)
        mine = db.session.execute(select(Mentorship.id).where(takes_part(person.id))).scalars().all()
        assert (person.id in mentorship.people) == (pair.mentorship in mine) == (session in theirs)
