"""What a mentor offers, and what they did there. None of it touches a booked session (T3, B5, B12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.activity.facts import person_ref
from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Refused, require
from app.core.search import index
from app.extensions import db
from app.mentoring.events import MentorProfileChanged
from app.mentoring.models import FORMATS, MentorProfile, MentorSector, MentorTopic
from app.mentoring.queries.profiles import profile_of, sectors_of, stories_of
from app.mentoring.rules import may_offer_mentoring
from app.people.queries import Person
from app.reference.catalogue import SECTORS
from app.reference.queries import Topic, topic_name


@dataclass(frozen=True)
class Terms:
    """What a mentor offers. Minutes of a first talk are None when there is none; `formats` are of FORMATS."""

    offer: str
    topics: tuple[str, ...]
    timezone: str
    capacity: int = 2
    session_minutes: int = 45
    first_talk_minutes: int | None = None
    place: str = ""
    sectors: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("video",)
    meets_in: str = ""
    confirms: bool = False


_APART = ("topics", "sectors", "formats")
_PLAIN = tuple(field.name for field in fields(Terms) if field.name not in _APART)


@action
def save_terms(actor: Actor, terms: Terms) -> MentorProfile:
    """Make or change the actor's own profile; a new one is a draft."""
    require(may_offer_mentoring(actor))
    profile = profile_of(actor.id)
    if profile is None:
        profile = MentorProfile(person_id=actor.id, state="draft")
        db.session.add(profile)
    told = {name: getattr(terms, name) for name in _PLAIN}
    told["formats"] = [code for code in FORMATS if code in terms.formats]
    changed = [name for name, value in told.items() if getattr(profile, name) != value]
    for name in changed:
        setattr(profile, name, told[name])
    db.session.flush()
    if any((_set_topics(actor.id, terms.topics), _set_sectors(actor.id, terms.sectors), changed)):
        make_findable(profile)
        record_of(actor, MentorProfileChanged, "terms")
    return profile


def _set_topics(person_id: str, topics: Iterable[str]) -> bool:
    """Those that stay keep what is told of them."""
    known = set(db.session.execute(select(Topic.code)).scalars())
    wanted, had = {code for code in topics if code in known}, set(stories_of(person_id))
    gone = had - wanted
    if gone:
        db.session.execute(delete(MentorTopic).where(MentorTopic.person_id == person_id, MentorTopic.topic.in_(gone)))
    db.session.add_all(MentorTopic(person_id=person_id, topic=code) for code in sorted(wanted - had))
    db.session.flush()
    return wanted != had


def _set_sectors(person_id: str, sectors: Iterable[str]) -> bool:
    wanted = sorted({code for code in sectors if code in SECTORS})
    if wanted == sectors_of(person_id):
        return False
    db.session.execute(delete(MentorSector).where(MentorSector.person_id == person_id))
    db.session.add_all(MentorSector(person_id=person_id, sector=code) for code in wanted)
    db.session.flush()
    return True


@action
def save_stories(actor: Actor, stories: Mapping[str, str]) -> MentorProfile:
    """What the mentor did in each of their topics; other topics are left out of account."""
    profile, had = own_profile(actor), stories_of(actor.id)
    changed = {code: text for code, text in stories.items() if code in had and had[code] != text.strip()}
    for code, text in changed.items():
        db.session.get_one(MentorTopic, (actor.id, code)).story = text.strip()
    if changed:
        db.session.flush()
        make_findable(profile)
        record_of(actor, MentorProfileChanged, "terms")
    return profile


def make_findable(profile: MentorProfile) -> None:
    """By name, words, topics, sectors and places."""
    person = db.session.get_one(Person, profile.person_id)
    words: list[str] = []
    for code, story in stories_of(profile.person_id).items():
        english = db.session.execute(select(Topic.name).where(Topic.code == code)).scalar_one()
        words += [english, topic_name(code), story]
    words += [str(SECTORS[code]) for code in sectors_of(profile.person_id) if code in SECTORS]
    about = (person.name, person.headline, person.city, profile.offer, profile.meets_in)
    index(db.session(), "mentor", person.id, *about, *words)


def own_profile(actor: Actor) -> MentorProfile:
    """The actor's, as it is now; without one there is nothing to change."""
    require(may_offer_mentoring(actor))
    profile = profile_of(actor.id)
    if profile is None:
        raise Refused(_("First say what you can help with."))
    db.session.refresh(profile)
    return profile


def record_of(actor: Actor, kind: type[MentorProfileChanged], part: str) -> None:
    """The fact that a part of the actor's profile was changed."""
    db.session.flush()
    record(actor, kind(person_ref(actor), part))
