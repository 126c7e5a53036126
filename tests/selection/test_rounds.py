"""/rounds: preparing a round, its gates and criteria, its way, its panel, its public call."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.selection import actions
from app.selection.models import RoundCriterion, RoundGate, SelectionRound
from app.selection.queries import criteria_of, gates_of
from app.selection.said import CriterionSaid
from app.selection.shipped import CRITERIA, GATES
from tests.builders import a_person
from tests.client import CheckingClient
from tests.selection.builders import a_day, a_passed, a_round, assessed_by, said, submit_all

AsPerson = Callable[[SimpleNamespace], CheckingClient]


def filled(**changes: Any) -> dict[str, Any]:
    """The form of a round as a browser sends it."""
    told = said(**changes)
    told = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items()}
    return {name: value for name, value in told.items() if value not in (None, False)}


def made(app: Flask, cast: SimpleNamespace, **changes: Any) -> str:
    with app.app_context():
        return a_round(cast.animator, **changes).id


def test_the_shipped_criteria_weigh_a_hundred_and_say_what_each_score_means() -> None:
    assert sum(one.weight for one in CRITERIA.values()) == 100
    weights = {code: one.weight for code, one in CRITERIA.items()}
    assert weights == {"need": 15, "innovativeness": 15, "collaboration": 10, "evidence": 15, "readiness": 15,
                       "resources": 10, "receptivity": 5, "replicability": 10, "risks": 5}  # fmt: skip
    assert [code for code, one in CRITERIA.items() if one.reversed] == ["risks"] and len(GATES) == 6
    assert all(len(set(map(str, one.guidance))) == 6 for one in CRITERIA.values())


def test_an_animator_prepares_a_round(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    animator = as_(cast.animator)
    animator.get("/rounds/new")
    boxes = {one["name"]: one["value"] for one in animator.soup.select("[name=threshold], [name=minimum]")}
    assert boxes == {"threshold": "60", "minimum": "2"}
    assert animator.post("/rounds/new", filled(name="")).status_code == 422
    answer = animator.post("/rounds/new", filled(threshold="62,5", places="12"))
    assert answer.status_code == 303
    with app.app_context():
        one = db.session.query(SelectionRound).one()
        assert (one.state, one.threshold, one.places, one.created_by) == ("draft", 62.5, 12, cast.animator.id)
        assert len(gates_of(one.id)) == 6 and len(criteria_of(one.id)) == 9
        id_ = one.id
    animator.get(f"/rounds/{id_}")
    assert "Does it answer a societal need?" in animator.soup.get_text()
    assert as_(cast.stranger).get(f"/rounds/{id_}").status_code == 404
    assert as_(cast.stranger).post("/rounds/new", filled()).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"closes_on": a_day(-1)}, {"assess_by": a_day(1)}, {"decide_by": a_day(2)}, {"threshold": "101"},
        {"threshold": "x"}, {"minimum": "6"}, {"assessors_each": "0"}, {"assessors_each": "21"}, {"places": "0"},
        {"opens_on": "soon"}, {"name": "x" * 121}, {"threshold": "nan"}, {"threshold": "1e999"},
    ],
)  # fmt: skip
def test_what_cannot_be(as_: AsPerson, cast: SimpleNamespace, wrong: dict[str, Any]) -> None:
    told = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in wrong.items()}
    animator = as_(cast.animator)
    assert animator.post("/rounds/new", filled() | told).status_code == 422
    assert animator.soup.select_one(".error-summary")


def test_gates_and_criteria_can_be_changed_until_assessing(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    id_ = made(app, cast, opened=False)
    animator = as_(cast.animator)
    animator.get(f"/rounds/{id_}/rules")
    sent: dict[str, Any] = {
        str(one["name"]): one.get("value", "") if one.name != "textarea" else one.get_text().strip()
        for one in animator.soup.select("main form [name]")
        if one["name"] not in ("csrf_token", "form_token") and one.get("type") != "checkbox"
    }
    reversed_ = [str(one["name"]) for one in animator.soup.select("[name$=reversed][checked]")]
    sent |= dict.fromkeys(reversed_, "y")
    assert animator.post(f"/rounds/{id_}/rules", sent).status_code == 303
    with app.app_context():  # nothing was changed: the shipped words stay translated
        assert db.session.query(RoundCriterion).filter(RoundCriterion.name != "").count() == 0
        assert db.session.query(RoundGate).filter(RoundGate.question != "").count() == 0
    more = {"criteria-9-name": "Courage", "criteria-9-weight": "12.5", "criteria-9-score_5": "All of it",
            "criteria-0-drop": "y", "gates-0-question": "Is it new?", "gates-6-question": "Is it legal?"}  # fmt: skip
    assert animator.post(f"/rounds/{id_}/rules", sent | more).status_code == 303
    with app.app_context():
        names = [(one.name, one.weight) for one in criteria_of(id_)]
        assert names[0] == ("Innovativeness", 15) and names[-1] == ("Courage", 12.5) and len(names) == 9
        assert [one.question for one in gates_of(id_)][0::6] == ["Is it new?", "Is it legal?"]
    assert animator.post(f"/rounds/{id_}/rules", sent | {"criteria-9-name": "Courage"}).status_code == 422


def test_once_assessing_has_begun_nothing_that_counts_can_change(context: Flask, cast: SimpleNamespace) -> None:
    selection_round, animator = a_round(cast.animator), a_person(cast.animator)
    a_passed(selection_round, cast.innovator, cast.animator)
    with pytest.raises(Refused):  # a candidate was screened by the gates
        actions.set_rules(animator, selection_round, [], [CriterionSaid("", "Courage", "", 1.0, False, ())])
    assessed_by(selection_round, cast.animator, (cast.mentor, cast.mentor2))
    with pytest.raises(Conflict):
        actions.set_rules(animator, selection_round, [], [CriterionSaid("", "Courage", "", 1.0, False, ())])
    with pytest.raises(Refused):
        actions.edit_round(animator, selection_round, said(threshold=10.0))
    assert actions.edit_round(animator, selection_round, said(name="Later")).name == "Later"


def test_the_way_of_a_round(context: Flask, cast: SimpleNamespace) -> None:
    selection_round, animator = a_round(cast.animator, opened=False), a_person(cast.animator)
    with pytest.raises(NotAllowed):
        actions.open_round(a_person(cast.mentor), selection_round)
    for too_early in (actions.begin_assessing, actions.begin_deciding, actions.close_round, actions.resume_assessing):
        with pytest.raises(Conflict):
            too_early(animator, selection_round)
    actions.open_round(animator, selection_round)
    with pytest.raises(Refused):  # nobody passed
        actions.begin_assessing(animator, selection_round)
    a_passed(selection_round, cast.innovator, cast.animator)
    assessed_by(selection_round, cast.animator, (cast.mentor, cast.mentor2))
    with pytest.raises(Refused):  # assessments are missing
        actions.begin_deciding(animator, selection_round)
    submit_all(selection_round)
    actions.begin_deciding(animator, selection_round)
    with pytest.raises(Refused):  # no decision yet
        actions.close_round(animator, selection_round)
    assert actions.resume_assessing(animator, selection_round).state == "assessing"
    assert actions.cancel_round(animator, selection_round, "No money.").state == "cancelled"
    with pytest.raises(Conflict):
        actions.open_round(animator, selection_round)


def test_the_buttons_of_the_way(as_: AsPerson, app: Flask, cast: SimpleNamespace) -> None:
    id_ = made(app, cast, opened=False)
    animator = as_(cast.animator)
    assert animator.post(f"/rounds/{id_}/opening").status_code == 303
    assert animator.post(f"/rounds/{id_}/opening").status_code == 409
    assert animator.post(f"/rounds/{id_}/assessing").status_code == 422
    assert "Nobody has passed the gates yet" in animator.soup.get_text()
    assert animator.post(f"/rounds/{id_}/deciding").status_code == 409
    assert animator.post(f"/rounds/{id_}/resumption").status_code == 409
    assert animator.post(f"/rounds/{id_}/closing").status_code == 409
    assert animator.post(f"/rounds/{id_}/cancellation").status_code == 422
    assert animator.post(f"/rounds/{id_}/cancellation", {"reason": "No money."}).status_code == 303
    animator.get(f"/rounds/{id_}")
    assert animator.get(f"/calls/{id_}").status_code == 404
    assert as_(cast.stranger).post(f"/rounds/{id_}/opening").status_code == 403


def test_the_panel(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    id_ = made(app, cast)
    animator = as_(cast.animator)
    assert animator.post(f"/rounds/{id_}/panel", {"who": "nobody"}).status_code == 422
    assert animator.post(f"/rounds/{id_}/panel", {"who": cast.partner.email}).status_code == 303
    partner, stranger = as_(cast.partner), as_(cast.stranger)
    assert partner.get(f"/rounds/{id_}/candidates").status_code == 200
    assert stranger.get(f"/rounds/{id_}/candidates").status_code == 404
    assert animator.post(f"/rounds/{id_}/panel/{cast.partner.id}/removal").status_code == 303
    assert partner.get(f"/rounds/{id_}/candidates").status_code == 404


def test_visitors_see_the_calls_that_are_shown_to_them(
    app: Flask, client: CheckingClient, as_: AsPerson, cast: SimpleNamespace
) -> None:
    shown, hidden = made(app, cast), made(app, cast, call_public=False)
    draft = made(app, cast, opened=False)
    client.get(f"/calls/{shown}")
    assert [one.get_text() for one in client.soup.select(".prose strong")] == ["kitchens"]
    assert client.soup.select_one(f"a[href*='sign-in'][href*='{shown}']")
    assert client.get(f"/calls/{hidden}").status_code == 404 and client.get(f"/calls/{draft}").status_code == 404
    member = as_(cast.stranger)
    assert member.get(f"/calls/{hidden}").status_code == 200 and member.get(f"/calls/{draft}").status_code == 404
    member.get("/rounds")
    assert "/rounds" in [link["href"] for link in member.soup.select(".tabs [aria-current=page]")]
    assert len(member.soup.select("#results .card")) == 2
    client.get("/")
    assert [link["href"] for link in client.soup.select("[aria-labelledby=front-calls] a")] == [f"/calls/{shown}"]
    with app.app_context():
        actions.edit_round(a_person(cast.animator), db.session.get_one(SelectionRound, shown),
                           said(opens_on=a_day(-9), closes_on=a_day(-1)))  # fmt: skip
    client.get(f"/calls/{shown}")
    assert "The call is closed." in client.soup.get_text() and not client.soup.select_one("#enter")


def test_the_list_costs_the_same_whatever_its_length(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    from tests.statements import statements

    animator = as_(cast.animator)
    made(app, cast)
    with statements(app) as few:
        animator.get("/rounds")
    for _each in range(3):
        made(app, cast)
    with statements(app) as many:
        animator.get("/rounds")
    assert len(few) == len(many)
