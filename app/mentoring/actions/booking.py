"""Book, or ask for, one of the free times. The verdict that made the list decides again under the lock (B2, B4)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.mentoring.actions.holds import expire_holds_of
from app.mentoring.actions.naming import people_of, record_on_calendars, ref
from app.mentoring.actions.reminders import remind
from app.mentoring.events import SessionBooked, SessionRequested
from app.mentoring.models import KINDS, MentoringSession, MentorProfile, Mentorship
from app.mentoring.queries.diaries import MOST_HELD, holds_until, overlaps
from app.mentoring.queries.profiles import profile_of
from app.mentoring.queries.relations import pair_of_mentorship
from app.mentoring.queries.times import Times, times_for
from app.mentoring.rooms import format_of, place_for
from app.mentoring.rules import may_book_session
from app.mentoring.slots import Reason
from app.people.queries import Person, cluster

LOST = {
    Reason.BUSY_MENTOR, Reason.BUSY_MENTEE, Reason.WEEKLY_LIMIT, Reason.MONTHLY_LIMIT, Reason.RELATIONSHIP,
    Reason.PAUSED, Reason.BLOCKED, Reason.AWAY, Reason.TOO_MANY_HELD,
}  # fmt: skip
"""Verdicts that tell of somebody else's doing (409); the others speak of the start itself (422)."""


@action
def book_session(
    actor: Actor, mentorship: Mentorship, start: datetime, format_: str = "", kind: str = "session"
) -> MentoringSession:
    """Take one of the free times. Of any number at once for overlapping times exactly one succeeds (B2).

    With a mentor who confirms each booking it is asked for, and keeps its time for a while (B6).
    """
    require(may_book_session(actor, mentorship))
    profile = terms_of(mentorship)
    expire_holds_of((mentorship.mentor_id, mentorship.mentee_id))
    times = times_for(mentorship, known_kind(kind), by=actor.id)
    check(times, start)
    session = new_session(actor, mentorship, profile, times, start, format_, held(times, start))
    pair = pair_of_mentorship(mentorship.id)
    about = ref("session", session.id, pair)
    facts: dict[str, Any] = people_of(pair) | {"starts_at": start, "version": 0}
    if session.held_until:
        record_on_calendars(actor, session, SessionRequested(about, **facts, held_until=session.held_until))
    else:
        remind(record_on_calendars(actor, session, SessionBooked(about, **facts)), session)
    return session


def known_kind(kind: str) -> str:
    """One of KINDS; anything else is refused."""
    if kind not in KINDS:
        raise Refused(_("Choose one of the kinds of session that are shown."), "kind")
    return kind


def terms_of(mentorship: Mentorship) -> MentorProfile:
    """The mentor's profile as it is now."""
    profile = profile_of(mentorship.mentor_id)
    if profile is None:
        raise Conflict(_("This mentor has no times on offer."))
    db.session.refresh(profile)
    return profile


def new_session(
    actor: Actor,
    mentorship: Mentorship,
    profile: MentorProfile,
    times: Times,
    start: datetime,
    format_: str,
    held_until: datetime | None = None,
) -> MentoringSession:
    """The row, guarded by the database; nothing is recorded yet. `held_until`: it waits for the mentor's yes (B6)."""
    chosen = format_of(format_, profile.formats or [])
    if chosen is None:
        raise Refused(_("This mentor does not meet in this way. Choose one of those shown."), "format")
    session = MentoringSession(
        mentorship_id=mentorship.id, mentor_id=mentorship.mentor_id, mentee_id=mentorship.mentee_id, starts_at=start,
        ends_at=start + timedelta(minutes=times.minutes), booked_by=actor.id, format=chosen, kind=times.hours.kind,
        place=place_for(chosen, profile.place, profile.meets_in, cluster().room_pattern),
        state="requested" if held_until else "confirmed", held_until=held_until,
    )  # fmt: skip
    db.session.add(session)
    guarded_flush()
    return session


def held(times: Times, first: datetime) -> datetime | None:
    """Until when what is asked for, the first of it at that start, keeps its times; None when nothing is asked (B6)."""
    return holds_until(first, times.hours.notice_hours, times.at) if times.asks else None


def check(times: Times, start: datetime) -> None:
    """Raise with the verdict in words."""
    reason = times.verdict(start)
    if reason is None:
        return
    if reason in LOST:
        raise Conflict(why(reason, times))
    raise Refused(why(reason, times), "start")


def why(reason: Reason, times: Times) -> str:
    """The verdict as a sentence that says what to do."""
    if reason is Reason.PAUSED and times.hours.back_on:
        return _back_on(times.hours.back_on)
    words = {
        Reason.NOTICE: _("This is too soon: sessions are booked at least %(n)d hours ahead. Choose a later time.",
                         n=times.hours.notice_hours),
        Reason.HORIZON: _("This is too far ahead: sessions can be booked for the next %(n)d days.",
                          n=times.hours.horizon_days),
        Reason.NOT_OFFERED: _("This time is not on offer. Choose one of the times shown."),
        Reason.WEEKLY_LIMIT: _("The mentor's sessions of that week are all taken. Choose another week."),
        Reason.MONTHLY_LIMIT: _("The mentor's hours of that month are all taken. Choose another month."),
        Reason.BUSY_MENTOR: _("This time has just been taken. Choose another one."),
        Reason.BUSY_MENTEE: _("There is another session at this time already. Choose another one."),
        Reason.PAUSED: _("The mentor is on a break and has no times on offer."),
        Reason.AWAY: _("One of you two is not here just now, so nothing can be booked. The animators can help."),
        Reason.RELATIONSHIP: _("This mentorship is not active any more, so nothing can be booked."),
        Reason.TOO_MANY_HELD: _("%(n)d sessions wait for an answer already. Ask for more when one is answered.",
                                n=MOST_HELD),
    }  # fmt: skip
    return words.get(reason, _("This time cannot be booked. Choose another one."))


def _back_on(day: date) -> str:
    told = format_date(day, "long")
    return _("The mentor is on a break and back on %(day)s. Choose a time from that day on.", day=told)


def guarded_flush() -> None:
    """The database's own guard is the last line (B2)."""
    try:
        db.session.flush()
    except IntegrityError as error:
        if "session_overlap" in str(error.orig):
            raise Conflict(_("This time has just been taken. Choose another one.")) from error
        raise


def must_be_free(session: MentoringSession, start: datetime) -> None:
    """Both people have nothing else at that time (B7: asked in the same transaction as the answer)."""
    people = [person for person in (session.mentor_id, session.mentee_id) if person]
    if overlaps(people, start, start + (session.ends_at - session.starts_at), now(), but=session.id):
        raise Conflict(_("There is another session at this time by now."))


def must_be_seen(session_start: datetime, seen: datetime | None) -> None:
    """A yes is to the time that was shown with it, `seen`; to none that took its place meanwhile (B7)."""
    if seen != session_start:
        raise Conflict(_("The time was changed after you opened the page. Look at the new one, then answer."))


def must_stand(session: MentoringSession) -> None:
    """The mentorship is active, and both can use their accounts: else nobody's yes books anything for the two."""
    mentorship = db.session.get_one(Mentorship, session.mentorship_id, populate_existing=True)
    if mentorship.state != "active":
        raise Conflict(_("This mentorship is not active any more, so nothing can be booked."))
    for id_ in (mentorship.mentor_id, mentorship.mentee_id):
        if db.session.get_one(Person, id_, populate_existing=True).state != "active":
            raise Conflict(_("One of you two is not here just now, so nothing can be booked. The animators can help."))
