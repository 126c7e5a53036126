"""A mentor's terms, hours, exceptions; publishing and pausing. None of it touches a booked session (T3, B5, B12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.activity.facts import Fact, person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.core.search import index
from app.extensions import db
from app.mentoring.events import MentorProfileChanged, MentorProfilePaused, MentorProfilePublished
from app.mentoring.models import AvailabilityWindow, DateOverride, MentorProfile, MentorTopic
from app.mentoring.queries.profiles import local_today, profile_of, topics_of, windows_of
from app.mentoring.rules import may_offer_mentoring
from app.mentoring.slots import Window
from app.people.queries import Person
from app.reference.queries import Topic, topic_name

LATEST_EXCEPTION = timedelta(days=731)
MOST_EXCEPTIONS = 366


@dataclass(frozen=True)
class Terms:
    """What a mentor offers and on what terms."""

    offer: str
    topics: tuple[str, ...]
    timezone: str
    capacity: int
    session_minutes: int
    notice_hours: int
    horizon_days: int
    buffer_before: int
    buffer_after: int
    weekly_limit: int | None
    place: str


@action
def save_terms(actor: Actor, terms: Terms) -> MentorProfile:
    """Make or change the actor's own profile; a new one is a draft."""
    require(may_offer_mentoring(actor))
    profile = profile_of(actor.id)
    if profile is None:
        profile = MentorProfile(person_id=actor.id, state="draft")
        db.session.add(profile)
    changed = [name for name in _TERMS if getattr(profile, name) != getattr(terms, name)]
    for name in changed:
        setattr(profile, name, getattr(terms, name))
    db.session.flush()
    if _set_topics(actor.id, terms.topics) or changed:
        _make_findable(profile)
        _record(actor, MentorProfileChanged(person_ref(actor), "terms"))
    return profile


_TERMS = (
    "offer", "timezone", "capacity", "session_minutes", "notice_hours", "horizon_days", "buffer_before",
    "buffer_after", "weekly_limit", "place",
)  # fmt: skip


def _set_topics(person_id: str, topics: Iterable[str]) -> bool:
    known = set(db.session.execute(select(Topic.code)).scalars())
    wanted, had = {code for code in topics if code in known}, set(topics_of(person_id))
    if wanted == had:
        return False
    db.session.execute(delete(MentorTopic).where(MentorTopic.person_id == person_id))
    db.session.add_all(MentorTopic(person_id=person_id, topic=code) for code in sorted(wanted))
    db.session.flush()
    return True


def _make_findable(profile: MentorProfile) -> None:
    person = db.session.get_one(Person, profile.person_id)
    words: list[str] = []
    for code in topics_of(profile.person_id):
        english = db.session.execute(select(Topic.name).where(Topic.code == code)).scalar_one()
        words += [english, topic_name(code)]
    index(db.session(), "mentor", person.id, person.name, person.headline, person.city, profile.offer, *words)


@action
def save_hours(actor: Actor, windows: Sequence[Window]) -> MentorProfile:
    """Replace the weekly hours. The same hours again change and record nothing (A1)."""
    profile = _own(actor)
    wanted = sorted(windows, key=lambda w: (w.weekday, w.start_minute))
    if wanted == windows_of(actor.id):
        return profile
    db.session.execute(delete(AvailabilityWindow).where(AvailabilityWindow.person_id == actor.id))
    db.session.add_all(
        AvailabilityWindow(person_id=actor.id, weekday=w.weekday, start_minute=w.start_minute, end_minute=w.end_minute)
        for w in wanted
    )
    _record(actor, MentorProfileChanged(person_ref(actor), "hours"))
    return profile


@action
def set_exception(actor: Actor, day: date, windows: Sequence[tuple[int, int]], note: str = "") -> MentorProfile:
    """Other hours on one local date; none closes it (T3). What was set for that date before is replaced."""
    profile = _own(actor)
    today = local_today(profile.timezone)
    if day < today:
        raise Refused(_("This day is over. Choose today or a later one."), "day")
    if day > today + LATEST_EXCEPTION:
        raise Refused(_("Choose a day within the next two years."), "day")
    found = db.session.get(DateOverride, (actor.id, day))
    told = [list(pair) for pair in sorted(windows)]
    if found and found.windows == told and found.note == note:
        return profile
    if found is None:
        _keep_few(actor.id, today)
        found = DateOverride(person_id=actor.id, day=day)
        db.session.add(found)
    found.windows, found.note = told, note
    _record(actor, MentorProfileChanged(person_ref(actor), "exceptions"))
    return profile


def _keep_few(person_id: str, today: date) -> None:
    """Days that are over are of no more use; of those to come there can be one per day of a year."""
    old = DateOverride.day < today - timedelta(days=7)
    db.session.execute(delete(DateOverride).where(DateOverride.person_id == person_id, old))
    days = db.session.execute(select(DateOverride.day).where(DateOverride.person_id == person_id).limit(500)).all()
    if len(days) >= MOST_EXCEPTIONS:
        raise Refused(_("These are very many exceptions. Change your weekly hours instead."), "day")


@action
def remove_exception(actor: Actor, day: date) -> MentorProfile:
    """Back to the weekly hours on that date. Removing it twice is nothing."""
    profile = _own(actor)
    found = db.session.get(DateOverride, (actor.id, day))
    if found is not None:
        db.session.delete(found)
        _record(actor, MentorProfileChanged(person_ref(actor), "exceptions"))
    return profile


@action
def publish_profile(actor: Actor) -> MentorProfile:
    """Let others ask (again)."""
    profile = _own(actor)
    if profile.state == "published":
        return profile
    if missing := what_is_missing(profile, topics_of(actor.id), windows_of(actor.id)):
        raise Refused(missing[0])
    profile.state, profile.published_at, profile.paused_why = "published", now(), ""
    _make_findable(profile)
    _record(actor, MentorProfilePublished(person_ref(actor)))
    return profile


def what_is_missing(profile: MentorProfile, topics: Sequence[Any], windows: Sequence[Any]) -> list[str]:
    """What must be told before others can ask."""
    checks = (
        (profile.offer, _("Say in a few words what you can help with.")),
        (topics, _("Choose at least one topic.")),
        (windows, _("Tell at least one time of the week when you can meet.")),
    )
    return [words for told, words in checks if not told]


@action
def pause_profile(actor: Actor) -> MentorProfile:
    """Take no new requests and bookings for now. Booked sessions stay."""
    profile = _own(actor)
    if profile.state == "published":
        profile.state = "paused"
        _record(actor, MentorProfilePaused(person_ref(actor)))
    return profile


def _own(actor: Actor) -> MentorProfile:
    require(may_offer_mentoring(actor))
    profile = profile_of(actor.id)
    if profile is None:
        raise Refused(_("First say what you can help with."))
    db.session.refresh(profile)
    return profile


def _record(actor: Actor, told: Fact) -> None:
    db.session.flush()
    record(actor, told)
