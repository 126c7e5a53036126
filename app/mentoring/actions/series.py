"""Several sessions at once, in the mentor's wall clock; all of them are checked (B15)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.models import new_id
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.mentoring.actions.booking import expire_holds_of, known_kind, new_session, terms_of
from app.mentoring.actions.naming import people_of, ref
from app.mentoring.actions.reminders import remind
from app.mentoring.actions.sessions import call_off
from app.mentoring.events import SeriesBooked, SeriesCancelled
from app.mentoring.models import MentoringSession, Mentorship
from app.mentoring.queries.relations import pair_of_mentorship, pair_of_session
from app.mentoring.queries.sessions import rest_of_series
from app.mentoring.queries.times import Times, times_for
from app.mentoring.rules import may_book_session, may_change_session
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
    """All dates, or none; the person may leave out what clashes (`without`). The first session."""
    require(may_book_session(actor, mentorship))
    profile = terms_of(mentorship)
    if profile.confirms and actor.id != mentorship.mentor_id:
        raise Conflict(_("This mentor confirms each session: ask for them one by one."))
    _check_size(series)
    expire_holds_of((mentorship.mentor_id, mentorship.mentee_id))
    times = times_for(mentorship, known_kind(series.kind), by=actor.id)
    plan = plan_of(times, series, without)
    if not plan:
        raise Refused(_("No date is left to book."), "start")
    if any(one.reason for one in plan):
        raise Conflict(_("Some of these dates cannot be booked."))
    id_ = new_id()
    made = [new_session(actor, mentorship, profile, times, one.start, series.format) for one in plan]
    for session in made:
        session.series_id = id_
    db.session.flush()
    pair = pair_of_mentorship(mentorship.id)
    about = ref("session", made[0].id, pair)
    told = SeriesBooked(about, **people_of(pair), starts_at=made[0].starts_at, number=len(made), weeks=series.weeks)
    event = record(actor, told)
    for session in made:
        remind(event, session)
    return made[0]


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
    record(actor, told)
    return session
