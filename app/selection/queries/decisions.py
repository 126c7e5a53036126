"""Decisions as they were frozen, and the letters about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.core.paging import Page, keyset
from app.core.rules import Actor
from app.extensions import db
from app.innovations.queries import SocialInnovation, TeamMember
from app.people.queries import Person
from app.selection.models import (
    MAX_CANDIDATES,
    Candidate,
    DecisionLetter,
    LetterTemplate,
    SelectionDecision,
    SelectionRound,
)


def one_decision(id_: str) -> tuple[SelectionDecision, SocialInnovation, SelectionRound] | None:
    """A decision with its innovation and its round; who may read it is asked of these."""
    query = (
        select(SelectionDecision, SocialInnovation, SelectionRound)
        .join(Candidate, Candidate.id == SelectionDecision.candidate_id)
        .join(SocialInnovation, SocialInnovation.id == Candidate.innovation_id)
        .join(SelectionRound, SelectionRound.id == SelectionDecision.round_id)
        .where(SelectionDecision.id == id_)
    )
    row = db.session.execute(query).first()
    return (row[0], row[1], row[2]) if row else None


def versions_of(candidate_id: str) -> Sequence[Any]:
    """The decisions on a candidate, the newest first."""
    query = select(
        SelectionDecision.id, SelectionDecision.version, SelectionDecision.outcome, SelectionDecision.created_at
    ).where(SelectionDecision.candidate_id == candidate_id)
    return db.session.execute(query.order_by(SelectionDecision.version.desc()).limit(20)).all()


def newest_decision(candidate_id: str) -> SelectionDecision | None:
    """What holds."""
    query = select(SelectionDecision).where(SelectionDecision.candidate_id == candidate_id)
    return db.session.execute(query.order_by(SelectionDecision.version.desc()).limit(1)).scalar_one_or_none()


def newest_decisions(round_id: str) -> list[SelectionDecision]:
    """What holds of every decided candidate of a round."""
    newest = (
        select(SelectionDecision.candidate_id, func.max(SelectionDecision.version).label("version"))
        .where(SelectionDecision.round_id == round_id)
        .group_by(SelectionDecision.candidate_id)
        .subquery()
    )
    query = select(SelectionDecision).join(
        newest,
        (newest.c.candidate_id == SelectionDecision.candidate_id) & (newest.c.version == SelectionDecision.version),
    )
    return list(db.session.execute(query.order_by(SelectionDecision.id).limit(MAX_CANDIDATES)).scalars())


@dataclass(frozen=True)
class Addressee:
    """Somebody of a team who has no letter yet about what holds."""

    decision_id: str
    innovation_id: str
    innovation: str
    outcome: str
    reason: str
    person_id: str
    name: str
    locale: str
    frozen: dict[str, Any]


def without_letter(round_id: str) -> list[Addressee]:
    """Who is to get a letter: everybody active of the team of a candidate that was decided or refused at the gates,
    who has none about the newest decision."""
    held = {one.id: one for one in newest_decisions(round_id)}
    query = (
        select(
            SelectionDecision.id, SocialInnovation.id, SocialInnovation.name, SelectionDecision.outcome,
            SelectionDecision.reason, Person.id, Person.name, Person.locale, SelectionDecision.frozen,
        )
        .join(Candidate, Candidate.id == SelectionDecision.candidate_id)
        .join(SocialInnovation, SocialInnovation.id == Candidate.innovation_id)
        .join(TeamMember, TeamMember.innovation_id == SocialInnovation.id)
        .join(Person, Person.id == TeamMember.person_id)
        .outerjoin(
            DecisionLetter,
            (DecisionLetter.decision_id == SelectionDecision.id) & (DecisionLetter.person_id == Person.id),
        )
        .where(SelectionDecision.round_id == round_id, Person.state == "active", DecisionLetter.person_id.is_(None))
        .order_by(SelectionDecision.id, Person.id)
        .limit(MAX_CANDIDATES * 50)
    )  # fmt: skip
    return [Addressee(*row) for row in db.session.execute(query) if row[0] in held]


def letters_page(round_id: str, after: str | None = None) -> Page:
    """Who got what, the newest first."""
    query: Any = (
        select(
            DecisionLetter.queued_at, DecisionLetter.decision_id, DecisionLetter.person_id, DecisionLetter.language,
            DecisionLetter.subject, SelectionDecision.outcome, SocialInnovation.name.label("innovation"),
            Person.name.label("person"),
        )
        .join(SelectionDecision, SelectionDecision.id == DecisionLetter.decision_id)
        .join(Candidate, Candidate.id == SelectionDecision.candidate_id)
        .join(SocialInnovation, SocialInnovation.id == Candidate.innovation_id)
        .join(Person, Person.id == DecisionLetter.person_id)
        .where(SelectionDecision.round_id == round_id)
    )  # fmt: skip
    keys = (DecisionLetter.queued_at, DecisionLetter.decision_id, DecisionLetter.person_id)
    return keyset(db.session.execute, query, keys, after)


def letter_of(decision_id: str, person_id: str) -> DecisionLetter | None:
    """The letter as it was written."""
    return db.session.get(DecisionLetter, (decision_id, person_id))


def written_template(round_id: str, outcome: str, language: str) -> LetterTemplate | None:
    """The round's own words, where it has any."""
    return db.session.get(LetterTemplate, (round_id, outcome, language))


def is_of_team(reader: Actor, innovation_id: str) -> bool:
    """Does the reader work on it?"""
    return db.session.get(TeamMember, (innovation_id, reader.id)) is not None
