"""Assessors, their conflicts of interest, who has what to assess, and scores that may be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from app.core.paging import Page, keyset
from app.core.rules import Actor
from app.extensions import db
from app.innovations.queries import SocialInnovation, TeamMember
from app.people.queries import Person
from app.selection.assigning import Assessor, Pair, Plan, assign
from app.selection.models import (
    MAX_ASSESSORS,
    MAX_CANDIDATES,
    Assessment,
    AssessmentConflict,
    AssessmentScore,
    Candidate,
    RoundAssessor,
    SelectionRound,
)
from app.selection.queries.candidates import in_race, of_round

MOST_ASSESSMENTS = MAX_CANDIDATES * 20
"""A round has no more: what is read of it is bounded."""


def assessors_of(round_id: str) -> Sequence[Any]:
    """Who assesses in the round, with how many they have and have submitted; who stepped back has `left_at`."""
    mine = (
        select(
            Assessment.assessor_id,
            func.count().filter(Assessment.state != "declined").label("given"),
            func.count().filter(Assessment.state == "submitted").label("submitted"),
        )
        .join(Candidate, Candidate.id == Assessment.candidate_id)
        .where(Candidate.round_id == round_id)
        .group_by(Assessment.assessor_id)
        .subquery()
    )
    query = (
        select(
            Person.id, Person.name, Person.photo, Person.headline, Person.state, RoundAssessor.most,
            RoundAssessor.left_at, func.coalesce(mine.c.given, 0).label("given"),
            func.coalesce(mine.c.submitted, 0).label("submitted"),
        )
        .join(RoundAssessor, RoundAssessor.person_id == Person.id)
        .outerjoin(mine, mine.c.assessor_id == Person.id)
        .where(RoundAssessor.round_id == round_id)
    )  # fmt: skip
    return db.session.execute(query.order_by(Person.name, Person.id).limit(MAX_ASSESSORS)).all()


def is_assessor(person_id: str, round_id: str) -> bool:
    """Do they assess in the round, and have not stepped back?"""
    one = db.session.get(RoundAssessor, (round_id, person_id))
    return one is not None and one.left_at is None


def conflicts_page(round_id: str) -> Sequence[Any]:
    """The conflicts of the round's assessors with its candidates, as they were declared."""
    query = (
        of_round(
            round_id, AssessmentConflict.declared_at, Person.id, Person.name, SocialInnovation.id.label("innovation"),
            SocialInnovation.name.label("innovation_name"), AssessmentConflict.reason,
        )
        .join(AssessmentConflict, AssessmentConflict.innovation_id == Candidate.innovation_id)
        .join(RoundAssessor, RoundAssessor.person_id == AssessmentConflict.person_id)
        .join(Person, Person.id == AssessmentConflict.person_id)
        .where(RoundAssessor.round_id == round_id)
    )  # fmt: skip
    return db.session.execute(query.order_by(Person.name, SocialInnovation.name).limit(200)).all()


def _barred(round_id: str) -> set[Pair]:
    """Pairs that may not be: declared conflicts, the own team, the own organisation, what somebody declined."""
    here = (RoundAssessor.round_id == round_id, RoundAssessor.left_at.is_(None))
    declared = of_round(round_id, Candidate.id, AssessmentConflict.person_id).join(
        AssessmentConflict, AssessmentConflict.innovation_id == Candidate.innovation_id
    )
    own = of_round(round_id, Candidate.id, TeamMember.person_id).join(
        TeamMember, TeamMember.innovation_id == Candidate.innovation_id
    )
    house = (
        of_round(round_id, Candidate.id, Person.id)
        .join(Person, Person.organisation_id == SocialInnovation.organisation_id)
        .join(RoundAssessor, RoundAssessor.person_id == Person.id)
        .where(*here)
    )
    declined = of_round(round_id, Candidate.id, Assessment.assessor_id).join(
        Assessment, (Assessment.candidate_id == Candidate.id) & (Assessment.state == "declined")
    )
    found: set[Pair] = set()
    for query in (declared, own, house, declined):
        found |= {(candidate, person) for candidate, person in db.session.execute(query.limit(MOST_ASSESSMENTS))}
    return found


