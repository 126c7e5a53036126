"""/innovations/<id>/pathway: opened, asked, decided; begun, completed, alumni; its stages."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask

from app.activity.models import Delivery, Event
from app.extensions import db
from app.innovations.models import SocialInnovation
from app.scaling.checks import CHECKS
from app.scaling.proposing import QUESTIONS
from app.scaling.queries import pathway_of
from tests.client import CheckingClient
from tests.scaling.builders import a_house, a_selected, final_report, strategy_of, with_baselines

As = Callable[[SimpleNamespace], CheckingClient]
Led = Callable[[str], None]
ANSWERS = {"partners": "yes", "adapt": "no", **dict.fromkeys(QUESTIONS, "3"), "quality": "5"}


def state_of(app: Flask, id_: str) -> str:
    with app.app_context():
        return db.session.get_one(SocialInnovation, id_).state


def events(app: Flask, verb: str) -> int:
    with app.app_context():
        return db.session.query(Event).filter_by(verb=verb).count()


def text_of(client: CheckingClient, selector: str = "main") -> str:
    return " ".join(client.soup.select_one(selector).get_text(" ").split())


def test_an_animator_or_a_partner_opens_it(app: Flask, as_: As, cast: SimpleNamespace, selected: str) -> None:
    url = f"/innovations/{selected}/pathway"
    partner = as_(cast.partner)
    partner.get(url)
    assert "Open the pathway" in text_of(partner)
    for _each in range(2):
        partner.post(f"{url}/opening")
    assert state_of(app, selected) == "onboarding" and events(app, "scaling.pathway_opened") == 1
    partner.get(url)
    assert "Readiness" in text_of(partner) and "not decided yet" in text_of(partner)
    with app.app_context():
        told = db.session.query(Delivery).join(Event).filter(Event.verb == "scaling.pathway_opened")
        assert {one.person_id for one in told.filter(Delivery.channel == "inbox")} == {cast.innovator.id}


def test_who_sees_it_and_who_does_not(app: Flask, as_: As, cast: SimpleNamespace, opened: str, led: Led) -> None:
    led(opened)
    parts = ("", "/plan", "/support", "/risks", "/journal", "/places")
    for part in ("animator", "mentor", "innovator", "partner", "observer"):
        client = as_(getattr(cast, part))
        assert [client.get(f"/innovations/{opened}/pathway{each}").status_code for each in parts] == [200] * 6
    observer = as_(cast.observer)
    observer.get(f"/innovations/{opened}/pathway")
    assert not observer.soup.select("main form") and cast.animator.name not in text_of(observer)
    stranger = as_(cast.stranger)
    assert {stranger.get(f"/innovations/{opened}/pathway{each}").status_code for each in parts} == {404}
    assert app.test_client().get(f"/innovations/{opened}/pathway").status_code == 303


def test_questions_speak_for_a_strategy_and_people_decide(
    app: Flask, as_: As, cast: SimpleNamespace, opened: str
) -> None:
    url = f"/innovations/{opened}/pathway"
    team, animator = as_(cast.innovator), as_(cast.animator)
    assert team.get(f"{url}/questions").status_code == 200
    assert team.post(f"{url}/questions", ANSWERS | {"team": "6"}).status_code == 422
    assert team.post(f"{url}/questions", {}).status_code == 422
    for _each in range(2):
        assert team.post(f"{url}/questions", ANSWERS).status_code == 303
    assert events(app, "scaling.questions_answered") == 1
    team.get(f"{url}/decision")
    said = text_of(team, "#proposal")
    assert "Contractual partnership" in said and "Fully · Harm would be done if it were done badly" in said
    assert not team.soup.select("#decide")
    with app.app_context():
        knowhow, house = strategy_of("knowhow").id, a_house("Vooruit").id
    told = {"strategy_id": knowhow, "lead_id": house, "reason": "The cities want to do it themselves."}
    assert team.post(f"{url}/decision", told).status_code == 403
    animator.get(f"{url}/decision")
    for wrong in ({"strategy_id": "x"}, {"lead_id": "x"}, {"lead_id": ""}, {"reason": " "}):
        assert animator.post(f"{url}/decision", told | wrong).status_code == 422
    for _each in range(2):
        assert animator.post(f"{url}/decision", told).status_code == 303
    assert events(app, "scaling.route_decided") == 1
    animator.get(url)
    assert "Know-how dissemination" in text_of(animator) and "The cities want to do it" in text_of(animator)


def test_scaling_begins_with_strategy_lead_and_baselines_only(
    app: Flask, as_: As, cast: SimpleNamespace, opened: str, led: Led
) -> None:
    url = f"/innovations/{opened}/pathway"
    animator = as_(cast.animator)
    animator.get(url)
    assert "the strategy" in text_of(animator, "#step") and "a baseline" in text_of(animator, "#step")
    assert animator.post(f"{url}/beginning").status_code == 409
    led(opened)
    assert animator.post(f"{url}/beginning").status_code == 409
    with app.app_context():
        with_baselines(db.session.get_one(SocialInnovation, opened))
    assert as_(cast.innovator).post(f"{url}/beginning").status_code == 403
    assert as_(cast.mentor).post(f"{url}/beginning").status_code == 303  # the lead partner's
    assert state_of(app, opened) == "scaling" and events(app, "scaling.scaling_begun") == 1
    assert animator.post(f"{url}/completion").status_code == 409
    with app.app_context():
        final_report(db.session.get_one(SocialInnovation, opened))
    assert animator.post(f"{url}/alumni").status_code == 403
    assert animator.post(f"{url}/completion").status_code == 303
    assert animator.post(f"{url}/alumni").status_code == 303
    assert state_of(app, opened) == "alumni" and events(app, "scaling.alumni_become") == 1
    animator.get(url)
    assert not animator.soup.select("#checks form") and not animator.soup.select("#step")


def test_a_report_that_is_not_approved_is_no_final_measurement(
    app: Flask, as_: As, cast: SimpleNamespace, opened: str, led: Led
) -> None:
    led(opened)
    with app.app_context():
        one = db.session.get_one(SocialInnovation, opened)
        with_baselines(one)
        final_report(one, "submitted")
    animator = as_(cast.animator)
    animator.post(f"/innovations/{opened}/pathway/beginning")
    assert animator.post(f"/innovations/{opened}/pathway/completion").status_code == 409


def test_a_stage_is_left_when_all_its_checks_are_met(
    app: Flask, as_: As, cast: SimpleNamespace, opened: str, led: Led
) -> None:
    url = f"/innovations/{opened}/pathway"
    led(opened)
    team, lead = as_(cast.innovator), as_(cast.mentor)
    lead.post(f"{url}/advance", {"stage": "design"})
    codes = list(CHECKS["readiness"])
    for code in codes:
        assert stage(app, opened) == "readiness"
        assert lead.post(f"{url}/advance", {"stage": "design"}).status_code == 409
        assert team.post(f"{url}/checks/{code}", {f"{code}-note": "We looked."}).status_code == 303
    assert team.post(f"{url}/checks/{codes[0]}", {f"{codes[0]}-note": "x" * 301}).status_code == 422
    team.get(url)
    assert "We looked." in text_of(team, "#checks")
    assert team.post(f"{url}/advance", {"stage": "design"}).status_code == 403
    assert lead.post(f"{url}/advance", {"stage": "implementation"}).status_code == 409
    assert lead.post(f"{url}/advance", {"stage": "design"}).status_code == 303
    assert lead.post(f"{url}/advance", {"stage": "design"}).status_code == 409  # not twice
    assert stage(app, opened) == "design"
    assert lead.post(f"{url}/return", {"stage": "readiness"}).status_code == 303
    assert lead.post(f"{url}/return", {"stage": ""}).status_code == 409
    assert team.post(f"{url}/checks/{codes[0]}/reopening").status_code == 303
    assert lead.post(f"{url}/advance", {"stage": "design"}).status_code == 409
    assert events(app, "scaling.stage_reached") == 1 and events(app, "scaling.check_reopened") == 1


def stage(app: Flask, id_: str) -> str:
    with app.app_context():
        way = pathway_of(id_)
        assert way is not None
        return way.stage


POSTS = ("opening", "questions", "decision", "beginning", "completion", "alumni", "checks/readiness.core",
         "checks/readiness.core/reopening", "advance", "return", "plan", "support", "risks", "journal",
         "places")  # fmt: skip


@pytest.mark.parametrize("path", POSTS)
def test_others_cannot(as_: As, cast: SimpleNamespace, opened: str, client: CheckingClient, path: str) -> None:
    url = f"/innovations/{opened}/pathway/{path}"
    assert as_(cast.stranger).post(url).status_code == 404
    assert as_(cast.observer).post(url).status_code == 403
    assert client.post(url).status_code == 303


def test_an_innovation_that_was_not_selected_has_none(as_: As, app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        id_ = a_selected(cast.innovator, "identified").id
    animator = as_(cast.animator)
    animator.get(f"/innovations/{id_}/pathway")
    assert not animator.soup.select("main form")
    assert animator.post(f"/innovations/{id_}/pathway/opening").status_code == 403
    assert animator.get(f"/innovations/{id_}/pathway/plan").status_code == 404
