"""A group session that has been announced: told otherwise, or at another time (B9, B14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from app.activity.facts import person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.core.search import index
from app.extensions import db
from app.mentoring.actions.booking import expire_holds_of, guarded_flush
from app.mentoring.actions.groups import check_terms, check_time, group_ref, must_be_ahead, own_place
from app.mentoring.actions.reminders import remind
from app.mentoring.actions.seats import fill_seats, taken_seats
from app.mentoring.events import GroupChanged, GroupMoved
from app.mentoring.models import MentoringSession
from app.mentoring.queries.diaries import overlaps
from app.mentoring.queries.profiles import profile_of
from app.mentoring.queries.seats import seat_rows
from app.mentoring.rules import may_run_group


@dataclass(frozen=True)
class GroupTerms:
    """All of a group session but its time; `place` empty: the mentor's own, or a room of its own."""

    title: str
    about: str
    seats: int
    format: str
    place: str


@action
def change_group(actor: Actor, session: MentoringSession, told: GroupTerms) -> MentoringSession:
    """Before it begins; never fewer seats than are taken, and further ones go to those in line (B14).

    Those with a seat get mail when it meets elsewhere, else an entry in their inbox. Nothing changed is nothing.
    """
    require(may_run_group(actor, session))
    must_be_ahead(session)
    check_terms(told.seats, told.format)
    fill_seats(session)
    _must_seat(told.seats, taken_seats(session))
    if not (part := _change(session, told)):
        return session
    db.session.flush()
    fill_seats(session)
    index(db.session(), "group", session.id, session.title, session.about, actor.name)
    fact = GroupChanged(
        group_ref(session), person_ref(actor), session.starts_at, part, told.seats, session.version
    )  # fmt: skip
    seated = [seat.person_id for seat in seat_rows(session.id) if seat.state == "seated"]
    moved = part == "place"
    record(actor, fact, ask=seated if moved else (), tell=seated, copies=[actor.id] if moved else [])
    return session


def _must_seat(seats: int, taken: int) -> None:
    if seats < taken:
        words = ngettext(
            "%(num)s seat is taken or kept for somebody: offer at least as many.",
            "%(num)s seats are taken or kept for somebody: offer at least as many.", taken,
        )  # fmt: skip
        raise Refused(words, "seats")


def _change(session: MentoringSession, told: GroupTerms) -> str:
    """Take the new terms; what they change most, or nothing."""
    before = {"text": (session.title, session.about), "seats": session.seats, "place": (session.format, session.place)}
    profile = profile_of(session.mentor_id)
    place = told.place or (own_place(profile, told.format) if profile else "")
    after = {"text": (told.title, told.about), "seats": told.seats, "place": (told.format, place)}
    session.title, session.about, session.seats = told.title, told.about, told.seats
    session.format, session.place = told.format, place
    return next((part for part in ("place", "seats", "text") if before[part] != after[part]), "")


@action
def move_group(actor: Actor, session: MentoringSession, start: datetime, minutes: int) -> MentoringSession:
    """Another time for it, or another length; it does not stand in its own way. The same time is nothing (B9).

    The mentor's notice applies to the old and the new start, and nobody with a seat has anything else then (B1). All
    who sit or stand in line get mail at once.
    """
    require(may_run_group(actor, session))
    must_be_ahead(session)
    was_at, ends_at = session.starts_at, start + timedelta(minutes=minutes)
    if (start, ends_at) == (was_at, session.ends_at):
        return session
    check_time(start, minutes)
    _must_have_notice(session, start)
    fill_seats(session)
    _must_be_free(session, start, ends_at)
    session.starts_at, session.ends_at, session.version = start, ends_at, session.version + 1
    guarded_flush()
    fact = GroupMoved(group_ref(session), person_ref(actor), was_at, start, minutes, session.version)
    remind(record(actor, fact, ask=_kept_until(session), copies=[actor.id]), session)
    return session


def _must_have_notice(session: MentoringSession, start: datetime) -> None:
    profile, at = profile_of(session.mentor_id), now()
    hours = profile.notice_hours if profile else 0
    if session.starts_at - at < timedelta(hours=hours):
        raise Conflict(_("It begins in less than %(n)d hours: too late to move it. You can cancel it.", n=hours))
    if start - at < timedelta(hours=hours):
        words = _("This is too soon: sessions are booked at least %(n)d hours ahead. Choose a later time.", n=hours)
        raise Refused(words, "day")


def _must_be_free(session: MentoringSession, start: datetime, end: datetime) -> None:
    seated = [seat.person_id for seat in seat_rows(session.id) if seat.state == "seated"]
    people = [session.mentor_id, *seated]
    expire_holds_of(people)
    busy = overlaps(people, start, end, now(), but=session.id)
    if session.mentor_id in busy:
        raise Conflict(_("You have another session at this time. Choose another one."))
    if busy:
        words = ngettext(
            "%(num)s person with a seat has another session at this time. Choose another one.",
            "%(num)s people with a seat have another session at this time. Choose another one.", len(busy),
        )  # fmt: skip
        raise Conflict(words)


def _kept_until(session: MentoringSession) -> list[str]:
    """Who sits or stands in line; no seat is kept for anybody beyond the new start."""
    rows = seat_rows(session.id)
    for seat in rows:
        if seat.offered_until is not None:
            seat.offered_until = min(seat.offered_until, session.starts_at)
    return [seat.person_id for seat in rows]