def has_conflict(person_id: str, candidate: Candidate) -> bool:
    """May this person not judge this candidate?"""
    return (candidate.id, person_id) in _barred(candidate.round_id)


def plan_of(selection_round: SelectionRound) -> Plan:
    """Who would assess what: what is given out stays, places that are open are filled evenly."""
    people = (
        select(RoundAssessor.person_id, RoundAssessor.most)
        .join(Person, Person.id == RoundAssessor.person_id)
        .where(RoundAssessor.round_id == selection_round.id, RoundAssessor.left_at.is_(None), Person.state == "active")
    )
    able = db.session.execute(people.order_by(RoundAssessor.person_id).limit(MAX_ASSESSORS))
    racing = of_round(selection_round.id, Candidate.id).where(in_race()).order_by(Candidate.id).limit(MAX_CANDIDATES)
    given = of_round(selection_round.id, Candidate.id, Assessment.assessor_id).join(
        Assessment, (Assessment.candidate_id == Candidate.id) & (Assessment.state != "declined")
    )
    return assign(
        list(db.session.execute(racing).scalars()),
        [Assessor(person, most) for person, most in able],
        selection_round.assessors_each,
        _barred(selection_round.id),
        {(candidate, person) for candidate, person in db.session.execute(given.limit(MOST_ASSESSMENTS))},
    )


def plan_names(reader: Actor, round_id: str, plan: Plan) -> dict[str, dict[str, str]]:
    """What the people and candidates of a plan are called; but those of the reader's own teams, who must not learn who
    assesses them."""
    own = exists().where(TeamMember.innovation_id == Candidate.innovation_id, TeamMember.person_id == reader.id)
    people = select(Person.id, Person.name).where(Person.id.in_(list(plan.load)))
    named = of_round(round_id, Candidate.id, SocialInnovation.name).where(Candidate.state == "passed", ~own)
    return {
        "people": {row[0]: row[1] for row in db.session.execute(people.limit(MAX_ASSESSORS))},
        "names": {row[0]: row[1] for row in db.session.execute(named.limit(MAX_CANDIDATES))},
    }


def names_of(ids: Sequence[str]) -> dict[str, str]:
    """What these people are called."""
    query = select(Person.id, Person.name).where(Person.id.in_(list(ids)[:MAX_ASSESSORS])).limit(MAX_ASSESSORS)
    return {row[0]: row[1] for row in db.session.execute(query)}


def innovations_of(round_id: str) -> list[tuple[str, str]]:
    """The innovations of a round's candidates that are under way, by name: (id, name)."""
    query = of_round(round_id, SocialInnovation.id, SocialInnovation.name)
    live = query.where(Candidate.state.in_(("entered", "passed"))).order_by(SocialInnovation.sort_name)
    return [(row[0], row[1]) for row in db.session.execute(live.limit(MAX_CANDIDATES))]


def _submitted(round_id: str) -> Select[Any]:
    number = (
        select(func.count())
        .where(Assessment.candidate_id == Candidate.id, Assessment.state == "submitted")
        .scalar_subquery()
    )
    return of_round(round_id, func.count(Candidate.id)).where(in_race(), number < SelectionRound.assessors_each)


def count_short(selection_round: SelectionRound) -> int:
    """How many candidates lack assessments."""
    query = _submitted(selection_round.id).join(SelectionRound, SelectionRound.id == Candidate.round_id)
    return db.session.execute(query).scalar_one()


MINE = (
    Assessment.id, Assessment.state, Assessment.submitted_at, SocialInnovation.name, SocialInnovation.city,
    SocialInnovation.country, SelectionRound.id.label("round_id"), SelectionRound.name.label("round_name"),
    SelectionRound.state.label("round_state"), SelectionRound.assess_by,
)  # fmt: skip


