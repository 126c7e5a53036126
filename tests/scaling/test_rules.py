"""Who works on a pathway, in which state; and the forms as htmx sends them."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from flask import Flask

from app.core.rules import allows
from app.extensions import db
from app.innovations.models import SocialInnovation
from app.innovations.pipeline import STATES
from app.scaling import rules
from tests.builders import a_person
from tests.client import CheckingClient

As = Callable[[SimpleNamespace], CheckingClient]
WORK = ("onboarding", "scaling", "completed")
WHO = {
    "work_on_pathway": {"animator", "mentor", "innovator"},
    "answer_questions": {"animator", "partner", "mentor", "innovator"},
    "decide_route": {"animator", "partner"},
    "move_stage": {"animator", "mentor"},
}
"""The mentor acts for the lead partner, the innovator is of the team."""


def test_work_is_for_those_who_work_on_it_while_it_is_under_way(
    app: Flask, cast: SimpleNamespace, opened: str, led: Callable[[str], None]
) -> None:
    led(opened)
    with app.app_context():
        people = {part: a_person(person) for part, person in vars(cast).items()}
        one = db.session.get_one(SocialInnovation, opened)
        db.session.autoflush = False
        for state in STATES:
            one.state = state
            for name, who in WHO.items():
                rule = getattr(rules, f"may_{name}")
                may = {part for part, person in people.items() if allows(rule(person, one))}
                assert may == (who if state in WORK else set()), (state, name)
        db.session.rollback()


def test_a_pathway_is_on_the_tabs_once_it_can_be_there(app: Flask, cast: SimpleNamespace, opened: str) -> None:
    with app.app_context():
        one, reader = db.session.get_one(SocialInnovation, opened), a_person(cast.partner)
        shown = []
        db.session.autoflush = False
        for state in STATES:
            one.state = state
            if allows(rules.may_see_pathway(reader, one)):
                shown.append(state)
        db.session.rollback()
    assert shown == ["selected", *WORK, "alumni", "on_hold"]


def test_htmx_is_led_to_the_page_that_shows_it(as_: As, cast: SimpleNamespace, opened: str) -> None:
    team = as_(cast.innovator)
    url = f"/innovations/{opened}/pathway"
    answer = team.post(f"{url}/checks/readiness.core", {"readiness.core-note": ""}, htmx=True)
    assert answer.status_code == 204 and answer.headers["HX-Redirect"] == f"{url}#checks"
    told = {"title": "", "from_month": "2026-04", "due_month": "2026-06", "stage": "design"}
    assert team.post(f"{url}/plan", told, htmx=True).status_code == 422
    answer = team.post(f"{url}/plan", told | {"title": "Find a kitchen"}, htmx=True)
    assert answer.status_code == 204 and answer.headers["HX-Redirect"] == f"{url}/plan"
    answer = as_(cast.partner).fragment("/scaling?late=1")
    assert answer.status_code == 200 and b"<html" not in answer.data
