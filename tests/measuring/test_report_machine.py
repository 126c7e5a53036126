"""Every action on a report, in every state, by everybody: only the arrows succeed, each as one event; all else changes
nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.activity.models import Event
from app.core.rules import Conflict, NotAllowed
from app.extensions import db
from app.measuring import actions
from app.measuring.models import Measurement, ProgressReport
from app.measuring.queries import told_in
from tests.builders import a_person
from tests.measuring.builders import a_round, a_scaling, answers, the_report

STATES = ("due", "draft", "submitted", "returned", "approved")
PEOPLE = ("innovator", "stakeholder", "animator", "partner", "observer", "stranger")
TEAM, JUDGES = {"innovator", "animator"}, {"stakeholder", "animator"}
ARROWS: dict[str, tuple[set[str], dict[str, str]]] = {
    "keep": (TEAM, {"due": "draft", "draft": "draft", "returned": "returned"}),
    "submit": (TEAM, {"due": "submitted", "draft": "submitted", "returned": "submitted"}),
    "approve": (JUDGES, {"submitted": "approved"}),
    "give_back": (JUDGES, {"submitted": "returned"}),
    "correct": (JUDGES, {"approved": "approved"}),
}
"""Action → who may, and from which state to which."""


@pytest.fixture(autouse=True)
def july() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 7, 10, 9, tzinfo=UTC), tick=False):
        yield


def attempts(one: Any, report: ProgressReport, value: float) -> dict[str, Callable[[Any], Any]]:
    """Each action on this report."""
    told = answers(one, revenue=value)
    kept: Any = next((each.whole for each in told_in(report.id).values() if each.whole and each.whole.value), None)
    return {
        "keep": lambda who: actions.keep_report(who, report, told, "", False),
        "submit": lambda who: actions.submit_report(who, report, told, "", False),
        "approve": lambda who: actions.approve_report(who, report),
        "give_back": lambda who: actions.return_report(who, report, "Once more."),
        "correct": lambda who: actions.correct_value(who, report, kept, kept.value + 1, "", "Counted twice"),
    }


def standing(report_id: str) -> tuple[Any, ...]:
    """All that may change."""
    db.session.expire_all()
    report = db.session.get_one(ProgressReport, report_id)
    values = db.session.query(Measurement.value, Measurement.version, Measurement.current).order_by(Measurement.id)
    return (
        report.state,
        report.note,
        report.answered_by,
        [tuple(row) for row in values],
        db.session.query(Event).count(),
    )


def test_only_the_arrows_succeed(context: Flask, cast: SimpleNamespace) -> None:
    one = a_scaling(cast)
    report = the_report(one, a_round(cast))
    actions.keep_report(a_person(cast.innovator), report, answers(one, revenue=9), "", False)
    walked = 0
    for state, part, (name, (may, arrows)) in product(STATES, PEOPLE, ARROWS.items()):
        report.state, report.submitted_by, report.note = state, cast.innovator.id, ""
        db.session.commit()
        before = standing(report.id)
        allowed = part in may and state in arrows
        try:
            attempts(one, report, 8.0 + walked % 2)[name](a_person(getattr(cast, part)))
            assert allowed, (state, part, name)
        except (NotAllowed, Conflict):
            assert not allowed, (state, part, name)
            assert standing(report.id) == before, (state, part, name)
            continue
        after = standing(report.id)
        assert after[0] == arrows[state], (state, part, name)
        assert after[-1] - before[-1] == (0 if name == "keep" else 1), (state, part, name)
        walked += 1
    assert walked == sum(len(may) * len(arrows) for may, arrows in ARROWS.values())
