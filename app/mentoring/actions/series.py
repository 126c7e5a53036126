"""Several sessions at once, in the mentor's wall clock; all of them are checked (B15)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from app.activity.models import Event
from app.core.action import action
from app.core.clock import now
from app.core.models import new_id
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.mentoring.actions.booking import (
    guarded_flush,
    held,
    known_kind,
    must_be_free,
    must_stand,
    new_session,
    terms_of,
)
from app.mentoring.actions.holds import expire_holds_of
from app.mentoring.actions.naming import people_of, record_on_calendars, ref
from app.mentoring.actions.reminders import remind
from app.mentoring.actions.sessions import call_off
from app.mentoring.events import SeriesBooked, SeriesCancelled, SeriesConfirmed, SeriesDeclined, SeriesRequested
from app.mentoring.models import MentoringSession, Mentorship
from app.mentoring.queries.relations import pair_of_mentorship, pair_of_session
from app.mentoring.queries.sessions import asked_together, rest_of_series
from app.mentoring.queries.times import Times, times_for
from app.mentoring.rules import may_book_session, may_change_session, may_confirm_session
from app.mentoring.series import EVERY, FEWEST, MOST, occurrences
from app.mentoring.slots import Reason


@dataclass(frozen=True)
class Series:
    """What is wanted: `number` sessions, `weeks` apart, the first at `start`."""

    start: datetime
    number: int
    weeks: int
    format: str = ""
    kind: str = "session"


@dataclass(frozen=True)
class Occurrence:
    """One date of it, and why it cannot be booked."""

    start: datetime
    reason: Reason | None


def plan_of(times: Times, series: Series, without: Collection[datetime] = ()) -> list[Occurrence]:
    """Every date with its verdict; each one that is free counts for the limits of those after it."""
    found = []
    for start in occurrences(series.start, times.hours.timezone, series.number, series.weeks):
        if start in without:
            continue
        reason = times.verdict(start)
        times = times if reason else times.with_one_more(start)
        found.append(Occurrence(start, reason))
    return found


@action
def book_series(
    actor: Actor, mentorship: Mentorship, series: Series, without: Collection[datetime] = ()
) -> MentoringSession:
    """All dates, or none; the person may leave out what clashes (`without`). The first session.

    With a mentor who confirms each booking it is asked for as one: every date is kept until the one answer, which is
    due as that to its first date is; and it is one of the few requests that one mentee may have waiting (B6).
    """
    require(may_book_session(actor, mentorship))
    profile = terms_of(mentorship)
    _check_size(series)
    expire_holds_of((mentorship.mentor_id, mentorship.mentee_id))
    times = times_for(mentorship, known_kind(series.kind), by=actor.id)
    plan = plan_of(times, series, without)
    if not plan:
        raise Refused(_("No date is left to book."), "start")
    if any(one.reason for one in plan):
        raise Conflict(_("Some of these dates cannot be booked."))
    until = held(times, plan[0].start)
    made = [new_session(actor, mentorship, profile, times, one.start, series.format, until) for one in plan]
    _tell_booked(actor, mentorship, made, series.weeks)
    return made[0]


def _tell_booked(actor: Actor, mentorship: Mentorship, made: Sequence[MentoringSession], weeks: int) -> None:
    id_, first = new_id(), made[0]
    for session in made:
        session.series_id = id_
    db.session.flush()
    pair = pair_of_mentorship(mentorship.id)
    about = ref("session", first.id, pair)
    facts: dict[str, Any] = people_of(pair) | {"starts_at": first.starts_at, "number": len(made), "weeks": weeks}
    if first.held_until:
        record_on_calendars(actor, first, SeriesRequested(about, **facts, held_until=first.held_until))
    else:
        _remind(record_on_calendars(actor, first, SeriesBooked(about, **facts)), made)


def _remind(event: Event, sessions: Iterable[MentoringSession]) -> None:
    for session in sessions:
        remind(event, session)


@action
def confirm_series(actor: Actor, session: MentoringSession, seen: Collection[datetime]) -> MentoringSession:
    """One yes to all dates of its series that wait; they are the ones that were shown, `seen` (UTC). All or none (B7).

    What is true of one session's yes (`confirm_session`) is true of each.
    """
    require(may_confirm_session(actor, session))
    together = _waiting(session)
    if set(seen) != {one.starts_at for one in together}:
        raise Conflict(_("The dates were changed after you opened the page. Look at them again, then answer."))
    must_stand(session)
    expire_holds_of((session.mentor_id, session.mentee_id or ""))
    for one in together:
        must_be_free(one, one.starts_at)
        one.state, one.held_until = "confirmed", None
    guarded_flush()
    pair, first = pair_of_session(session), together[0]
    about = ref("session", first.id, pair)
    told = SeriesConfirmed(about, **people_of(pair), starts_at=first.starts_at, number=len(together))
    _remind(record_on_calendars(actor, first, told), together)
    return session


@action
def decline_series(actor: Actor, session: MentoringSession, reason: str) -> MentoringSession:
    """No to all dates of its series that wait, with a word for the mentee; their times are free at once."""
    require(may_confirm_session(actor, session))
    together = _waiting(session)
    for one in together:
        one.state, one.held_until, one.cancel_reason = "declined", None, reason.strip()
        one.version += 1
    db.session.flush()
    pair, first = pair_of_session(session), together[0]
    about = ref("session", first.id, pair)
    told = SeriesDeclined(about, **people_of(pair), starts_at=first.starts_at, number=len(together))
    record_on_calendars(actor, first, told)
    return session


def _waiting(session: MentoringSession) -> list[MentoringSession]:
    together = asked_together(session)
    if not together:
        raise Conflict(_("This series does not wait for an answer any more."))
    return together


def _check_size(series: Series) -> None:
    if not FEWEST <= series.number <= MOST:
        raise Refused(_("A series has 2 to 12 sessions."), "number")
    if series.weeks not in EVERY:
        raise Refused(_("Choose every week or every two weeks."), "weeks")


@action
def cancel_series(actor: Actor, session: MentoringSession, reason: str) -> MentoringSession:
    """This session and all later ones of its series; those that are cancelled already stay as they are (B8, B15)."""
    require(may_change_session(actor, session))
    rest = rest_of_series(session.series_id, session.starts_at) if session.series_id else []
    ahead = [one for one in rest if one.starts_at > now()]
    if not ahead:
        if session.state == "cancelled":
            return session
        raise Conflict(_("Nothing of this series is ahead any more."))
    for one in ahead:
        call_off(actor, one, reason)
    pair = pair_of_session(session)
    about = ref("session", ahead[0].id, pair)
    told = SeriesCancelled(about, **people_of(pair), starts_at=ahead[0].starts_at, number=len(ahead))
    record_on_calendars(actor, session, told)
    return session
