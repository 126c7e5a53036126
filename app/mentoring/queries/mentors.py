"""Mentors as cards: one of them, and why they fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, union

from app.core.prepared import prepared
from app.extensions import db
from app.mentoring import fit as fits
from app.mentoring.models import OPEN, Introduction, MentoringRequest, MentorProfile, Mentorship
from app.mentoring.queries.fitting import Seeker, able, conflicted, monday_there, rarity, seekers
from app.mentoring.queries.pairs import zone_of
from app.mentoring.queries.profiles import state_of
from app.mentoring.queries.standing import RUNNING
from app.people.queries import Person, not_blocked


@dataclass(frozen=True)
class Card:
    """A mentor in the list. `fit` is None for a reader without open needs of an innovation to compare with."""

    id: str
    name: str
    headline: str
    photo: str
    city: str
    country: str
    offer: str
    state: str
    capacity: int
    mentees: int
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    sectors: tuple[str, ...]
    levels: Mapping[str, str]
    """Of their languages, where they said how well they speak them."""
    formats: tuple[str, ...]
    minutes: int
    load: float
    fit: fits.Fit | None
    promised: int = 0
    """Places that the mentor's yes to an introduction keeps."""
    soon: datetime | None = None
    """Their first free time, when the list asks for this week."""

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.mentees - self.promised)


def mentees_of(person: Any) -> Any:
    """How many running mentorships that mentor has: a scalar subquery."""
    return (
        select(func.count(Mentorship.id))
        .where(Mentorship.mentor_id == person, Mentorship.state.in_(RUNNING))
        .correlate(MentorProfile)
        .scalar_subquery()
    )


def promised_by(person: Any) -> Any:
    """How many places that mentor keeps: their own yes to an introduction that waits for the mentee's (B12)."""
    met = Introduction
    kept = select(func.count(met.id)).where(met.mentor_id == person, met.state == "open", met.mentor_answer == "yes")
    return kept.correlate(MentorProfile).scalar_subquery()


def known_mentors(person_id: str) -> set[str]:
    """Those this person works with or has asked, and they themselves."""
    working = select(Mentorship.mentor_id).where(Mentorship.mentee_id == person_id, Mentorship.state.in_(RUNNING))
    asked = select(MentoringRequest.mentor_id).where(
        MentoringRequest.mentee_id == person_id, MentoringRequest.state.in_(OPEN)
    )
    return {person_id, *db.session.execute(union(working, asked)).scalars()}


ROW = (
    Person.sort_name, Person.id, Person.name, Person.headline, Person.photo, Person.city, Person.country,
    MentorProfile.offer, MentorProfile.state, MentorProfile.capacity,
    mentees_of(MentorProfile.person_id).label("mentees"), MentorProfile.timezone,
    MentorProfile.paused_until, MentorProfile.formats, MentorProfile.session_minutes,
    promised_by(MentorProfile.person_id).label("promised"),
)  # fmt: skip


def mentor_seen(reader: Any, person_id: str) -> tuple[Card, MentorProfile] | None:
    """One mentor with their profile, published or paused; a draft only for its owner."""
    row = _mentor(reader.id, person_id, own=reader.id == person_id).first()
    return (cards(reader, [row], seekers([reader.id]).get(reader.id))[0], row.MentorProfile) if row else None


def mentor_card(reader: Any, person_id: str) -> Card | None:
    """The same without the profile."""
    seen = mentor_seen(reader, person_id)
    return seen[0] if seen else None


@prepared
def _mentor(reader_id: Any, person_id: Any, *, own: bool) -> Any:
    query = select(*ROW, MentorProfile).join(MentorProfile, MentorProfile.person_id == Person.id)
    query = query.where(Person.id == person_id, Person.state == "active", not_blocked(reader_id, Person.id))
    return query if own else query.where(MentorProfile.state.in_(("published", "paused")))


def cards(reader: Any, rows: Sequence[Any], seeker: Seeker | None = None) -> list[Card]:
    """The rows with topics, languages, sectors and, for a reader with needs, why they fit: the same few statements
    always. `seeker` is the reader as somebody to be helped; who has no needs sees what else speaks for a pair."""
    known = able(rows)
    fit = _comparing(seeker) if reader and seeker else None
    return [
        Card(
            row.id, row.name, row.headline, row.photo, row.city, row.country, row.offer, _state(row), row.capacity,
            row.mentees, (one := known[row.id]).topics, one.languages, one.sectors, one.mentor.levels,
            tuple(row.formats or ()), row.session_minutes, one.mentor.load,
            fit(row.id, one.mentor) if fit and reader.id != row.id else None, row.promised,
        )
        for row in rows
    ]  # fmt: skip


def _state(row: Any) -> str:
    return state_of(row.state, row.paused_until, zone_of(row.timezone))


def _comparing(seeker: Seeker) -> Callable[[str, fits.Mentor], fits.Fit]:
    """How this person fits a mentor, with what the database knows to stand between two people (M4)."""
    weights, monday = rarity(seeker.mentee.needs), monday_there(seeker.mentee.timezone)
    barred = conflicted({seeker.id: seeker})[seeker.id]

    def compare(mentor_id: str, mentor: fits.Mentor) -> fits.Fit:
        against = [fits.Obstacle.CONFLICT] if mentor_id in barred else []
        return fits.fit(mentor, seeker.mentee, monday, weights, against)

    return compare


def not_shut_out(reader: Any) -> list[ColumnElement[bool]]:
    """Neither of the two has blocked the other (M3)."""
    if reader is None:
        return []
    return [not_blocked(reader.id, MentorProfile.person_id)]
