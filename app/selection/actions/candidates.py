"""Entering a round, being taken out of it, and the gates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, NotAllowed, Refused, require
from app.extensions import db
from app.innovations.actions import put_forward, walk
from app.innovations.queries import SocialInnovation, member_ids
from app.selection.actions.freezing import frozen_at_gates
from app.selection.actions.rounds import must_be, round_ref
from app.selection.events import CandidateEntered, CandidateWithdrawn, GatesFailed, GatesPassed
from app.selection.models import INELIGIBLE, MAX_CANDIDATES, Candidate, GateAnswer, SelectionDecision, SelectionRound
from app.selection.queries import (
    ENTERABLE,
    candidate_of,
    count_in,
    gates_of,
    innovations_among,
    is_under_way,
    takes_entries,
)
from app.selection.rules import may_enter_innovation, may_run_round, may_take_out
from app.selection.said import Answer


def innovation_ref(innovation: SocialInnovation) -> Ref:
    """How facts name it."""
    return Ref("innovation", innovation.id, innovation.name)


def innovation_of(candidate: Candidate) -> SocialInnovation:
    """Whose place in the round it is."""
    return db.session.get_one(SocialInnovation, candidate.innovation_id)


def round_of(candidate: Candidate) -> SelectionRound:
    """The round it is in."""
    return db.session.get_one(SelectionRound, candidate.round_id)


@action
def enter_innovation(actor: Actor, selection_round: SelectionRound, innovation: SocialInnovation) -> Candidate:
    """Bring it into the round. Teams can while the call is open, animators until assessing begins. One that is in it
    already stays: nothing happens. Raises Conflict where it is in another round, or stands where no arrow begins."""
    require(may_enter_innovation(actor, innovation))
    must_be(selection_round, "open")
    if actor.role != "animator" and not takes_entries(selection_round):
        raise NotAllowed(_("The call is not open today. Ask an animator."))
    place = candidate_of(selection_round.id, innovation.id)
    if place is not None and place.state != "withdrawn":
        return place
    if is_under_way(innovation.id):
        raise Conflict(_("%(name)s is in another round that is under way.", name=innovation.name))
    if count_in(selection_round.id) >= MAX_CANDIDATES:
        raise Refused(_("A round has at most %(number)d candidates.", number=MAX_CANDIDATES))
    if innovation.state not in ("screening", "assessment"):  # a round that let it go left it there
        walk(innovation, "screening")
    return _place(actor, selection_round, innovation, place)


def _place(
    actor: Actor, selection_round: SelectionRound, innovation: SocialInnovation, place: Candidate | None
) -> Candidate:
    if place is None:
        place = Candidate(round_id=selection_round.id, innovation_id=innovation.id)
    else:
        db.session.execute(delete(GateAnswer).where(GateAnswer.candidate_id == place.id))
    place.state, place.entered_by, place.screened_by, place.screened_at = "entered", actor.id, None, None
    db.session.add(place)
    record(actor, CandidateEntered(innovation_ref(innovation), round_ref(selection_round)))
    return place


@action(silent="that it was put forward and that it entered are events of their own")
def put_forward_into(
    actor: Actor, selection_round: SelectionRound, told: Mapping[str, Any], *, join: bool = True
) -> SocialInnovation:
    """A new innovation that answers the round's call: in the catalogue and in the round at once. Somebody else's, put
    forward by who is no animator, is in the catalogue alone: its team enters it."""
    made = put_forward(actor, told, join=join)
    if may_enter_innovation(actor, made):
        enter_innovation(actor, selection_round, made)
    return made


@action(silent="each innovation that enters is an event of its own")
def enter_innovations(actor: Actor, selection_round: SelectionRound, ids: Sequence[str]) -> int:
    """Several at once, from the catalogue. Those that cannot enter (somebody was faster) are left out. Gives how many
    entered."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "open")
    entered = 0
    for innovation in innovations_among(ids):
        if innovation.state in ENTERABLE and not is_under_way(innovation.id):
            enter_innovation(actor, selection_round, innovation)
            entered += 1
    return entered


@action
def take_out(actor: Actor, candidate: Candidate) -> Candidate:
    """Take it out of the round, before it is decided. It stands where it stood, and can enter another one."""
    innovation, selection_round = innovation_of(candidate), round_of(candidate)
    require(may_take_out(actor, innovation))
    must_be(selection_round, "open", "assessing", "deciding")
    if candidate.state == "withdrawn":
        return candidate
    if candidate.outcome or candidate.state == "failed":
        raise Conflict(_("It is decided already."))
    candidate.state = "withdrawn"
    record(actor, CandidateWithdrawn(innovation_ref(innovation), round_ref(selection_round)))
    return candidate


@action
def screen(actor: Actor, candidate: Candidate, answers: Mapping[str, Answer]) -> Candidate:
    """Answer every gate (by its id). All yes: it goes on to be assessed. A no: it is not eligible, and the reason is
    the gates it did not pass with what was noted."""
    selection_round, innovation = round_of(candidate), innovation_of(candidate)
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "open", "assessing")
    gates = gates_of(selection_round.id)
    if candidate.state != "entered":
        raise Conflict(_("It was screened already."))
    if missing := [gate.id for gate in gates if gate.id not in answers]:
        raise Refused(_("Answer every question with yes or no."), field=missing[0])
    _write_down(actor, candidate, {gate.id: answers[gate.id] for gate in gates})
    if failed := [gate for gate in gates if not answers[gate.id].passed]:
        told = "; ".join(f"{gate.question} {_('No')}. {answers[gate.id].note}".strip() for gate in failed)
        return _fail(actor, candidate, innovation, told[:300])
    candidate.state = "passed"
    if innovation.state != "assessment":
        walk(innovation, "assessment")
    fact = GatesPassed(innovation_ref(innovation), round_ref(selection_round))
    record(actor, fact, tell=member_ids(innovation.id))
    return candidate


def _write_down(actor: Actor, candidate: Candidate, answers: Mapping[str, Answer]) -> None:
    for gate, said in answers.items():
        answer = GateAnswer(candidate_id=candidate.id, gate_id=gate, passed=said.passed, note=said.note)
        answer.answered_by = actor.id
        db.session.merge(answer)
    candidate.screened_by, candidate.screened_at = actor.id, now()


def _fail(actor: Actor, candidate: Candidate, innovation: SocialInnovation, reason: str) -> Candidate:
    """One that an earlier round had brought to assessment cannot be ineligible any more: it is not selected. The
    refusal is kept like a decision, so that its letter and its record can be read."""
    selection_round = round_of(candidate)
    candidate.state = "failed"
    made = SelectionDecision(round_id=selection_round.id, candidate_id=candidate.id, outcome=INELIGIBLE, reason=reason)
    made.decided_by, made.frozen = actor.id, frozen_at_gates(selection_round, candidate)
    db.session.add(made)
    walk(innovation, "not_selected" if innovation.state == "assessment" else "ineligible", reason)
    fact = GatesFailed(innovation_ref(innovation), round_ref(selection_round))
    record(actor, fact, tell=member_ids(innovation.id))
    return candidate
