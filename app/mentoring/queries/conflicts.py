"""Conflicts of interest (M4): a mentor's tie to a person, an innovation or an organisation. Hard gates for a pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.core.paging import Page, keyset
from app.core.prepared import prepared
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.innovations.queries import SocialInnovation, TeamMember
from app.innovations.queries import visible_to as innovations_visible
from app.mentoring.models import ConflictOfInterest, Mentorship
from app.people.queries import Organisation, Person, not_blocked

Tied, Declarer = aliased(Person, name="tied"), aliased(Person, name="declarer")
THINGS = ("person", "innovation", "organisation")


def tied(mentee_id: Any) -> ColumnElement[bool]:
    """Whether a ConflictOfInterest stands between its mentor and this mentee: to them, to an innovation in whose team
    they are, to their organisation or the organisation of such an innovation.
    """
    tie, who, it, member = ConflictOfInterest, aliased(Person), aliased(SocialInnovation), aliased(TeamMember)
    mine = member.person_id == mentee_id
    teams = select(member.innovation_id).where(mine)
    own = select(who.organisation_id).where(who.id == mentee_id)
    theirs = select(it.organisation_id).join(member, member.innovation_id == it.id)
    return or_(
        tie.person_id == mentee_id,
        tie.innovation_id.in_(teams),
        tie.organisation_id.in_(own),
        tie.organisation_id.in_(theirs.where(mine)),
    )


def mentors_tied(mentor_ids: Iterable[str], mentee_id: str) -> set[str]:
    """Which of these mentors a conflict of interest keeps from helping this mentee: one statement."""
    return set(_tied_among(list(mentor_ids), mentee_id).scalars())


@prepared
def _tied_among(mentors: Any, mentee: Any) -> Any:
    return select(ConflictOfInterest.mentor_id).where(ConflictOfInterest.mentor_id.in_(mentors), tied(mentee))


def is_tied(mentor_id: str, mentee_id: str) -> bool:
    """Does a conflict of interest stand between the two?"""
    return bool(mentors_tied([mentor_id], mentee_id))


def pairs_tied(mentor_ids: Iterable[str], mentee_ids: Iterable[str]) -> set[tuple[str, str]]:
    """All (mentor, mentee) among these between whom a conflict stands: one statement, for matching whole cohorts."""
    tie, mentee = ConflictOfInterest, aliased(Person)
    query = select(tie.mentor_id, mentee.id).join(mentee, tied(mentee.id))
    query = query.where(tie.mentor_id.in_(list(mentor_ids)), mentee.id.in_(list(mentee_ids)))
    return {(mentor, who) for mentor, who in db.session.execute(query)}


@dataclass(frozen=True)
class Tie:
    """A declaration as a line: who is tied to what, how, and who said so."""

    id: str
    at: Any
    mentor_id: str
    mentor: str
    thing: str  # of THINGS
    thing_id: str
    name: str
    kind: str
    note: str
    declared_by: str
    declarer: str
    declarer_role: str
    declarer_state: str
    together: bool  # a mentorship that it concerns runs all the same


def ties() -> Any:
    """The declarations with their names, to be paged by their first two columns: see `read_ties`."""
    tie = ConflictOfInterest
    running = (Mentorship.mentor_id == tie.mentor_id) & Mentorship.state.in_(("active", "paused"))
    together = exists().where(running, tied(Mentorship.mentee_id)).correlate(tie)
    return (
        select(
            tie.created_at, tie.id, tie.mentor_id, Person.name, tie.person_id, Tied.name, tie.innovation_id,
            SocialInnovation.name, tie.organisation_id, Organisation.name, tie.kind, tie.note, tie.declared_by,
            Declarer.name, Declarer.role, Declarer.state, together,
        )
        .join(Person, Person.id == tie.mentor_id)
        .join(Declarer, Declarer.id == tie.declared_by)
        .outerjoin(Tied, Tied.id == tie.person_id)
        .outerjoin(SocialInnovation, SocialInnovation.id == tie.innovation_id)
        .outerjoin(Organisation, Organisation.id == tie.organisation_id)
    )  # fmt: skip


def read_ties(rows: Iterable[Any]) -> list[Tie]:
    """The rows of `ties` as lines."""
    found = []
    for row in rows:
        pairs = zip(THINGS, row[4:10:2], row[5:10:2], strict=True)
        thing, thing_id, name = next((told for told in pairs if told[1]), ("person", "", ""))
        found.append(Tie(row[1], row[0], row[2], row[3], thing, thing_id, name or "", *row[10:]))
    return found


def ties_seen(reader: Actor, mentor_id: str, after: str | None = None) -> Page:
    """What is declared about this mentor, the newest first: all for animators, else what the reader declared."""
    query = ties().where(ConflictOfInterest.mentor_id == mentor_id)
    if reader.role != "animator":
        query = query.where(ConflictOfInterest.declared_by == reader.id)
    found = keyset(db.session.execute, query, (ConflictOfInterest.created_at, ConflictOfInterest.id), after)
    return Page(read_ties(found.rows), found.next)


def tie_of(reader: Actor, id_: str) -> tuple[ConflictOfInterest, Tie] | None:
    """One declaration, for who declared it and for animators."""
    query = ties().where(ConflictOfInterest.id == id_)
    if reader.role != "animator":
        query = query.where(ConflictOfInterest.declared_by == reader.id)
    found = read_ties(db.session.execute(query))
    return (db.session.get_one(ConflictOfInterest, id_), found[0]) if found else None


def same_tie(mentor_id: str, declared_by: str, thing: str, thing_id: str) -> ConflictOfInterest | None:
    """What this person has declared of the same two already."""
    tie = ConflictOfInterest
    column = {"person": tie.person_id, "innovation": tie.innovation_id, "organisation": tie.organisation_id}[thing]
    query = select(tie).where(tie.mentor_id == mentor_id, tie.declared_by == declared_by, column == thing_id)
    return db.session.execute(query.limit(1)).scalar_one_or_none()


def name_of_thing(reader: Actor, thing: str, id_: str) -> str | None:
    """Its name, if the reader may see it."""
    seen = Person.state == "active", not_blocked(reader.id, Person.id)
    queries: dict[str, Any] = {
        "person": select(Person.name).where(*seen, Person.id == id_),
        "innovation": select(SocialInnovation.name).where(innovations_visible(reader), SocialInnovation.id == id_),
        "organisation": select(Organisation.name).where(Organisation.id == id_),
    }
    return db.session.execute(queries[thing]).scalar_one_or_none() if thing in queries else None


def concerns(person_id: str, thing: str, id_: str) -> bool:
    """Is it this person, an innovation in whose team they are, or their organisation?"""
    if thing == "person":
        return id_ == person_id
    mine = select(TeamMember.person_id).where(TeamMember.innovation_id == id_, TeamMember.person_id == person_id)
    works = select(Person.id).where(Person.id == person_id, Person.organisation_id == id_)
    return db.session.execute(mine if thing == "innovation" else works).first() is not None


def things_named(reader: Actor, text: str, limit: int = 6) -> list[tuple[str, str, str]]:
    """What this could mean, as (thing, id, name): people, innovations and organisations that the reader may see."""
    if matching("person", text) is None:
        return []
    return [
        *_named("person", Person, text, limit, Person.state == "active", not_blocked(reader.id, Person.id)),
        *_named("innovation", SocialInnovation, text, limit, innovations_visible(reader)),
        *_named("organisation", Organisation, text, limit),
    ]


def _named(thing: str, model: Any, text: str, limit: int, *conditions: Any) -> list[tuple[str, str, str]]:
    query = select(model.id, model.name).where(model.id.in_(matching(thing, text)), *conditions)
    return [(thing, id_, name) for id_, name in db.session.execute(query.order_by(model.name, model.id).limit(limit))]
