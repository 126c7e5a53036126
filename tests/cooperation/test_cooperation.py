"""Suggestions with reasons, and teams brought together."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Event
from app.cooperation import queries
from app.cooperation.actions import dismiss_suggestion, introduce_teams
from app.core.rules import NotAllowed, Refused
from app.extensions import db
from app.innovations import actions as innovations
from app.innovations.models import SocialInnovation
from app.messages.models import Conversation, Participant
from app.people import actions as people
from tests.builders import a_person
from tests.client import CheckingClient
from tests.statements import statements

SignIn = Callable[[SimpleNamespace], CheckingClient]


def put_forward(owner: SimpleNamespace, name: str, **told: Any) -> SocialInnovation:
    usual = {"summary": "", "challenge": "", "sectors": [], "goals": [], "country": "BE", "city": name}
    return innovations.put_forward(a_person(owner), usual | told | {"name": name})


def a_teacher_and_a_learner(cast: SimpleNamespace) -> tuple[SocialInnovation, SocialInnovation]:
    """Two teams, one of which found the help that the other looks for."""
    teacher, learner = put_forward(cast.innovator, "Herstelhuis"), put_forward(cast.innovator2, "Kafe")
    innovations.meet_need(a_person(cast.innovator), innovations.add_need(a_person(cast.innovator), teacher, "legal"))
    innovations.add_need(a_person(cast.innovator2), learner, "legal")
    return teacher, learner


def test_who_learnt_what_another_needs_is_suggested_to_both(app: Flask, cast: SimpleNamespace, as_: SignIn) -> None:
    with app.app_context():
        teacher, learner = a_teacher_and_a_learner(cast)
        put_forward(cast.innovator, "Something else")
        assert [(one.row.id, one.match.kinds) for one in queries.suggestions(learner)] == [(teacher.id, {"learnt"})]
        assert [(one.row.id, one.match.kinds) for one in queries.suggestions(teacher)] == [(learner.id, {"teaches"})]
        ids = teacher.id, learner.id
    reader = as_(cast.innovator2)
    reader.get(f"/innovations/{ids[1]}/cooperation")
    text = " ".join(reader.soup.select_one("main").get_text(" ").split())
    assert "Herstelhuis" in text and "found help that is needed here: Legal and governance" in text
    assert not reader.soup.select('a[href*="introductions"]')
    reader.get("/cooperation")
    assert reader.soup.select_one(f'a[href="/innovations/{ids[0]}"]')
    assert as_(cast.observer).get("/cooperation").status_code == 403
    assert as_(cast.observer).get(f"/innovations/{ids[1]}/cooperation").status_code == 403
    assert as_(cast.mentor).get("/innovations/none/cooperation").status_code == 404


def test_alike_in_challenge_across_places(context: Flask, cast: SimpleNamespace) -> None:
    said = "Old people in villages are lonely because the last shop closed and nobody drives by any more."
    one = put_forward(cast.innovator, "Dorpswinkel", challenge=said)
    other = put_forward(cast.innovator2, "Selo", country="BG", challenge=said.replace("Old people", "Elders"))
    for number in range(5):
        put_forward(cast.innovator2, f"Other {number}", challenge="Young engineers lack a laboratory for prototypes.")
    assert [(found.row.id, found.match.kinds) for found in queries.suggestions(one)] == [(other.id, {"words"})]


def test_an_animator_introduces_two_teams_in_a_group(app: Flask, cast: SimpleNamespace, as_: SignIn) -> None:
    with app.app_context():
        teacher, learner = a_teacher_and_a_learner(cast)
        ids = teacher.id, learner.id
    animator = as_(cast.animator)
    animator.get(f"/innovations/{ids[1]}/cooperation")
    where = f"/innovations/{ids[1]}/cooperation/introductions?with={ids[0]}"
    assert animator.soup.select_one(f'a[href="{where}"]')
    animator.get(where)
    assert animator.post(where, {"note": ""}).status_code == 422
    assert animator.post(where, {"note": "You both mend."}).status_code == 303
    assert animator.post(where, {"note": "Again."}).status_code == 409
    with app.app_context():
        group = db.session.execute(select(Conversation).filter_by(title="Kafe + Herstelhuis")).scalar_one()
        here = select(Participant.person_id).filter_by(conversation_id=group.id)
        both = {cast.animator.id, cast.innovator.id, cast.innovator2.id}
        assert set(db.session.execute(here).scalars()) == both
        assert queries.suggestions(db.session.get_one(SocialInnovation, ids[0])) == []
        id_ = group.id
    reader = as_(cast.innovator)
    reader.get(f"/messages/{id_}")
    assert "You both mend." in reader.soup.get_text()
    reader.get("/activity/inbox")
    assert "introduced the teams of Kafe and Herstelhuis" in " ".join(reader.soup.get_text(" ").split())
    animator.get("/cooperation")
    assert "Herstelhuis" in animator.soup.select_one("#introduced").get_text()


def test_an_introduction_is_refused_where_it_makes_no_sense(context: Flask, cast: SimpleNamespace) -> None:
    teacher, learner = a_teacher_and_a_learner(cast)
    animator = a_person(cast.animator)
    with pytest.raises(NotAllowed):
        introduce_teams(a_person(cast.innovator), teacher, learner, "Hello")
    with pytest.raises(Refused):
        introduce_teams(animator, teacher, teacher, "Hello")
    innovations.remove_member(a_person(cast.innovator2), learner, cast.innovator2.id)
    with pytest.raises(Refused):
        introduce_teams(animator, teacher, learner, "Hello")
    innovations.add_member(animator, learner, cast.innovator2.id)
    people.block_person(a_person(cast.innovator), a_person(cast.innovator2))
    with pytest.raises(Refused):
        introduce_teams(animator, teacher, learner, "Hello")
    told = Event.verb == "cooperation.teams_introduced"
    assert db.session.execute(select(func.count(Event.id)).where(told)).scalar_one() == 0


def test_what_was_put_aside_is_not_suggested_again(app: Flask, cast: SimpleNamespace, as_: SignIn) -> None:
    with app.app_context():
        teacher, learner = a_teacher_and_a_learner(cast)
        ids = teacher.id, learner.id
        with pytest.raises(NotAllowed):
            dismiss_suggestion(a_person(cast.innovator), teacher, learner)
    where = f"/innovations/{ids[0]}/cooperation/dismissals"
    assert as_(cast.innovator).post(where, {"with": ids[1]}).status_code == 403
    animator = as_(cast.animator)
    for _twice in range(2):  # a double click
        assert animator.post(where, {"with": ids[1]}, form_token="one click too many").status_code == 303
    assert animator.post(where, {"with": "none"}).status_code == 404
    with app.app_context():
        for id_ in ids:
            assert queries.suggestions(db.session.get_one(SocialInnovation, id_)) == []
    where = f"/innovations/{ids[0]}/cooperation/introductions?with={ids[1]}"
    assert animator.post(where, {"note": "They changed."}).status_code == 303  # an animator may think again


def test_pairs_are_those_at_work(app: Flask, cast: SimpleNamespace, as_: SignIn) -> None:
    with app.app_context():
        teacher, learner = a_teacher_and_a_learner(cast)
        assert queries.pairs() == []
        db.session.connection(execution_options={"writing": True})
        for one in (teacher, learner):
            db.session.get_one(SocialInnovation, one.id).state = "scaling"
        db.session.commit()
        assert [{pair.one.name, pair.other.name} for pair in queries.pairs()] == [{"Herstelhuis", "Kafe"}]
        assert queries.pairs("places") == [] and len(queries.pairs("learnt") + queries.pairs("teaches")) == 1
    animator = as_(cast.animator)
    animator.get("/cooperation?reason=places")
    assert "No pairs yet" in animator.soup.get_text()
    animator.get("/cooperation?reason=nonsense")
    assert "Kafe" in animator.soup.select_one("#pairs").get_text()


def test_as_many_statements_for_many_as_for_few(app: Flask, cast: SimpleNamespace) -> None:
    counts = []
    for more in (2, 30):
        with app.app_context():
            for number in range(more):
                one = put_forward(cast.innovator2, f"{more} {number}", goals=[1, 3], sectors=["food"])
                innovations.add_need(a_person(cast.innovator2), one, "legal")
            first = db.session.execute(select(SocialInnovation).order_by(SocialInnovation.id).limit(1)).scalar_one()
            with statements(app) as told:
                queries.suggestions(first)
            counts.append(len(told))
    assert counts[0] == counts[1] <= 14


def test_several_at_once_are_told_the_same_in_two_statements_more_each(app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        ones = [put_forward(cast.innovator, f"Kitchen {n}", goals=[1, n], sectors=["food"]) for n in range(2, 6)]
        with statements(app) as for_two:
            queries.suggestions_for(ones[:2], 3)
        with statements(app) as for_four:
            together = queries.suggestions_for(ones, 3)
        assert len(for_four) - len(for_two) <= 4 and len(for_four) <= 19
        assert together == {one.id: queries.suggestions(one, 3) for one in ones}
        assert all(together.values()) and queries.suggestions_for([], 3) == {}
