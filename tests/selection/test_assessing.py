"""Assessors: asked, given candidates, blind, in conflict, stepping back; scoring and submitting."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.activity.models import Delivery, Event
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.people.actions import remove_person
from app.people.models import Person
from app.selection import actions
from app.selection.models import Assessment, AssessmentConflict, AssessmentScore, Candidate, SelectionRound
from app.selection.queries import criteria_of, plan_of
from app.selection.said import Scored
from tests.builders import a_person
from tests.client import CheckingClient
from tests.selection.builders import a_candidate, a_passed, a_round, assessed_by, assessments_of, scores, submit_all

AsPerson = Callable[[SimpleNamespace], CheckingClient]


def begun(cast: SimpleNamespace, candidates: int = 1) -> SelectionRound:
    """A round that is being assessed by the two mentors."""
    selection_round = a_round(cast.animator)
    for number in range(candidates):
        a_passed(selection_round, cast.innovator, cast.animator, f"Kitchen {number}")
    assessed_by(selection_round, cast.animator, (cast.mentor, cast.mentor2))
    return selection_round


def of(selection_round: SelectionRound, part: Any) -> Assessment:
    """Their first assessment."""
    return next(one for one in assessments_of(selection_round) if one.assessor_id == part.id)


def filled(app: Flask, round_id: str, score: int = 4, **changes: str) -> dict[str, Any]:
    """The form of an assessment as a browser sends it."""
    with app.app_context():
        return {f"score_{one.id}": str(score) for one in criteria_of(round_id)} | {"comment": "Good."} | changes


def test_assessors_are_asked_told_and_given_candidates(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        selection_round = a_round(cast.animator)
        a_passed(selection_round, cast.innovator, cast.animator)
        id_ = selection_round.id
    animator = as_(cast.animator)
    assert animator.post(f"/rounds/{id_}/assessors", {"who": "nobody"}).status_code == 422
    for part in (cast.mentor, cast.mentor2, cast.innovator):
        assert animator.post(f"/rounds/{id_}/assessors", {"who": part.email, "most": "3"}).status_code == 303
    assert animator.post(f"/rounds/{id_}/assignment").status_code == 409  # not begun
    animator.post(f"/rounds/{id_}/assessing")
    animator.get(f"/rounds/{id_}/assignment")
    assert "2 assessments will be given out." in animator.soup.get_text()
    assert animator.post(f"/rounds/{id_}/assignment").status_code == 303
    assert animator.post(f"/rounds/{id_}/assignment").status_code == 409
    animator.get(f"/rounds/{id_}/assessors")
    with app.app_context():  # the innovator is of its team
        assert {one.assessor_id for one in db.session.query(Assessment)} == {cast.mentor.id, cast.mentor2.id}
        event = db.session.query(Event).filter_by(verb="selection.assessments_assigned").one()
        told = db.session.query(Delivery).filter_by(event_id=event.id)
        assert sorted((row.channel, row.person_id) for row in told) == sorted(
            (channel, part.id) for channel in ("inbox", "email") for part in (cast.mentor, cast.mentor2)
        )
    member = as_(cast.mentor)
    member.get("/rounds")
    assert member.soup.select_one("main a[href='/rounds/assessments']")
    for state in ("", "open"):
        member.get(f"/rounds/assessments?state={state}")
    assert [one.get_text() for one in member.soup.select("#results th a")] == ["Herstelhuis Gent"]
    assert as_(cast.stranger).get(f"/rounds/{id_}/assessors").status_code == 404


def test_an_animator_does_not_learn_who_gets_their_own(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        selection_round = a_round(cast.animator)
        for by, name in ((cast.animator, "Mine"), (cast.innovator, "Theirs")):
            a_passed(selection_round, by, cast.animator, name)
        for part in (cast.mentor, cast.mentor2):
            actions.add_assessor(a_person(cast.animator), selection_round, part.id)
        actions.begin_assessing(a_person(cast.animator), selection_round)
        id_ = selection_round.id
    animator = as_(cast.animator)
    animator.get(f"/rounds/{id_}/assignment")
    shown = [one.get_text() for one in animator.soup.select("tbody li")]
    assert shown == ["Theirs", "Theirs"]


def test_scoring_is_kept_submitted_and_then_fixed(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        selection_round = begun(cast)
        id_, mine = selection_round.id, of(selection_round, cast.mentor).id
        first, second = (one.id for one in criteria_of(id_)[:2])
    member, other = as_(cast.mentor), as_(cast.mentor2)
    member.get(f"/rounds/assessments/{mine}")
    assert "A pressing need of many, with figures and voices of those concerned." in member.soup.get_text()
    assert member.soup.select_one("#scores button")["value"] == "draft"  # what Enter presses
    assert other.get(f"/rounds/assessments/{mine}").status_code == 404
    draft = {f"score_{first}": "3", f"note_{first}": "Clear.", "then": "draft"}
    assert member.post(f"/rounds/assessments/{mine}", draft).status_code == 303
    assert member.post(f"/rounds/assessments/{mine}", {f"note_{second}": "Words.", "then": "draft"}).status_code == 422
    assert member.post(f"/rounds/assessments/{mine}", draft | {"then": ""}).status_code == 422
    assert len(member.soup.select(".error-summary li")) == 8
    member.get(f"/rounds/assessments/{mine}")
    assert member.soup.select_one(f"[name=score_{first}][value='3'][checked]")
    assert member.post(f"/rounds/assessments/{mine}", filled(app, id_)).status_code == 303
    assert member.post(f"/rounds/assessments/{mine}", filled(app, id_, 1)).status_code == 409
    with app.app_context():
        assert {one.score for one in db.session.query(AssessmentScore)} == {4}
        events = db.session.query(Event).filter(
            Event.verb.in_(("selection.assessment_submitted", "selection.assessment_declined"))
        )
        assert [(one.verb, one.actor_id) for one in events] == [("selection.assessment_submitted", None)]


def test_it_is_blind_until_one_has_submitted(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        selection_round = begun(cast)
        actions.add_panelist(a_person(cast.animator), selection_round, cast.mentor2.id)
        candidate = db.session.query(Candidate).one().id
        one, two = (of(selection_round, part) for part in (cast.mentor, cast.mentor2))
        said = scores(selection_round) | {criteria_of(selection_round.id)[0].id: Scored(5, "Secret words")}
        actions.submit_assessment(a_person(cast.mentor), one, said, "Hidden words")
        id_, mine, theirs = selection_round.id, two.id, one.id
    other, animator = as_(cast.mentor2), as_(cast.animator)
    for address in (f"/rounds/assessments/{mine}", f"/rounds/candidates/{candidate}", f"/rounds/{id_}/desk"):
        other.get(address)
        text = other.soup.get_text()
        assert "Secret words" not in text and "Hidden words" not in text and "80" not in text
    assert ",81," not in other.get(f"/rounds/{id_}/desk.csv").get_data(as_text=True)
    animator.get(f"/rounds/candidates/{candidate}")
    assert "Hidden words" in animator.soup.get_text() and "Inés Ortega" in animator.soup.get_text()
    assert as_(cast.innovator).get(f"/rounds/candidates/{candidate}").status_code == 404
    assert other.post(f"/rounds/assessments/{mine}", filled(app, id_)).status_code == 303
    other.get(f"/rounds/assessments/{mine}")
    text = other.soup.get_text()
    assert "Secret words" in text and "Hidden words" in text and "Inés" not in text
    assert other.get(f"/rounds/assessments/{theirs}").status_code == 404


def test_a_conflict_blocks_whoever_declares_it(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        selection_round = begun(cast, 2)
        mine = of(selection_round, cast.mentor)
        id_, first = selection_round.id, mine.id
        actions.submit_assessment(a_person(cast.mentor2), of(selection_round, cast.mentor2),
                                  scores(selection_round), "")  # fmt: skip
    member = as_(cast.mentor)
    assert member.post(f"/rounds/assessments/{first}/refusal", {}).status_code == 422
    sent = {"reason": "My sister leads it.", "conflict": "1"}
    assert member.post(f"/rounds/assessments/{first}/refusal", sent).status_code == 303
    with app.app_context():
        assert db.session.get_one(Assessment, first).state == "declined"
        assert db.session.query(AssessmentConflict).one().reason == "My sister leads it."
        selection_round = db.session.get_one(SelectionRound, id_)
        plan = plan_of(selection_round)
        assert not plan.pairs and sum(plan.short.values()) == 1
        with pytest.raises(NotAllowed):
            actions.declare_conflict(
                a_person(cast.stranger), actions.candidates.innovation_of(db.session.query(Candidate).limit(1).one()),
                cast.mentor2.id, "x",
            )  # fmt: skip
    animator = as_(cast.animator)
    animator.get(f"/rounds/{id_}/assessors")
    options = {one.get_text(): one["value"] for one in animator.soup.select("[name=innovation] option")}
    assert animator.post(f"/rounds/{id_}/conflicts", {"person": cast.mentor2.id, "innovation": "x"}).status_code == 422
    conflict = {"person": cast.mentor2.id, "innovation": options["Kitchen 0"], "reason": "Client."}
    assert animator.post(f"/rounds/{id_}/conflicts", conflict).status_code == 303
    assert animator.post(f"/rounds/{id_}/assessors", {"who": cast.partner.email}).status_code == 303
    gone = {"person": cast.mentor2.id, "innovation": options["Kitchen 0"]}
    for _each in range(2):
        assert animator.post(f"/rounds/{id_}/conflicts/removal", gone).status_code == 303
    assert animator.post(f"/rounds/{id_}/conflicts/removal", gone | {"innovation": "x"}).status_code == 404
    with app.app_context():
        assert db.session.query(AssessmentConflict).one().person_id == cast.mentor.id
        assert db.session.query(Event).filter_by(verb="selection.conflict_removed").count() == 1
        theirs = [one.state for one in assessments_of(db.session.get_one(SelectionRound, id_))
                  if one.assessor_id == cast.mentor2.id]  # fmt: skip
        assert sorted(theirs) in (["assigned", "declined"], ["declined", "submitted"])


def test_who_steps_back_leaves_room_and_what_was_submitted_counts(context: Flask, cast: SimpleNamespace) -> None:
    selection_round = begun(cast, 2)
    member, animator = a_person(cast.mentor), a_person(cast.animator)
    actions.submit_assessment(member, of(selection_round, cast.mentor), scores(selection_round), "")
    with pytest.raises(NotAllowed):
        actions.step_back(a_person(cast.mentor2), selection_round, cast.mentor.id)
    actions.step_back(member, selection_round, cast.mentor.id)
    states = sorted(one.state for one in assessments_of(selection_round) if one.assessor_id == cast.mentor.id)
    assert states == ["declined", "submitted"]
    kept = {one.id for one in assessments_of(selection_round)}
    actions.add_assessor(animator, selection_round, cast.partner.id)
    actions.assign_assessments(animator, selection_round)
    new = [one for one in assessments_of(selection_round) if one.id not in kept]
    assert [one.assessor_id for one in new] == [cast.partner.id]
    with pytest.raises(Conflict):
        actions.assign_assessments(animator, selection_round)


def test_declining_makes_room_for_somebody_else(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        selection_round = begun(cast)
        id_, mine = selection_round.id, of(selection_round, cast.mentor).id
    member = as_(cast.mentor)
    assert member.post(f"/rounds/assessments/{mine}/refusal", {"reason": "No time."}).status_code == 303
    assert member.post(f"/rounds/assessments/{mine}", filled(app, id_)).status_code == 409
    with app.app_context():
        selection_round = db.session.get_one(SelectionRound, id_)
        actions.add_assessor(a_person(cast.animator), selection_round, cast.partner.id)
        plan = plan_of(selection_round)
        assert [person for _candidate, person in plan.pairs] == [cast.partner.id] and not plan.short
    left = as_(cast.mentor2)
    assert left.post(f"/rounds/{id_}/assessors/{cast.mentor2.id}/withdrawal").location == "/rounds/assessments"
    assert as_(cast.stranger).post(f"/rounds/{id_}/assessors/{cast.mentor.id}/withdrawal").status_code == 403


def test_nothing_is_scored_once_assessing_has_ended(context: Flask, cast: SimpleNamespace) -> None:
    selection_round = begun(cast)
    mine = of(selection_round, cast.mentor)
    with pytest.raises(Refused):
        actions.submit_assessment(a_person(cast.mentor), mine, {}, "")
    with pytest.raises(NotAllowed):
        actions.save_assessment(db.session.get_one(Person, cast.animator.id), mine, {}, "")
    submit_all(selection_round)
    actions.begin_deciding(a_person(cast.animator), selection_round)
    for write in (actions.save_assessment, actions.submit_assessment):
        with pytest.raises(Conflict):
            write(a_person(cast.mentor), mine, scores(selection_round), "")


def test_today_says_what_waits(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    def waits(part: SimpleNamespace) -> str:
        client = as_(part)
        client.get("/today")
        return " ".join(one.get_text(" ") for one in client.soup.select(".agenda"))

    with app.app_context():
        opened = a_round(cast.animator, name="Autumn call")
        a_candidate(opened, cast.innovator2, "Chleb")
        selection_round = begun(cast, 2)
    assert "1 candidate of Autumn call waits to be screened" in waits(cast.animator)
    assert "2 innovations of Spring call wait for your assessment" in waits(cast.mentor)
    assert "Spring call" not in waits(cast.partner)
    with app.app_context():
        selection_round = db.session.get_one(SelectionRound, selection_round.id)
        submit_all(selection_round)
        actions.add_panelist(a_person(cast.animator), selection_round, cast.partner.id)
        actions.begin_deciding(a_person(cast.animator), selection_round)
    assert "Candidates of Spring call wait for a decision" in waits(cast.partner)
    assert "wait for your assessment" not in waits(cast.mentor)


def test_who_leaves_the_cluster_leaves_room(context: Flask, cast: SimpleNamespace) -> None:
    selection_round, animator = begun(cast, 2), a_person(cast.animator)
    mine = [one for one in assessments_of(selection_round) if one.assessor_id == cast.mentor.id]
    actions.submit_assessment(a_person(cast.mentor), mine[0], scores(selection_round), "")
    actions.save_assessment(a_person(cast.mentor), mine[1], scores(selection_round), "Mine alone.")
    remove_person(animator, a_person(cast.mentor))
    db.session.expire_all()
    assert [(one.state, one.comment) for one in mine] == [("submitted", ""), ("declined", "")]
    assert not db.session.query(AssessmentScore).filter_by(assessment_id=mine[1].id).count()
    actions.add_assessor(animator, selection_round, cast.partner.id)
    assert [person for _candidate, person in plan_of(selection_round).pairs] == [cast.partner.id]
