"""Times that are kept for an answer are let go when none comes: of sessions, series and moves (B6, B9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.extensions import db
from app.mentoring.actions.naming import people_of, record_on_calendars, ref
from app.mentoring.events import MoveExpired, SeriesRequestExpired, SessionRequestExpired
from app.mentoring.models import MentoringSession
from app.mentoring.queries.diaries import holds_over
from app.mentoring.queries.relations import pair_of_session


def expire_holds_of(people: Iterable[str]) -> None:
    """Write down which of their holds are over, so that the database's guard lets go of them (B6)."""
    _let_go(holds_over(now(), people))


@action(silent="each session is a fact of its own, inside")
def expire_holds(at: datetime) -> int:
    """The worker's part: what nobody answered in time. How many sessions there were."""
    over = holds_over(at)
    _let_go(over)
    return len(over)


def _let_go(over: Sequence[MentoringSession]) -> None:
    """What was asked for as one is told of as one (B6: both are told once)."""
    for session in (one for one in over if one.state == "confirmed"):
        _expire_move(session)
    asked = sorted((one for one in over if one.state == "requested"), key=_asked_as)
    for _key, together in groupby(asked, _asked_as):
        _expire(sorted(together, key=lambda one: one.starts_at))


def _asked_as(session: MentoringSession) -> str:
    return session.series_id or session.id


@action
def _expire(together: Sequence[MentoringSession]) -> None:
    for session in together:
        session.state = "expired"
        session.version += 1
    db.session.flush()
    first = together[0]
    pair = pair_of_session(first)
    about = ref("session", first.id, pair)
    told: SeriesRequestExpired | SessionRequestExpired
    if len(together) > 1:
        told = SeriesRequestExpired(about, **people_of(pair), starts_at=first.starts_at, number=len(together))
    else:
        told = SessionRequestExpired(about, **people_of(pair), starts_at=first.starts_at, version=first.version)
    record_on_calendars(None, first, told)


@action
def _expire_move(session: MentoringSession) -> None:
    """The old time stands."""
    session.let_go()
    db.session.flush()
    pair = pair_of_session(session)
    record(None, MoveExpired(ref("session", session.id, pair), **people_of(pair), starts_at=session.starts_at))
