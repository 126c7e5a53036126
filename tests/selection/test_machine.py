"""Any action, by anybody, at any time: a round and its innovations go only along their arrows, each step is one event,
and what is decided stays as it was."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.activity.models import Event
from app.core.action import hearing
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.people.models import Person
from app.selection import actions
from app.selection.models import OUTCOMES, Assessment, Candidate, SelectionDecision, SelectionRound
from tests.builders import a_person
from tests.selection.builders import a_round, an_innovation, answers, scores

ROUND = {
    ("draft", "open"), ("open", "assessing"), ("assessing", "deciding"), ("deciding", "assessing"),
    ("deciding", "decided"), *((state, "cancelled") for state in ("draft", "open", "assessing", "deciding")),
}  # fmt: skip
INNOVATION = {
    ("identified", "screening"), ("not_selected", "screening"), ("screening", "assessment"),
    ("screening", "ineligible"), ("assessment", "selected"), ("assessment", "reserve"),
    ("assessment", "not_selected"), ("reserve", "selected"),
}  # fmt: skip
PEOPLE = ("animator", "animator", "animator", "mentor", "mentor2", "partner", "innovator", "observer", "stranger")
STEPS = 500 if os.environ.get("COMMONWEAVE_SOAK") else 80


class Machine:
    """Somebody does something with one of the things that are there."""

    def __init__(self, cast: SimpleNamespace, seed: int) -> None:
        self.cast, self.chance = cast, random.Random(seed)
        self.rounds = [a_round(cast.animator, opened=False, assessors_each=1).id for _each in range(2)]
        for number in range(3):
            an_innovation(cast.innovator, f"Kitchen {number}")

    def any_of(self, kind: Any) -> Any:
        rows = db.session.query(kind).order_by(kind.id).all()
        return self.chance.choice(rows) if rows else None

    def forward(self) -> None:
        """What comes next in the first round that is under way, as an animator and the assessors would do it."""
        who = a_person(self.cast.animator)
        rounds = [db.session.get_one(SelectionRound, id_) for id_ in self.rounds]
        one = next((each for each in rounds if each.state != "cancelled"), rounds[0])
        mine = db.session.query(Candidate).filter_by(round_id=one.id).order_by(Candidate.id).all()
        entered = [each for each in mine if each.state == "entered"]
        open_ones = db.session.query(Assessment).filter(Assessment.state.in_(("assigned", "draft"))).all()
        if one.state == "draft":
            actions.open_round(who, one)
        elif entered:
            actions.screen(who, entered[0], answers(one))
        elif one.state == "open" and len(mine) < 2:
            actions.enter_innovation(who, one, self.any_of(SocialInnovation))
        elif one.state == "open":
            actions.begin_assessing(who, one)
        elif one.state == "assessing" and open_ones:
            judge = db.session.get_one(Person, open_ones[0].assessor_id)
            actions.submit_assessment(judge, open_ones[0], scores(one), "")
        elif one.state == "assessing" and not db.session.query(Assessment).count():
            actions.add_assessor(who, one, self.chance.choice((self.cast.mentor, self.cast.mentor2)).id)
            actions.assign_assessments(who, one)
        elif one.state == "assessing":
            actions.begin_deciding(who, one)
        elif undecided := [each for each in mine if each.state == "passed" and each.outcome in ("", "reserve")]:
            actions.decide(who, one, [undecided[0].id], self.chance.choice(OUTCOMES), "Because.")
        else:
            actions.close_round(who, one)

    def act(self) -> Any:
        if self.chance.random() < 0.4:
            return self.forward()
        who: Any = a_person(getattr(self.cast, self.chance.choice(PEOPLE)))
        one = db.session.get_one(SelectionRound, self.chance.choice(self.rounds))
        candidate, assessment = self.any_of(Candidate), self.any_of(Assessment)
        wanted: list[Callable[[], Any]] = [
            lambda: actions.open_round(who, one), lambda: actions.begin_assessing(who, one),
            lambda: actions.begin_deciding(who, one), lambda: actions.resume_assessing(who, one),
            lambda: actions.close_round(who, one), lambda: actions.assign_assessments(who, one),
            lambda: actions.enter_innovation(who, one, self.any_of(SocialInnovation)),
            lambda: actions.add_assessor(who, one, self.chance.choice((self.cast.mentor, self.cast.mentor2)).id),
            lambda: actions.step_back(who, one, self.cast.mentor.id),
            lambda: actions.add_panelist(who, one, self.cast.partner.id),
        ]  # fmt: skip
        if self.chance.random() < 0.03:
            wanted.append(lambda: actions.cancel_round(who, one, "No money."))
        if candidate:
            wanted += self.with_candidate(who, one, candidate)
        if assessment:
            judge = db.session.get_one(Person, assessment.assessor_id) if self.chance.random() < 0.8 else who
            wanted += self.with_assessment(judge, assessment)
        return self.chance.choice(wanted)()

    def with_candidate(self, who: Any, one: SelectionRound, candidate: Candidate) -> list[Callable[[], Any]]:
        its = db.session.get_one(SelectionRound, candidate.round_id)
        failed = (0,) if self.chance.random() < 0.2 else ()
        outcome = self.chance.choice(OUTCOMES)
        return [
            lambda: actions.screen(who, candidate, answers(its, *failed)),
            lambda: actions.screen(who, candidate, answers(its)),
            lambda: actions.decide(who, its, [candidate.id], outcome, "Because."),
            lambda: actions.decide(who, one, [candidate.id], "selected", "Because."),
            *([lambda: actions.take_out(who, candidate)] if self.chance.random() < 0.2 else []),
        ]

    def with_assessment(self, who: Any, assessment: Assessment) -> list[Callable[[], Any]]:
        place = db.session.get_one(Candidate, assessment.candidate_id)
        its = db.session.get_one(SelectionRound, place.round_id)
        submit = lambda: actions.submit_assessment(who, assessment, scores(its), "")  # noqa: E731
        return [submit, submit, lambda: actions.save_assessment(who, assessment, {}, "")]


def look() -> dict[str, str]:
    """Where everything stands."""
    db.session.expire_all()
    states = {one.id: one.state for one in db.session.query(SelectionRound)}
    return states | {one.id: one.state for one in db.session.query(SocialInnovation)}


@pytest.mark.parametrize("seed", range(3))
def test_only_the_arrows_each_one_event(context: Flask, cast: SimpleNamespace, seed: int) -> None:
    machine, done = Machine(cast, seed), 0
    kept: dict[str, Any] = {}
    rounds = set(machine.rounds)
    for _step in range(STEPS):
        before, events = look(), db.session.query(Event).count()
        with hearing() as calls:
            try:
                machine.act()
                done += 1
            except (Conflict, NotAllowed, Refused):
                assert look() == before and db.session.query(Event).count() == events
        after = look()
        moved = [(key, (before[key], after[key])) for key in before if before[key] != after[key]]
        assert all(arrow in (ROUND if key in rounds else INNOVATION) for key, arrow in moved), moved
        assert db.session.query(Event).count() - events == sum(len(call.events) for call in calls) or not calls
        for one in db.session.query(SelectionDecision):
            told = (one.outcome, one.reason, one.total, one.rank, str(one.frozen))
            assert kept.setdefault(one.id, told) == told
            number = db.session.query(Assessment).filter_by(candidate_id=one.candidate_id, state="submitted").count()
            assert number >= 1 and one.reason
    assert done > STEPS // 8 and kept
