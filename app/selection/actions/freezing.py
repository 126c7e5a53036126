"""What decisions rest on, written down with them: it stays as it was, whatever changes later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app.selection.models import Candidate, SelectionRound
from app.selection.queries import Asked, answers_of, gates_of, judged, rules_of
from app.selection.scoring import Result, total_of

RULES = ("name", "threshold", "minimum", "assessors_each", "places")


def frozen_at_gates(selection_round: SelectionRound, candidate: Candidate) -> dict[str, Any]:
    """What a refusal at the gates rests on: nothing was scored."""
    answered = answers_of(candidate.id)
    gates = [(gate, answered[gate.id]) for gate in gates_of(selection_round.id) if gate.id in answered]
    return {
        "round": {name: getattr(selection_round, name) for name in RULES},
        "gates": [
            {"code": gate.code, "question": gate.question, "said": gate.said, "passed": told.passed, "note": told.note}
            for gate, told in gates
        ],
        "criteria": [], "assessments": [], "result": None,
    }  # fmt: skip


def frozen_whole(
    selection_round: SelectionRound, candidate: Candidate, criteria: Sequence[Asked], result: Result
) -> dict[str, Any]:
    """All that a decision rests on. Assessors stand there by their ids: what they are called is for animators alone."""
    asked = ("id", "code", "said", "name", "weight", "reversed")
    return frozen_at_gates(selection_round, candidate) | {
        "criteria": [{name: getattr(one, name) for name in asked} for one in criteria],
        "assessments": [_assessment(one, selection_round, criteria) for one in judged(candidate.id)],
        "result": asdict(result),
    }


def _assessment(one: Any, selection_round: SelectionRound, criteria: Sequence[Asked]) -> dict[str, Any]:
    scores = {key: score for key, (score, _note) in one.scores.items()}
    return {
        "id": one.id, "assessor_id": one.assessor_id, "scores": scores, "comment": one.comment,
        "notes": {key: note for key, (_score, note) in one.scores.items() if note},
        "total": total_of(scores, rules_of(selection_round, criteria).criteria),
    }  # fmt: skip
