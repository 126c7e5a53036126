"""The proposal: deterministic, always one of the strategies, its reasons are answers that were given."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.scaling.proposing import QUESTIONS, ROUTE, SPEAKS, Proposal, Route, propose
from app.scaling.queries import routes
from app.scaling.words import reason_parts

SHIPPED = [
    Route("capacity", False, False), Route("expansion", False, True), Route("contract", True, False),
    Route("knowhow", True, True),
]  # fmt: skip
ANSWERS = st.fixed_dictionaries(
    {name: st.sampled_from(["yes", "no", "unsure"]) for name in ROUTE} | {name: st.integers(1, 5) for name in QUESTIONS}
)
SLOW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
PARTIAL = st.dictionaries(st.sampled_from(QUESTIONS), st.integers(1, 5))


@SLOW
@given(ANSWERS)
def test_every_answer_set_gets_one_of_the_four_with_reasons(answers: dict[str, str | int]) -> None:
    found = propose(answers, SHIPPED)
    assert found == propose(dict(reversed(answers.items())), list(SHIPPED))
    assert sorted(found.ranking) == sorted(route.code for route in SHIPPED)
    assert 1 <= len(found.reasons) <= 4 and len(set(found.reasons)) == len(found.reasons)
    assert set(found.reasons) <= {f"{name}={answer}" for name, answer in answers.items()}


@SLOW
@given(ANSWERS)
def test_every_reason_speaks_for_what_is_proposed(answers: dict[str, str | int]) -> None:
    """Where any answer does; else the one that speaks against it least is named."""
    found = propose(answers, SHIPPED)
    route = next(one for one in SHIPPED if one.code == found.code)
    told = dict(reason.split("=") for reason in found.reasons)
    if len(told) > 1:
        assert all(weight(route, name, answer) > 0 for name, answer in told.items())
    else:
        weights = [weight(route, name, str(answer)) for name, answer in answers.items()]
        assert [weight(route, name, answer) for name, answer in told.items()] == [max(weights)]


def weight(route: Route, name: str, answer: str) -> int:
    """What an answer adds to a strategy, reckoned once more."""
    if name in ROUTE:
        has = route.partnering if name == "partners" else route.adapts
        return 0 if answer == "unsure" else 6 if (answer == "yes") == has else -6
    return SPEAKS[route.partnering, route.adapts].get(name, 0) * (int(answer) - 3)


@SLOW
@given(PARTIAL)
def test_unanswered_questions_are_no_reason(answers: dict[str, int]) -> None:
    found = propose(answers, SHIPPED)
    assert {reason.split("=")[0] for reason in found.reasons} <= set(answers)


@pytest.mark.parametrize(("partners", "adapt", "code"), [
    ("no", "no", "capacity"), ("no", "yes", "expansion"), ("yes", "no", "contract"), ("yes", "yes", "knowhow"),
])  # fmt: skip
def test_the_two_questions_on_the_route_decide_when_all_else_is_even(partners: str, adapt: str, code: str) -> None:
    answers: dict[str, str | int] = {"partners": partners, "adapt": adapt, **dict.fromkeys(QUESTIONS, 3)}
    found = propose(answers, SHIPPED)
    assert found.code == code and found.reasons == (f"partners={partners}", f"adapt={adapt}")


def test_who_has_neither_proof_nor_people_builds_capacity_first() -> None:
    answers: dict[str, str | int] = {"partners": "unsure", "adapt": "unsure", **dict.fromkeys(QUESTIONS, 3)}
    assert propose(answers | {"proven": 1, "team": 1}, SHIPPED).code == "capacity"
    assert propose(answers | {"reach": 5, "difference": 5}, SHIPPED).code == "knowhow"


def test_nothing_to_choose_from() -> None:
    assert propose({"partners": "yes"}, []) == Proposal()


def test_the_table_is_what_is_proposed_from(context: Flask) -> None:
    assert routes() == SHIPPED
    with context.test_request_context():
        assert reason_parts("quality=5") == ("Harm would be done if it were done badly", "Fully")
        assert reason_parts("partners=no") == ("Will you work with partners in the new places?", "No")
