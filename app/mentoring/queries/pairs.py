"""The two people and the innovation of a request, a mentorship or a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import and_, or_
from sqlalchemy.orm import aliased

from app.innovations.queries import SocialInnovation
from app.people.queries import Person, not_blocked
from app.web.language import ZONES

MentorPerson, MenteePerson = aliased(Person), aliased(Person)
PAIR = (
    MentorPerson.id, MentorPerson.name, MentorPerson.photo, MentorPerson.timezone,
    MenteePerson.id, MenteePerson.name, MenteePerson.photo, MenteePerson.timezone,
    SocialInnovation.id, SocialInnovation.name,
)  # fmt: skip
"""The columns of a Pair, always the last of a row."""


@dataclass(frozen=True)
class Who:
    """A person as a line of text needs them; `zone` is the cluster's when they have told none."""

    id: str
    name: str
    photo: str
    zone: str

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name else ""


@dataclass(frozen=True)
class Pair:
    """Mentor and mentee, and what they work on."""

    mentor: Who
    mentee: Who
    innovation_id: str | None
    innovation_name: str

    def partner_of(self, person_id: str) -> Who:
        """The other one (for somebody else: the mentor)."""
        return self.mentee if person_id == self.mentor.id else self.mentor

    @property
    def both(self) -> tuple[Who, Who]:
        return self.mentor, self.mentee


def own(model: Any, person_id: Any) -> Any:
    """Whether they are the mentor or the mentee of a request, mentorship or session."""
    return or_(model.mentor_id == person_id, model.mentee_id == person_id)


def not_apart(model: Any, person_id: Any) -> Any:
    """Whether neither its mentor nor its mentee is somebody this person is kept apart from (M3)."""
    return and_(not_blocked(person_id, model.mentor_id), not_blocked(person_id, model.mentee_id))


def mine(model: Any, person_id: Any) -> Any:
    """Whether it is theirs, and may be shown to them."""
    return and_(own(model, person_id), not_apart(model, person_id))


def zone_of(name: str) -> str:
    """A zone that exists: theirs, else the cluster's."""
    return name if name in ZONES else current_app.config["CLUSTER"]().timezone


def pair_of(row: Any) -> Pair:
    """The Pair in the last columns of a row."""
    values: tuple[Any, ...] = tuple(row)[-len(PAIR) :]
    return Pair(_who(values[:4]), _who(values[4:8]), values[8], values[9] or "")


def _who(values: tuple[Any, ...]) -> Who:
    id_, name, photo, zone = values
    return Who(id_, name, photo, zone_of(zone))


def with_pair(query: Any, model: Any, innovation_id: Any) -> Any:
    """`query` of `model` with the columns of PAIR added."""
    return (
        query.add_columns(*PAIR)
        .join(MentorPerson, MentorPerson.id == model.mentor_id)
        .join(MenteePerson, MenteePerson.id == model.mentee_id)
        .outerjoin(SocialInnovation, SocialInnovation.id == innovation_id)
    )
