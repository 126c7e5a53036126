"""Group sessions: announce, take a seat, stand in line, leave, cancel (B14); changed and moved: group_changes.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.activity.facts import Ref, person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.core.search import forget, index
from app.extensions import db
from app.mentoring.actions.booking import expire_holds_of, guarded_flush
from app.mentoring.actions.reminders import remind
from app.mentoring.actions.seats import fill_seats, free_seats, seat_of, seat_told
from app.mentoring.events import (
    GroupAnnounced,
    GroupCancelled,
    GroupLineJoined,
    GroupSeatLeft,
    GroupSeatTaken,
)
from app.mentoring.models import FORMATS, GroupSeat, MentoringSession, MentorProfile
from app.mentoring.queries.diaries import overlaps
from app.mentoring.queries.profiles import profile_of, state_of
from app.mentoring.queries.seats import seat_rows
from app.mentoring.rooms import place_for
from app.mentoring.rules import may_announce_group, may_run_group, may_take_seat
from app.people.queries import Person, cluster, here_among

FEWEST, MOST = 2, 50
SHORTEST, LONGEST = 15, 480
FARTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Announcement:
    """A group session as announced; `minutes` long, `place` empty: the mentor's own, or a room of its own."""

    title: str
    about: str
    starts_at: datetime
    minutes: int
    seats: int
    format: str = "video"
    place: str = ""


@action
def announce_group(actor: Actor, told: Announcement) -> MentoringSession:
    """A published mentor announces one, at any time of their own that is free; seats 2 to 50."""
    require(may_announce_group(actor))
    profile = profile_of(actor.id)
    if profile is None or state_of(profile.state, profile.paused_until, profile.timezone) != "published":
        raise Refused(_("Publish your mentor profile first: people want to see who invites them."), "title")
    check_time(told.starts_at, told.minutes)
    check_terms(told.seats, told.format)
    expire_holds_of((actor.id,))
    ends_at = told.starts_at + timedelta(minutes=told.minutes)
    if overlaps([actor.id], told.starts_at, ends_at, now()):
        raise Conflict(_("You have another session at this time. Choose another one."))
    place = told.place or own_place(profile, told.format)
    session = MentoringSession(
        kind="group", mentor_id=actor.id, booked_by=actor.id, starts_at=told.starts_at, ends_at=ends_at,
        title=told.title, about=told.about, seats=told.seats, format=told.format, place=place,
    )  # fmt: skip
    db.session.add(session)
    guarded_flush()
    index(db.session(), "group", session.id, told.title, told.about, actor.name)
    fact = GroupAnnounced(group_ref(session), person_ref(actor), told.starts_at, told.seats, 0)
    event = record(actor, fact, copies=[actor.id])
    remind(event, session, [actor.id])
    return session


def check_time(starts_at: datetime, minutes: int) -> None:
    """Within the next year, from 15 minutes to 8 hours long."""
    at = now()
    if starts_at <= at:
        raise Refused(_("This time is over. Choose a later one."), "day")
    if starts_at > at + FARTHEST:
        raise Refused(_("Choose a day within the next year."), "day")
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused(_("A session lasts from 15 minutes to 8 hours."), "minutes")


def check_terms(seats: int, format_: str) -> None:
    """From 2 to 50 seats, one of the known ways to meet."""
    if not FEWEST <= seats <= MOST:
        raise Refused(_("Offer from 2 to 50 seats."), "seats")
    if format_ not in FORMATS:
        raise Refused(_("Choose how you meet."), "format")


def own_place(profile: MentorProfile, format_: str) -> str:
    """Where this mentor meets people when nothing else is said: their own place, or a room of its own."""
    return place_for(format_, profile.place, profile.meets_in, cluster().room_pattern)


def group_ref(session: MentoringSession) -> Ref:
    """It by its title."""
    return Ref("group", session.id, session.title)


@action
def take_seat(actor: Actor, session: MentoringSession) -> MentoringSession:
    """Take a free seat, or the one that is kept for this person. Of many for the last one, one gets it (B14)."""
    require(may_take_seat(actor, session))
    must_be_ahead(session)
    seat = seat_of(session.id, actor.id)
    if seat is not None and seat.state == "seated":
        return session
    _must_be_led(session)
    expire_holds_of((actor.id,))
    fill_seats(session)
    if not (seat is not None and seat.state == "offered") and free_seats(session) < 1:
        raise Conflict(_("The last seat has just been taken. You can join the waiting list."))
    if overlaps([actor.id], session.starts_at, session.ends_at, now(), but=session.id):
        raise Conflict(_("You have another session at this time."))
    _sit(actor, session, seat, "seated")
    told = seat_told(GroupSeatTaken, session, person_ref(actor), version=session.version)
    remind(record(actor, told, copies=[actor.id]), session, [actor.id])
    return session


