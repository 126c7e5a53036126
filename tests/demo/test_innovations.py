"""What the example cluster tells of innovations: found, chosen, scaled, measured."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.cooperation.models import CooperationNote
from app.extensions import db
from app.home.queries import waiting_for
from app.innovations.models import InnovationLink, Proposal, SocialInnovation
from app.measuring.models import ChainLink, Measurement, ProgressReport, ReportingRound
from app.people.models import Person
from app.scaling.models import PlanAction, ScalingPathway, ScalingStrategy, SupportItem, TargetPlace
from app.selection.models import Assessment, Candidate, DecisionLetter, SelectionRound
from app.selection.queries import criteria_of, results_of
from app.stories.models import StoryOfChange
from tests.demo.test_story import count, states

pytestmark = pytest.mark.timeout(300)  # the first one has the cluster told


def test_innovations_stand_all_along_the_pipeline(tale: Flask) -> None:
    assert states(SocialInnovation) >= {
        "identified", "screening", "ineligible", "assessment", "reserve", "not_selected", "onboarding", "scaling",
        "completed", "alumni", "on_hold",
    }  # fmt: skip
    assert count(InnovationLink) >= 4 and count(SocialInnovation, SocialInnovation.evidence != "") >= 4
    assert count(Proposal, Proposal.state == "waiting", Proposal.round_id.is_not(None)) == 1


def test_rounds_in_three_states(tale: Flask) -> None:
    assert states(SelectionRound) == {"decided", "assessing", "open"}
    assert count(SelectionRound, SelectionRound.state == "open", SelectionRound.call_public) == 1
    assert states(Assessment) == {"assigned", "draft", "submitted"}
    assert count(DecisionLetter) >= 13


def test_scores_of_the_decided_round_tell_of_all_that_the_desk_shows(tale: Flask) -> None:
    decided = db.session.execute(select(SelectionRound).filter_by(state="decided")).scalar_one()
    found, counted = results_of(decided, criteria_of(decided.id))
    places = {one.id: one for one in db.session.execute(select(Candidate).filter_by(round_id=decided.id)).scalars()}
    assert len(places) == 14 and set(counted.values()) == {2}
    first = next(result for result in found.values() if result.rank == 1)
    assert first.sure == "always" and first.worst > max(one.best for one in found.values() if one.rank == 2)
    assert any(one.sure == "depends" for one in found.values())
    assert any(one.worst < 60 <= one.total and not one.disagreement for one in found.values()), "on the line"
    (apart,) = [id_ for id_, one in found.items() if one.disagreement]
    assert places[apart].outcome == "not_selected"
    assert {one.outcome for one in places.values()} == {"", "selected", "reserve", "not_selected"}


def test_pathways_with_plans_help_and_places(tale: Flask) -> None:
    assert states(PlanAction) == {"planned", "doing", "done", "dropped"}
    assert set(db.session.execute(select(ScalingPathway.stage).distinct()).scalars()) == {
        "readiness", "design", "implementation", "follow_up",
    }  # fmt: skip
    assert count(ScalingStrategy, ScalingStrategy.lead_id.is_(None)) == 0
    assert count(SupportItem, SupportItem.kind == "mentorship") >= 8 and count(SupportItem, SupportItem.kind == "claim")
    assert count(TargetPlace, TargetPlace.region == "") == 0 < count(TargetPlace, TargetPlace.state == "reached")


def test_three_counts_and_every_kind_of_report(tale: Flask) -> None:
    assert count(ReportingRound, ReportingRound.state == "closed") == 2
    assert count(ReportingRound, ReportingRound.state == "open") == 1
    assert states(ProgressReport) == {"due", "draft", "submitted", "returned", "approved"}
    assert count(Measurement, Measurement.version == 2, Measurement.current) == 1
    assert count(Measurement, Measurement.answer != "") >= 2 and count(Measurement, Measurement.words == "not known")
    assert db.session.execute(select(func.count(ChainLink.innovation_id.distinct()))).scalar_one() == 2


def test_changes_are_told(tale: Flask) -> None:
    assert states(StoryOfChange) == {"published", "review"}
    assert count(StoryOfChange, StoryOfChange.public, StoryOfChange.quote_consent != "") == 1
    assert count(CooperationNote, CooperationNote.kind == "introduced") == 1


@pytest.mark.parametrize("account", ["animator", "mentor", "mentor2", "innovator", "innovator2", "partner"])
def test_something_of_it_waits_for_those_who_sign_in(tale: Flask, account: str) -> None:
    person = db.session.execute(select(Person).where(Person.email == f"{account}@example.org")).scalar_one()
    with tale.test_request_context():
        assert [one for one in waiting_for(person) if one.thread == "scaling"]
