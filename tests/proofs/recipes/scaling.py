"""Scaling: strategies, pathways, their plans."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.innovations.actions import add_need
from app.scaling import actions
from app.scaling.checks import CHECKS
from app.scaling.proposing import QUESTIONS
from tests.scaling.builders import a_house, a_selected, final_report, strategy_of, with_baselines

_STRATEGY = {
    "name": "Twinning", "description": "Two places learn together.", "lead_id": None, "partnering": True,
    "adapts": True, "active": True,
}  # fmt: skip
_ANSWERS: dict[str, Any] = {"partners": "yes", "adapt": "no", **dict.fromkeys(QUESTIONS, 4)}
_ACTION = {
    "title": "Find a kitchen", "note": "", "stage": "design", "owner_id": None, "from_month": date(2026, 5, 1),
    "due_month": date(2026, 7, 1),
}  # fmt: skip
_HELP = {"need_id": "", "source": "outside", "who": "The city", "note": "A room"}
_RISK = {"title": "Nobody comes", "likelihood": 3, "impact": 4, "response": "", "owner_id": None, "state": "open"}
_PLACE = {"country": "BE", "region": "BE234", "city": "Ghent", "note": "", "state": "aimed"}


def _open(p: Any) -> Any:
    one = a_selected(p.innovator)
    actions.open_pathway(p.animator, one)
    return one


def _decided(p: Any) -> Any:
    one = _open(p)
    house = a_house("Vooruit", p.mentor)
    actions.decide_route(p.animator, one, strategy_of("contract").id, house.id, "They know the cities.")
    return one


def _ready(p: Any) -> Any:
    one = _decided(p)
    with_baselines(one)
    return one


def _scaling(p: Any) -> Any:
    return actions.begin_scaling(p.animator, _ready(p))


def _measured(p: Any) -> Any:
    one = _scaling(p)
    final_report(one)
    return one


def _checked(p: Any) -> Any:
    one = _open(p)
    for code in CHECKS["readiness"]:
        actions.meet_check(p.animator, one, code)
    return one


def _second(p: Any) -> Any:
    one = _checked(p)
    actions.advance_stage(p.animator, one, "design")
    return one


def _planned(p: Any) -> Any:
    one = _open(p)
    return one, actions.plan_action(p.innovator, one, _ACTION)


def _helped(p: Any) -> Any:
    one = _open(p)
    need = add_need(p.innovator, one, "finance")
    return one, actions.add_support(p.innovator, one, _HELP | {"need_id": need.id})


def _at_risk(p: Any) -> Any:
    one = _open(p)
    return one, actions.note_risk(p.innovator, one, _RISK)


def _written(p: Any) -> Any:
    one = _open(p)
    return one, actions.write_journal(p.innovator, one, date(2026, 5, 4), "We met the city.")


def _placed(p: Any) -> Any:
    one = _open(p)
    return one, actions.add_place(p.innovator, one, _PLACE)


_A = "scaling.actions."
RECIPES: dict[str, Any] = {
    _A + "strategies.add_strategy": lambda p: (p.animator, _STRATEGY),
    _A + "strategies.edit_strategy": lambda p: (p.animator, strategy_of("capacity"), _STRATEGY),
    _A + "strategies.move_strategy": lambda p: (p.animator, strategy_of("contract"), True),
    _A + "pathways.open_pathway": lambda p: (p.animator, a_selected(p.innovator)),
    _A + "pathways.answer_questions": lambda p: (p.innovator, _open(p), _ANSWERS),
    _A + "pathways.decide_route": lambda p: (
        p.partner, _open(p), strategy_of("knowhow").id, a_house().id, "They know the cities.",
    ),
    _A + "steps.begin_scaling": lambda p: (p.animator, _ready(p)),
    _A + "steps.complete_scaling": lambda p: (p.animator, _measured(p)),
    _A + "steps.become_alumni": lambda p: (p.animator, actions.complete_scaling(p.animator, _measured(p))),
    _A + "stages.meet_check": lambda p: (p.innovator, _open(p), "readiness.core", "We wrote it down."),
    _A + "stages.reopen_check": lambda p: (p.innovator, _checked(p), "readiness.core"),
    _A + "stages.advance_stage": lambda p: (p.animator, _checked(p), "design"),
    _A + "stages.step_back": lambda p: (p.animator, _second(p), "readiness"),
    _A + "plan.plan_action": lambda p: (p.innovator, _open(p), _ACTION | {"owner_id": p.innovator.id}),
    _A + "plan.change_action": lambda p: (p.innovator, *_planned(p), _ACTION | {"title": "Find two kitchens"}),
    _A + "plan.move_action": lambda p: (p.innovator, *_planned(p), "done"),
    _A + "plan.shift_action": lambda p: (p.innovator, *_planned(p), 1),
    _A + "support.add_support": lambda p: (p.innovator, _open(p), _HELP),
    _A + "support.change_support": lambda p: (p.innovator, *_helped(p), _HELP | {"who": "The province"}),
    _A + "support.move_support": lambda p: (p.innovator, *_helped(p), "given"),
    _A + "beside.note_risk": lambda p: (p.innovator, _open(p), _RISK | {"owner_id": p.innovator.id}),
    _A + "beside.change_risk": lambda p: (p.innovator, *_at_risk(p), _RISK | {"impact": 1}),
    _A + "beside.write_journal": lambda p: (p.innovator, _open(p), date(2026, 5, 4), "We met the city."),
    _A + "beside.change_journal": lambda p: (p.innovator, *_written(p), date(2026, 5, 5), "We met the mayor."),
    _A + "beside.remove_journal": lambda p: (p.innovator, *_written(p)),
    _A + "beside.add_place": lambda p: (p.innovator, _open(p), _PLACE),
    _A + "beside.change_place": lambda p: (p.innovator, *_placed(p), _PLACE | {"state": "reached"}),
}  # fmt: skip
