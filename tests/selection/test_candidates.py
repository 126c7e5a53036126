"""Entering a round, being taken out of it, and the gates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask

from app.activity.models import Delivery, Event
from app.core.clock import now
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.innovations.models import Proposal
from app.innovations.queries import SocialInnovation
from app.selection import actions
from app.selection.models import Candidate, GateAnswer, SelectionRound
from tests.builders import a_person
from tests.client import CheckingClient
from tests.selection.builders import a_candidate, a_passed, a_round, an_innovation, answers

AsPerson = Callable[[SimpleNamespace], CheckingClient]


def test_a_team_enters_while_the_call_is_open(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        id_, innovation = a_round(cast.animator).id, an_innovation(cast.innovator).id
    member, stranger = as_(cast.innovator), as_(cast.stranger)
    member.get(f"/rounds/{id_}")
    assert [box["value"] for box in member.soup.select("#mine [name=innovation]")] == [innovation]
    assert stranger.post(f"/rounds/{id_}/candidates", {"innovation": innovation}).status_code == 403
    for _each in range(2):
        assert member.post(f"/rounds/{id_}/candidates", {"innovation": innovation}).status_code == 303
    with app.app_context():
        candidate = db.session.query(Candidate).one()
        assert db.session.get_one(SocialInnovation, innovation).state == "screening"
        assert db.session.query(Event).filter_by(verb="selection.candidate_entered").count() == 1
        place = candidate.id
    member.get(f"/rounds/{id_}")
    assert stranger.post(f"/rounds/candidates/{place}/withdrawal").status_code == 404
    assert member.post(f"/rounds/candidates/{place}/withdrawal").status_code == 303
    assert member.post(f"/rounds/{id_}/candidates", {"innovation": innovation}).status_code == 303
    with app.app_context():
        assert db.session.query(Candidate).one().state == "entered"
    assert member.post(f"/rounds/{id_}/candidates", {"innovation": "0" * 26}).status_code == 404


def test_a_new_one_enters_the_call_that_it_answers(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        id_ = a_round(cast.animator).id
    member, told = (
        as_(cast.innovator),
        {"name": "Herstelhuis Gent", "summary": "Mended.", "language": "en", "country": "BE"},
    )
    told |= {"stage": "prototypes", "region": "", "organisation_id": ""}
    member.get(f"/rounds/{id_}")
    assert member.soup.select_one(f"#mine a[href='/innovations/new?round={id_}']")
    member.get(f"/innovations/new?round={id_}")
    action = member.soup.select_one("#innovation-form")["action"]
    assert member.post(action, {"name": ""}).status_code == 422
    clicks = [member.post(action, told | {"join": "y"}, form_token="one click too many") for _click in range(2)]
    assert [answer.status_code for answer in clicks] == [303, 303]
    assert member.post(action, told | {"name": "Theirs"}).status_code == 303  # not of its team
    with app.app_context():
        states = {one.name: one.state for one in db.session.query(SocialInnovation)}
        assert states == {"Herstelhuis Gent": "screening", "Theirs": "identified"}
        assert db.session.query(Candidate).count() == 1
        actions.cancel_round(a_person(cast.animator), db.session.query(SelectionRound).one(), "No money.")
    assert member.post(action, told | {"name": "Late", "join": "y"}).status_code == 303
    with app.app_context():
        assert db.session.query(SocialInnovation).filter_by(name="Late").one().state == "identified"


def test_not_after_the_last_day_and_not_in_two_rounds(context: Flask, cast: SimpleNamespace) -> None:
    first, second = a_round(cast.animator), a_round(cast.animator, name="Another")
    innovation = an_innovation(cast.innovator)
    member = a_person(cast.innovator)
    with time_machine.travel(now() + timedelta(days=32)), pytest.raises(NotAllowed):
        actions.enter_innovation(member, first, innovation)
    actions.enter_innovation(member, first, innovation)
    with pytest.raises(Conflict):
        actions.enter_innovation(member, second, innovation)
    actions.cancel_round(a_person(cast.animator), first, "No money.")
    candidate = actions.enter_innovation(member, second, innovation)
    assert (candidate.state, innovation.state) == ("entered", "screening")
    actions.screen(a_person(cast.animator), candidate, answers(second))
    assert innovation.state == "assessment"


def test_several_from_the_catalogue(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        id_ = a_round(cast.animator).id
        ids = [an_innovation(cast.innovator, f"Kitchen {n}", country="BE" if n else "PT").id for n in range(3)]
    animator = as_(cast.animator)
    animator.get(f"/rounds/{id_}/candidates/new?country=BE")
    assert {box["value"] for box in animator.soup.select("[name=innovation]")} == set(ids[1:])
    for _each in range(2):  # the second time none of them can enter, and that is no error
        answer = animator.post(f"/rounds/{id_}/candidates/several?country=BE", {"innovation": ids[1:]})
        assert answer.status_code == 303 and answer.location.endswith("country=BE")
    with app.app_context():
        assert db.session.query(Candidate).count() == 2
    animator.get(f"/rounds/{id_}/candidates?state=entered&q=kitchen")
    assert len(animator.soup.select("#results tbody tr")) == 2
    animator.get(f"/rounds/{id_}/candidates?state=failed")
    assert "Nothing fits" in animator.soup.get_text()
    assert as_(cast.stranger).get(f"/rounds/{id_}/candidates/new").status_code == 403


def test_what_visitors_put_forward_for_the_call(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        id_ = a_round(cast.animator).id
        an_innovation(cast.innovator, "Another")
        came = an_innovation(cast.innovator, "From the street").id
        db.session.commit()
        db.session.connection(execution_options={"writing": True})
        db.session.add(Proposal(name="From the street", round_id=id_, state="accepted", innovation_id=came))
        db.session.commit()
    animator = as_(cast.animator)
    animator.get(f"/rounds/{id_}/candidates")
    assert "From visitors: 1" in animator.soup.get_text()
    animator.get(f"/rounds/{id_}/candidates/new?call=1")
    assert [box["value"] for box in animator.soup.select("[name=innovation]")] == [came]
    animator.post(f"/rounds/{id_}/candidates/several?call=1", {"innovation": [came]})
    animator.get(f"/rounds/{id_}/candidates")
    assert "From visitors" not in animator.soup.get_text()


def test_screening_one_after_the_other(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        selection_round = a_round(cast.animator)
        first, second = (a_candidate(selection_round, cast.innovator, name).id for name in ("Oven", "Bread"))
        gates = list(answers(selection_round))
        id_ = selection_round.id
    animator = as_(cast.animator)
    animator.get(f"/rounds/{id_}/candidates")
    assert animator.soup.select_one(f"a[href='/rounds/candidates/{first}/gates']")
    yes = {f"gate_{gate}": "yes" for gate in gates}
    assert animator.post(f"/rounds/candidates/{first}/gates", dict(list(yes.items())[1:])).status_code == 422
    answer = animator.post(f"/rounds/candidates/{first}/gates", yes)
    assert answer.status_code == 303 and answer.location == f"/rounds/candidates/{second}/gates"
    no = yes | {f"gate_{gates[1]}": "no", f"note_{gates[1]}": "It has not begun."}
    answer = animator.post(f"/rounds/candidates/{second}/gates", no)
    assert answer.location == f"/rounds/{id_}/candidates"
    assert animator.post(f"/rounds/candidates/{second}/gates", yes).status_code == 409
    animator.get(f"/rounds/candidates/{second}/gates")
    assert "It has not begun." in animator.soup.get_text()
    with app.app_context():
        states = {one.name: (one.state, one.reason) for one in db.session.query(SocialInnovation)}
        assert states["Oven"] == ("assessment", "")
        assert states["Bread"] == ("ineligible", "Is it proven where it works now? No. It has not begun.")
        assert db.session.query(GateAnswer).count() == 12
        told = db.session.query(Delivery).filter_by(channel="inbox", person_id=cast.innovator.id).count()
        assert told == 2
        verbs = [row.verb for row in db.session.query(Event).order_by(Event.id)][-2:]
        assert verbs == ["selection.gates_passed", "selection.gates_failed"]
    assert as_(cast.innovator).get(f"/rounds/candidates/{second}/gates").status_code == 403


def test_one_that_was_assessed_before_is_not_selected_when_it_fails(context: Flask, cast: SimpleNamespace) -> None:
    first, second = a_round(cast.animator), a_round(cast.animator, name="Another")
    animator = a_person(cast.animator)
    candidate = a_passed(first, cast.innovator, cast.animator)
    actions.take_out(animator, candidate)
    innovation = db.session.get_one(SocialInnovation, candidate.innovation_id)
    again = actions.enter_innovation(animator, second, innovation)
    actions.screen(animator, again, answers(second, 0))
    assert (again.state, innovation.state) == ("failed", "not_selected")
    with pytest.raises(Conflict):
        actions.take_out(animator, again)


def test_a_round_holds_no_more_than_it_can(
    context: Flask, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.selection.actions.candidates.MAX_CANDIDATES", 1)
    selection_round = a_round(cast.animator)
    a_candidate(selection_round, cast.innovator)
    with pytest.raises(Refused):
        a_candidate(selection_round, cast.innovator, "Bread")
