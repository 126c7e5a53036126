"""Selection rounds, from their preparation to the decision."""

from __future__ import annotations

from typing import Any

from app.extensions import db
from app.people.actions import remove_person
from app.selection import actions
from app.selection.models import Candidate, SelectionRound
from app.selection.queries import criteria_of, results_of, without_letter
from app.selection.said import CriterionSaid
from tests.selection.builders import (
    a_candidate,
    a_passed,
    a_round,
    an_innovation,
    answers,
    assessed_by,
    said,
    scores,
    submit_all,
)


def _open(p: Any) -> Any:
    return a_round(p.animator)


def _with_one(p: Any) -> Any:
    selection_round = _open(p)
    a_passed(selection_round, p.innovator, p.animator)
    return selection_round


def _assessed(p: Any) -> Any:
    selection_round = _with_one(p)
    assessed_by(selection_round, p.animator, (p.mentor, p.mentor2))
    return selection_round


def _mine(p: Any) -> Any:
    selection_round = _with_one(p)
    return next(one for one in assessed_by(selection_round, p.animator, (p.mentor, p.mentor2))
                if one.assessor_id == p.mentor.id)  # fmt: skip


def _deciding(p: Any) -> Any:
    selection_round = _assessed(p)
    submit_all(selection_round)
    return actions.begin_deciding(p.animator, selection_round)


def _closable(p: Any) -> Any:
    selection_round = _deciding(p)
    actions.take_out(p.animator, db.session.query(Candidate).filter_by(round_id=selection_round.id).one())
    return selection_round


def _seated(p: Any) -> Any:
    return actions.add_assessor(p.animator, _open(p), p.mentor.id)


def _panel(p: Any) -> Any:
    return actions.add_panelist(p.animator, _open(p), p.partner.id)


def _screened(p: Any) -> Any:
    selection_round = _open(p)
    return p.animator, a_candidate(selection_round, p.innovator), answers(selection_round)


def _to_assign(p: Any) -> Any:
    selection_round = _with_one(p)
    for person in (p.mentor, p.mentor2):
        actions.add_assessor(p.animator, selection_round, person.id)
    return actions.begin_assessing(p.animator, selection_round)


def _scored(p: Any) -> Any:
    mine = _mine(p)
    candidate = db.session.get_one(Candidate, mine.candidate_id)
    return p.mentor, mine, scores(db.session.get_one(SelectionRound, candidate.round_id)), "Good."


def _tied(p: Any) -> Any:
    return actions.declare_conflict(p.mentor, an_innovation(p.innovator), p.mentor.id, "My sister leads it.")


def _one_of(selection_round: Any) -> Any:
    return db.session.query(Candidate).filter_by(round_id=selection_round.id).one()


def _to_decide(p: Any) -> Any:
    selection_round = _deciding(p)
    return p.animator, selection_round, [_one_of(selection_round).id], "selected", "Good."


def _one_decision(p: Any) -> Any:
    _actor, selection_round, ids, *_told = _to_decide(p)
    criteria = criteria_of(selection_round.id)
    found, _counted = results_of(selection_round, criteria)
    return p.animator, _one_of(selection_round), "reserve", "Good.", criteria, found[ids[0]]


def _decided(p: Any) -> Any:
    return actions.decide(*_to_decide(p))


def _noted(p: Any) -> Any:
    return p.animator, _one_of(_with_one(p)), "Ask about rent."


_R, _S, _C = "selection.actions.rounds.", "selection.actions.stages.", "selection.actions.candidates."
_A, _M = "selection.actions.assessors.", "selection.actions.scores."
_D, _L = "selection.actions.decisions.", "selection.actions.letters."
RECIPES: dict[str, Any] = {
    _R + "create_round": lambda p: (p.animator, said()),
    _R + "edit_round": lambda p: (p.animator, _open(p), said(name="Autumn call")),
    _R + "set_rules": lambda p: (p.animator, _open(p), [], _criteria(p)),
    _R + "add_panelist": lambda p: (p.animator, _open(p), p.partner.id),
    _R + "remove_panelist": lambda p: (p.animator, _panel(p), p.partner.id),
    _S + "open_round": lambda p: (p.animator, a_round(p.animator, opened=False)),
    _S + "begin_assessing": lambda p: (p.animator, _with_one(p)),
    _S + "begin_deciding": lambda p: (p.animator, _submitted(p)),
    _S + "resume_assessing": lambda p: (p.animator, _deciding(p)),
    _S + "close_round": lambda p: (p.animator, _closable(p)),
    _S + "cancel_round": lambda p: (p.animator, _open(p), "No money."),
    _C + "enter_innovation": lambda p: (p.innovator, _open(p), an_innovation(p.innovator)),
    _C + "put_forward_into": lambda p: (p.innovator, _open(p), {"name": "Newcomer", "summary": "It is new."}),
    _C + "enter_innovations": lambda p: (p.animator, _open(p), [an_innovation(p.innovator).id]),
    _C + "take_out": lambda p: (p.innovator, a_candidate(_open(p), p.innovator)),
    _C + "screen": _screened,
    _A + "add_assessor": lambda p: (p.animator, _open(p), p.mentor.id, 5),
    _A + "step_back": lambda p: (p.mentor, _seated(p), p.mentor.id),
    _A + "declare_conflict": lambda p: (p.mentor, an_innovation(p.innovator), p.mentor.id, "My sister leads it."),
    _A + "remove_conflict": lambda p: (p.animator, _tied(p), p.mentor.id),
    _A + "assign_assessments": lambda p: (p.animator, _to_assign(p)),
    _D + "note_candidate": _noted,
    _D + "decide": _to_decide,
    _D + "decide_candidate": _one_decision,
    _L + "write_letter": lambda p: (p.animator, _open(p), "selected", "fr", "Oui", "{innovation}"),
    _L + "send_letters": lambda p: (p.animator, _decided(p)),
    _L + "send_letter": lambda p: (p.animator, one := _decided(p), without_letter(one.id)),
    "selection.actions.leaving.leave": lambda p: (remove_person, p.animator, _mine(p) and p.mentor),
    _M + "save_assessment": _scored,
    _M + "submit_assessment": _scored,
    _M + "decline_assessment": lambda p: (p.mentor, _mine(p), "No time."),
}


def _submitted(p: Any) -> Any:
    selection_round = _assessed(p)
    submit_all(selection_round)
    return selection_round


def _criteria(_p: Any) -> Any:
    return [CriterionSaid("", "Courage", "", 100.0, False, ("",) * 6)]