def _mine(person_id: str) -> Any:
    return (
        select(*MINE)
        .join(Candidate, Candidate.id == Assessment.candidate_id)
        .join(SocialInnovation, SocialInnovation.id == Candidate.innovation_id)
        .join(SelectionRound, SelectionRound.id == Candidate.round_id)
        .where(Assessment.assessor_id == person_id)
    )


def my_assessments(reader: Actor, state: str = "", after: str | None = None) -> Page:
    """What the reader was asked to assess, the newest first; `state` "open" is what is still to do."""
    query = _mine(reader.id)
    if state == "open":
        query = query.where(Assessment.state.in_(("assigned", "draft")), SelectionRound.state == "assessing")
    elif state:
        query = query.where(Assessment.state == state)
    return keyset(db.session.execute, query, (Assessment.id,), after)


def count_mine(reader: Actor) -> dict[str, int]:
    """How many assessments of the reader's stand where, in rounds that are being assessed."""
    query = (
        select(Assessment.state, func.count())
        .join(Candidate, Candidate.id == Assessment.candidate_id)
        .join(SelectionRound, SelectionRound.id == Candidate.round_id)
        .where(Assessment.assessor_id == reader.id, SelectionRound.state == "assessing")
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Assessment.state).limit(10))}


def is_asked(reader: Actor) -> bool:
    """Was the reader ever asked to assess?"""
    return bool(db.session.execute(select(exists().where(Assessment.assessor_id == reader.id))).scalar())


def next_of_mine(reader: Actor, after: str = "") -> str | None:
    """The reader's next assessment that is still to do."""
    query = _mine(reader.id).with_only_columns(Assessment.id)
    query = query.where(Assessment.id != after)
    left = query.where(Assessment.state.in_(("assigned", "draft")), SelectionRound.state == "assessing")
    return db.session.execute(left.order_by(Assessment.id <= after, Assessment.id).limit(1)).scalar_one_or_none()


def assessment_of(reader: Actor, id_: str) -> Assessment | None:
    """The reader's own assessment."""
    query = select(Assessment).where(Assessment.id == id_, Assessment.assessor_id == reader.id)
    return db.session.execute(query).scalar_one_or_none()


def scores_of(assessment_id: str) -> dict[str, tuple[int, str]]:
    """Criterion → score and note."""
    query = select(AssessmentScore.criterion_id, AssessmentScore.score, AssessmentScore.note)
    rows = db.session.execute(query.where(AssessmentScore.assessment_id == assessment_id).limit(50))
    return {criterion: (score, note) for criterion, score, note in rows}


@dataclass(frozen=True)
class Judged:
    """A submitted assessment. `number` is what it is called where names are not for the reader."""

    id: str
    number: int
    assessor_id: str
    assessor: str
    comment: str
    scores: Mapping[str, tuple[int, str]]


def judged(candidate_id: str) -> list[Judged]:
    """The submitted assessments of a candidate, in the order of their ids."""
    told: dict[str, dict[str, tuple[int, str]]] = {}
    theirs = aliased(Person)
    submitted = (Assessment.candidate_id == candidate_id, Assessment.state == "submitted")
    scores = (
        select(Assessment.id, AssessmentScore.criterion_id, AssessmentScore.score, AssessmentScore.note)
        .join(AssessmentScore, AssessmentScore.assessment_id == Assessment.id)
        .where(*submitted)
    )
    for id_, criterion, score, note in db.session.execute(scores.limit(2000)):
        told.setdefault(id_, {})[criterion] = (score, note)
    query = select(Assessment.id, Assessment.assessor_id, theirs.name, Assessment.comment)
    rows = db.session.execute(
        query.join(theirs, theirs.id == Assessment.assessor_id).where(*submitted).order_by(Assessment.id).limit(100)
    )
    return [
        Judged(id_, number, person, name, comment, told.get(id_, {}))
        for number, (id_, person, name, comment) in enumerate(rows, 1)
    ]
