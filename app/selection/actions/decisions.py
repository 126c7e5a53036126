"""Deciding: with a reason, by people, once; what it rests on is frozen with it."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.innovations.actions import walk
from app.selection.actions.candidates import innovation_of, innovation_ref, round_of
from app.selection.actions.freezing import frozen_whole
from app.selection.actions.rounds import must_be, round_ref
from app.selection.events import InnovationDecided
from app.selection.models import OUTCOMES, Candidate, SelectionDecision, SelectionRound
from app.selection.queries import (
    Asked,
    candidates_among,
    criteria_of,
    newest_decision,
    results_of,
)
from app.selection.rules import may_decide, may_judge, may_note
from app.selection.scoring import Result


@action(silent="notes for the discussion are the desk's working paper")
def note_candidate(actor: Actor, candidate: Candidate, notes: str) -> Candidate:
    """What is to be talked about, for those at the desk. Not once it is decided."""
    require(may_note(actor, round_of(candidate)))
    if candidate.outcome:
        raise Conflict(_("It is decided already."))
    candidate.notes = notes
    return candidate


@action(silent="each decision is an event of its own")
def decide(
    actor: Actor, selection_round: SelectionRound, ids: Sequence[str], outcome: str, reason: str
) -> SelectionRound:
    """Decide about these candidates, all of them or none, with one reason. `outcome` of OUTCOMES.

    Each needs as many submitted assessments as the round asks. What is decided stays; only one on the reserve list can
    be selected later, also after the round was closed.
    """
    require(may_decide(actor, selection_round))
    must_be(selection_round, "deciding", "decided")
    if outcome not in OUTCOMES:
        raise Refused(_("Choose one from the list."), field="outcome")
    if not reason.strip():
        raise Refused(_("Say why: the team reads it."), field="reason")
    chosen = candidates_among(selection_round.id, ids)
    if not chosen or len(chosen) != len(set(ids)):
        raise Conflict(_("Some of these are no longer in the round."))
    criteria = criteria_of(selection_round.id)
    found, counted = results_of(selection_round, criteria)
    for candidate in chosen:
        if counted.get(candidate.id, 0) < selection_round.assessors_each:
            raise Refused(_("%(name)s lacks assessments.", name=innovation_of(candidate).name))
        decide_candidate(actor, candidate, outcome, reason.strip(), criteria, found[candidate.id])
    return selection_round


@action
def decide_candidate(
    actor: Actor, candidate: Candidate, outcome: str, reason: str, criteria: Sequence[Asked], result: Result
) -> Candidate:
    """One of them: a new version of the decision with all that it rests on, and the innovation goes its way."""
    selection_round, innovation = round_of(candidate), innovation_of(candidate)
    require(may_judge(actor, innovation))
    before = newest_decision(candidate.id)
    called_up = candidate.outcome == "reserve" and outcome == "selected"
    if candidate.outcome and not called_up or selection_round.state == "decided" and not called_up:
        raise Conflict(_("%(name)s is decided already.", name=innovation.name))
    walk(innovation, outcome)
    candidate.outcome = outcome
    frozen = before.frozen if before else frozen_whole(selection_round, candidate, criteria, result)
    made = SelectionDecision(
        round_id=selection_round.id, candidate_id=candidate.id, version=before.version + 1 if before else 1,
        outcome=outcome, reason=reason, decided_by=actor.id, frozen=frozen,
        total=frozen["result"]["total"], rank=frozen["result"]["rank"],
    )  # fmt: skip
    db.session.add(made)
    record(actor, InnovationDecided(innovation_ref(innovation), round_ref(selection_round), outcome=outcome))
    return candidate
