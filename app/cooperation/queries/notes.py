"""Which two were introduced or put aside, and who their people are."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.cooperation.models import CooperationNote
from app.core.paging import Page, keyset
from app.extensions import db
from app.innovations.queries import SocialInnovation, TeamMember
from app.people.queries import Person, apart_pairs

MOST = 20
"""So many of a team are brought into the group: with an animator, two teams fit into a conversation."""

_First, _Second = aliased(SocialInnovation, name="first"), aliased(SocialInnovation, name="second")


def note_of(first_id: str, second_id: str) -> CooperationNote | None:
    """What became of the suggestion of these two, in whichever order; an introduction before a dismissal."""
    first, second = sorted((first_id, second_id))
    query = select(CooperationNote).filter_by(first_id=first, second_id=second).order_by(CooperationNote.kind.desc())
    return db.session.execute(query.limit(1)).scalar_one_or_none()


def noted_with(ids: list[str]) -> set[tuple[str, str]]:
    """The pairs with any of these that are not to be suggested again."""
    query = select(CooperationNote.first_id, CooperationNote.second_id).where(
        or_(CooperationNote.first_id.in_(ids), CooperationNote.second_id.in_(ids))
    )
    return {(first, second) for first, second in db.session.execute(query.limit(5000))}


def team_of(innovation_id: str) -> list[Person]:
    """The people of the team who can be written to, the first twenty."""
    query = (
        select(Person)
        .join(TeamMember, TeamMember.person_id == Person.id)
        .where(TeamMember.innovation_id == innovation_id, Person.state == "active", Person.role != "observer")
        .order_by(Person.id)
        .limit(MOST)
    )
    return list(db.session.execute(query).scalars())


def teams_apart(people: list[Person]) -> bool:
    """Does one of these people want nothing to do with another one?"""
    here = {person.id for person in people}
    return any(other in here for _one, other in apart_pairs(here))


def introduced_pairs(after: str | None = None) -> Page:
    """Who was introduced, newest first: (first_id, first, second_id, second, by, at, note)."""
    query: Any = (
        select(
            CooperationNote.at, CooperationNote.first_id, CooperationNote.second_id, CooperationNote.note,
            _First.name.label("first"), _Second.name.label("second"), Person.name.label("by"),
        )
        .join(_First, _First.id == CooperationNote.first_id)
        .join(_Second, _Second.id == CooperationNote.second_id)
        .outerjoin(Person, Person.id == CooperationNote.by_id)
        .where(CooperationNote.kind == "introduced")
    )  # fmt: skip
    return keyset(
        db.session.execute, query, (CooperationNote.at, CooperationNote.first_id, CooperationNote.second_id), after
    )