def _sit(actor: Actor, session: MentoringSession, seat: GroupSeat | None, state: str) -> None:
    if seat is None:
        seat = GroupSeat(session_id=session.id, person_id=actor.id)
        db.session.add(seat)
    seat.state, seat.since, seat.offered_until = state, now(), None
    guarded_flush()


@action
def join_line(actor: Actor, session: MentoringSession) -> MentoringSession:
    """Stand in line for the next seat that is freed. Where a seat is free there is no line."""
    require(may_take_seat(actor, session))
    must_be_ahead(session)
    _must_be_led(session)
    fill_seats(session)
    seat = seat_of(session.id, actor.id)
    if seat is not None and seat.state in ("seated", "offered", "waiting"):
        return session
    if free_seats(session) > 0:
        raise Conflict(_("A seat is free by now: take it."))
    _sit(actor, session, seat, "waiting")
    record(actor, seat_told(GroupLineJoined, session, person_ref(actor)))
    return session


@action
def leave_group(actor: Actor, session: MentoringSession) -> MentoringSession:
    """Give the seat (or the place in line) back; it goes to who is next. Leaving twice is nothing."""
    require(may_take_seat(actor, session))
    seat = seat_of(session.id, actor.id)
    if seat is None or seat.state not in ("seated", "offered", "waiting"):
        return session
    must_be_ahead(session)
    stand_up(actor, session, seat)
    return session


def stand_up(actor: Actor | None, session: MentoringSession, seat: GroupSeat) -> None:
    """Within another action, whose rule has been asked."""
    sat, seat.state, seat.offered_until = seat.state == "seated", "left", None
    db.session.flush()
    who = person_ref(db.session.get_one(Person, seat.person_id))
    record(actor, seat_told(GroupSeatLeft, session, who), copies=[who.id] if sat else [])
    fill_seats(session)


@action
def stand_up_along(actor: Actor | None, session: MentoringSession, seat: GroupSeat) -> None:
    """One of those that end with something else: a person leaves, two part."""
    stand_up(actor, session, seat)


def must_be_ahead(session: MentoringSession) -> None:
    """Neither cancelled nor begun: else nothing of it can be changed any more."""
    if session.state != "confirmed":
        raise Conflict(_("This group session was cancelled or is over."))
    if session.starts_at <= now():
        raise Conflict(_("This group session has begun."))


def _must_be_led(session: MentoringSession) -> None:
    if not here_among([session.mentor_id]):
        raise Conflict(_("The mentor is not here just now, so no seat can be taken."))


@action
def cancel_group(actor: Actor, session: MentoringSession, reason: str) -> MentoringSession:
    """All who sit or stand in line are told at once. Twice is nothing (B8). When it is over: it did not take place."""
    require(may_run_group(actor, session))
    if session.state == "cancelled":
        return session
    if session.state != "confirmed":
        raise Conflict(_("Somebody has already said how this group session went."))
    call_off_group(actor, session, reason)
    return session


def call_off_group(actor: Actor, session: MentoringSession, reason: str) -> None:
    """Within another action, whose rule has been asked."""
    profile = profile_of(session.mentor_id)
    notice = timedelta(hours=profile.notice_hours if profile else 0)
    session.cancelled_late = session.starts_at - now() < notice
    session.state, session.cancel_reason, session.version = "cancelled", reason.strip(), session.version + 1
    session.cancelled_by, session.cancelled_at = actor.id, now()
    forget(db.session(), "group", session.id)
    db.session.flush()
    concerned = [seat.person_id for seat in seat_rows(session.id)]
    told = GroupCancelled(group_ref(session), mentor_ref(session), session.starts_at, session.version)
    record(actor, told, ask=concerned, copies=[actor.id])


@action
def call_off_along(actor: Actor, session: MentoringSession, reason: str) -> None:
    """One of those that end as who leads them leaves."""
    call_off_group(actor, session, reason)


def mentor_ref(session: MentoringSession) -> Ref:
    """Who leads it, by their name."""
    return person_ref(db.session.get_one(Person, session.mentor_id))
