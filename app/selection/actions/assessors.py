"""Who assesses: asked, stepped back, in conflict; what is given out to whom."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from app.activity.facts import person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.people.queries import person_here
from app.selection.actions.candidates import innovation_ref
from app.selection.actions.rounds import active_person, must_be, round_ref
from app.selection.events import AssessmentsAssigned, AssessorAdded, AssessorLeft, ConflictDeclared, ConflictRemoved
from app.selection.models import (
    MAX_ASSESSORS,
    Assessment,
    AssessmentConflict,
    Candidate,
    RoundAssessor,
    SelectionRound,
)
from app.selection.queries import MOST_ASSESSMENTS, assessors_of, plan_of
from app.selection.rules import may_declare_conflict, may_run_round, may_run_rounds, may_step_back


@action
def add_assessor(
    actor: Actor, selection_round: SelectionRound, person_id: str, most: int | None = None
) -> SelectionRound:
    """Somebody assesses in the round, at most `most` candidates (None: their even share). Asked again, somebody who
    had stepped back is there again; who is there with the same number stays: nothing happens."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "draft", "open", "assessing")
    person = active_person(person_id)
    seat = db.session.get(RoundAssessor, (selection_round.id, person.id))
    if seat is not None and seat.left_at is None and seat.most == most:
        return selection_round
    if seat is None and len(assessors_of(selection_round.id)) >= MAX_ASSESSORS:
        raise Refused(_("A round has at most %(number)d assessors.", number=MAX_ASSESSORS), field="who")
    seat = seat or RoundAssessor(round_id=selection_round.id, person_id=person.id, added_by=actor.id)
    seat.most, seat.left_at = most, None
    db.session.add(seat)
    record(actor, AssessorAdded(round_ref(selection_round), person_ref(person)))
    return selection_round


@action
def step_back(actor: Actor, selection_round: SelectionRound, person_id: str) -> SelectionRound:
    """They assess no longer: what they have not submitted is free for others, what they have submitted counts."""
    require(may_step_back(actor, person_id))
    must_be(selection_round, "draft", "open", "assessing")
    seat = db.session.get(RoundAssessor, (selection_round.id, person_id))
    if seat is None or seat.left_at is not None:
        return selection_round
    seat.left_at = now()
    mine = select(Assessment).join(Candidate, Candidate.id == Assessment.candidate_id)
    mine = mine.where(Candidate.round_id == selection_round.id, Assessment.assessor_id == person_id)
    _decline(mine.where(Assessment.state.in_(("assigned", "draft"))))
    person = person_here(person_id, everyone=True)
    if person is not None:
        record(actor, AssessorLeft(round_ref(selection_round), person_ref(person)))
    return selection_round


@action
def declare_conflict(
    actor: Actor, innovation: SocialInnovation, person_id: str, reason: str = ""
) -> SocialInnovation:  # fmt: skip
    """They cannot judge this innovation, in this round and in any: what they have of it in a round that is not decided
    counts no more and is free for others."""
    require(may_declare_conflict(actor, person_id))
    person = active_person(person_id)
    if db.session.get(AssessmentConflict, (innovation.id, person.id)) is not None:
        return innovation
    conflict = AssessmentConflict(innovation_id=innovation.id, person_id=person.id, reason=reason)
    conflict.declared_by = actor.id
    db.session.add(conflict)
    mine = (
        select(Assessment)
        .join(Candidate, Candidate.id == Assessment.candidate_id)
        .join(SelectionRound, SelectionRound.id == Candidate.round_id)
        .where(Candidate.innovation_id == innovation.id, Assessment.assessor_id == person.id)
    )
    _decline(mine.where(SelectionRound.state == "assessing", Assessment.state != "declined"))
    record(actor, ConflictDeclared(innovation_ref(innovation), person_ref(person)))
    return innovation


@action
def remove_conflict(actor: Actor, innovation: SocialInnovation, person_id: str) -> SocialInnovation:
    """It was noted by mistake, or holds no longer: they can be given it again in rounds to come. What was taken from
    them stays taken. None there: nothing happens."""
    require(may_run_rounds(actor))
    conflict = db.session.get(AssessmentConflict, (innovation.id, person_id))
    person = person_here(person_id, everyone=True)
    if conflict is None or person is None:
        return innovation
    db.session.delete(conflict)
    record(actor, ConflictRemoved(innovation_ref(innovation), person_ref(person)))
    return innovation


def _decline(query: object) -> None:
    for one in db.session.execute(query.limit(MOST_ASSESSMENTS)).scalars():  # type: ignore[attr-defined]
        one.state = "declined"


@action
def assign_assessments(actor: Actor, selection_round: SelectionRound) -> SelectionRound:
    """Give out what the preview shows: reckoned anew, so that it fits what is here now. What is given out already
    stays. Everybody who gets something new is told, once. Nothing to give out: Conflict."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "assessing")
    plan = plan_of(selection_round)
    if not plan.pairs:
        raise Conflict(_("There is nothing to give out."))
    db.session.add_all(
        Assessment(candidate_id=candidate, assessor_id=person, assigned_by=actor.id) for candidate, person in plan.pairs
    )
    people = {person for _candidate, person in plan.pairs}
    fact = AssessmentsAssigned(round_ref(selection_round), number=len(plan.pairs))
    record(actor, fact, tell=people, ask=people, among=people)
    return selection_round
