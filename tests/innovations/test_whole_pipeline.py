"""Every action that moves an innovation, in every state, by every role, with and without its guard: only PRODUCT.md's
arrows are walked, by who may, and each walk is one event."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import delete, update

from app.core.action import hearing
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.innovations import actions as innovations
from app.innovations.merged import AT_REST
from app.innovations.models import SocialInnovation
from app.innovations.pipeline import HELD, STATES
from app.measuring.models import Indicator, ProgressReport
from app.scaling import actions as scaling
from app.scaling.models import ScalingPathway
from app.selection import actions as selection
from app.selection import models as rounds
from tests.builders import a_person
from tests.scaling import builders as ways
from tests.selection import builders as calls

APP = Path(__file__).resolve().parent.parent.parent / "app"
ROLES = ("animator", "partner", "observer", "innovator", "mentor", "mentor2", "innovator2", "stranger")
"""The innovator is of the team, the mentor of the lead partner; mentor2 assesses, innovator2 is of the panel."""
HELD_FROM = "scaling"


class Walk(NamedTuple):
    """An action: the arrows it walks, who walks them, and what `World.lacking` takes away from its guard."""

    arrows: dict[str, str]
    roles: set[str]
    lacks: tuple[str, ...] = ()


WALKS: dict[str, Walk] = {
    "hold": Walk(dict.fromkeys(HELD, "on_hold"), {"animator"}),
    "resume": Walk({"on_hold": HELD_FROM}, {"animator"}),
    "withdraw": Walk({state: "withdrawn" for state in STATES if state != "withdrawn"}, {"animator", "innovator"}),
    "return": Walk({"withdrawn": "identified"}, {"animator"}),
    "enter": Walk({"identified": "screening", "not_selected": "screening"}, {"animator", "innovator"}),
    "pass": Walk({"screening": "assessment"}, {"animator"}),
    "fail": Walk({"screening": "ineligible", "assessment": "not_selected"}, {"animator"}),
    "select": Walk({"assessment": "selected", "reserve": "selected"}, {"animator", "innovator2"}, ("assessments",)),
    "reserve": Walk({"assessment": "reserve"}, {"animator", "innovator2"}, ("assessments",)),
    "refuse": Walk({"assessment": "not_selected"}, {"animator", "innovator2"}, ("assessments",)),
    "call_up": Walk({"assessment": "selected", "reserve": "selected"}, {"animator", "innovator2"}),
    "open": Walk({"selected": "onboarding"}, {"animator", "partner"}),
    "begin": Walk({"onboarding": "scaling"}, {"animator", "mentor"}, ("strategy", "lead", "baseline")),
    "complete": Walk({"scaling": "completed"}, {"animator", "mentor"}, ("report",)),
    "alumni": Walk({"completed": "alumni"}, {"animator", "mentor"}),
    "merge": Walk(dict.fromkeys(AT_REST, "withdrawn"), {"animator"}),
    "take_in": Walk({state: state for state in STATES if state != "withdrawn"}, {"animator"}),
}
DECIDES = {"select": "selected", "reserve": "reserve", "refuse": "not_selected", "call_up": "selected"}
MAY_WALK = {
    "hold_innovation", "resume_innovation", "withdraw_innovation", "return_innovation", "enter_innovation", "screen",
    "_fail", "decide_candidate", "open_pathway", "begin_scaling", "complete_scaling", "become_alumni",
    "_leave",
}  # fmt: skip
"""The functions that call walk(): one more belongs into the table above."""


class World:
    """Innovations of one team: `one` with a pathway, `entered` in an open round, `judged` in one that decides, and two
    that are the same."""

    def __init__(self, cast: SimpleNamespace) -> None:
        self.cast = cast
        self.one = ways.a_selected(cast.innovator)
        self.way = ways.a_pathway(self.one)
        self.house = ways.a_house("Vooruit", cast.mentor)
        self.strategy = ways.strategy_of("contract")
        ways.with_baselines(self.one)
        ways.final_report(self.one)
        self.open = calls.a_round(cast.animator)
        self.entered = calls.a_candidate(self.open, cast.innovator, "Entered")
        self.deciding = calls.a_round(cast.animator, assessors_each=1, name="Second")
        self.judged = calls.a_passed(self.deciding, cast.innovator, cast.animator, "Judged")
        selection.add_panelist(a_person(cast.animator), self.deciding, cast.innovator2.id)
        calls.assessed_by(self.deciding, cast.animator, [cast.mentor2])
        calls.submit_all(self.deciding)
        selection.begin_deciding(a_person(cast.animator), self.deciding)
        self.kept = calls.an_innovation(cast.innovator, "Kept")
        self.double = calls.an_innovation(cast.innovator, "Its double")

    def subject(self, name: str) -> str:
        """The innovation that this action is tried on."""
        if name in ("pass", "fail"):
            return self.entered.innovation_id
        if name in ("merge", "take_in"):
            return self.double.id if name == "merge" else self.kept.id
        return self.judged.innovation_id if name in DECIDES else self.one.id

    def stand(self, name: str, state: str, lacking: str) -> None:
        """All as it was, the innovation in this state, and what is `lacking` taken away."""
        db.session.rollback()
        db.session.connection(execution_options={"writing": True})
        it = SocialInnovation
        held = HELD_FROM if state == "on_hold" else ""
        self._set(it, it.id == self.subject(name), state=state, held_from=held)
        self._set(ScalingPathway, ScalingPathway.id == self.way.id,
                  strategy_id=None if lacking == "strategy" else self.strategy.id,
                  lead_id=None if lacking == "lead" else self.house.id)  # fmt: skip
        baseline = None if lacking == "baseline" else 40.0
        self._set(Indicator, Indicator.innovation_id == self.one.id, baseline_value=baseline)
        self._set(ProgressReport, ProgressReport.innovation_id == self.one.id,
                  state="submitted" if lacking == "report" else "approved")  # fmt: skip
        self._set_rounds(name, lacking)
        for spare in {self.kept.id, self.double.id}:
            stands = state if spare == self.subject(name) else "identified"
            self._set(it, it.id == spare, state=stands, merged_into=None)
        db.session.commit()
        db.session.expire_all()

    def _set_rounds(self, name: str, lacking: str) -> None:
        db.session.execute(delete(rounds.Candidate).where(rounds.Candidate.innovation_id == self.one.id))
        db.session.execute(delete(rounds.GateAnswer).where(rounds.GateAnswer.candidate_id == self.entered.id))
        db.session.execute(delete(rounds.SelectionDecision))
        self._set(rounds.Candidate, rounds.Candidate.id == self.entered.id, state="entered")
        outcome = "reserve" if name == "call_up" else ""
        self._set(rounds.Candidate, rounds.Candidate.id == self.judged.id, outcome=outcome)
        self._set(rounds.Assessment, rounds.Assessment.candidate_id == self.judged.id,
                  state="draft" if lacking == "assessments" else "submitted")  # fmt: skip

    def _set(self, table: Any, which: Any, **values: Any) -> None:
        db.session.execute(update(table).where(which).values(**values))

    def act(self, name: str, part: str) -> None:
        """Try it."""
        actor, one = a_person(getattr(self.cast, part)), self.one
        acts: dict[str, Callable[[], Any]] = {
            "hold": lambda: innovations.hold_innovation(actor, one, "It rests."),
            "resume": lambda: innovations.resume_innovation(actor, one),
            "withdraw": lambda: innovations.withdraw_innovation(actor, one, "It has ended."),
            "return": lambda: innovations.return_innovation(actor, one),
            "enter": lambda: selection.enter_innovation(actor, self.open, one),
            "pass": lambda: selection.screen(actor, self.entered, calls.answers(self.open)),
            "fail": lambda: selection.screen(actor, self.entered, calls.answers(self.open, 0)),
            "open": lambda: scaling.open_pathway(actor, one),
            "begin": lambda: scaling.begin_scaling(actor, one),
            "complete": lambda: scaling.complete_scaling(actor, one),
            "alumni": lambda: scaling.become_alumni(actor, one),
            "merge": lambda: innovations.merge_innovations(actor, self.kept, self.double, {}),
            "take_in": lambda: innovations.merge_innovations(actor, self.kept, self.double, {}),
        }
        if name in DECIDES:
            ids = [self.judged.id]
            selection.decide(actor, self.deciding, ids, DECIDES[name], "We talked.")
        else:
            acts[name]()


def tries() -> Iterator[tuple[str, str, str]]:
    """(action, role, what its guard lacks: "" for nothing)."""
    for name, walk in WALKS.items():
        for role in ROLES:
            for lacking in ("", *walk.lacks):
                yield name, role, lacking


def state_of(id_: str) -> str:
    db.session.rollback()
    return db.session.query(SocialInnovation.state).filter_by(id=id_).scalar()


@pytest.mark.parametrize("state", STATES)
def test_only_the_arrows_by_who_may_with_the_guard(context: Flask, cast: SimpleNamespace, state: str) -> None:
    world, wrong = World(cast), []
    for name, role, lacking in tries():
        world.stand(name, state, lacking)
        with hearing() as heard:
            try:
                world.act(name, role)
            except (NotAllowed, Conflict, Refused):
                heard.clear()
        after, walk = state_of(world.subject(name)), WALKS[name]
        events = sum(len(call.events) for call in heard)
        allowed = role in walk.roles and state in walk.arrows and not lacking
        if after != (walk.arrows[state] if allowed else state) or (allowed and events != 1) or events > 1:
            wrong.append((name, role, lacking, after, events))
    assert wrong == []


def test_nothing_else_walks() -> None:
    """And nothing but walk() sets an innovation's state."""
    walking, setting = set(), set()
    for path in APP.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                inside = list(ast.walk(function))
                if any(isinstance(node, ast.Call) and ast.unparse(node.func) == "walk" for node in inside):
                    walking.add(function.name)
                if any(isinstance(node, ast.Assign) and "innovation.state" in targets(node) for node in inside):
                    setting.add(function.name)
    assert walking <= MAY_WALK
    assert setting == {"walk"}


def targets(assignment: ast.Assign) -> set[str]:
    every = (part for target in assignment.targets for part in ast.walk(target) if isinstance(part, ast.Attribute))
    return {ast.unparse(part) for part in every}
