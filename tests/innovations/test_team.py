"""POST /innovations/<id>/team and …/removal."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask

from app.activity.models import Delivery, Event
from app.extensions import db
from app.innovations.models import TeamMember
from app.people.models import Person
from tests.client import CheckingClient

Make = Callable[..., str]
AsPerson = Callable[[SimpleNamespace], CheckingClient]


def team(app: Flask, id_: str) -> set[str]:
    with app.app_context():
        return {row.person_id for row in db.session.query(TeamMember).filter_by(innovation_id=id_)}


@pytest.mark.parametrize("who", ["innovator2@example.org", "Innovator2@Example.ORG ", "Marek Łącki"])
def test_somebody_is_added_and_told(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make, who: str
) -> None:
    id_ = an_innovation()
    answer = as_(cast.innovator).post(f"/innovations/{id_}/team", {"who": who, "title": "Builds it"})
    assert answer.status_code == 303
    assert team(app, id_) == {cast.innovator.id, cast.innovator2.id}
    with app.app_context():
        told = db.session.query(Delivery).filter_by(channel="inbox")
        assert [row.person_id for row in told] == [cast.innovator2.id]
    other = as_(cast.innovator2)
    other.get(f"/innovations/{id_}/edit")
    assert other.soup.select_one("#innovation-form")


def test_adding_twice_changes_nothing(app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    id_ = an_innovation()
    for _each in range(2):
        as_(cast.innovator).post(f"/innovations/{id_}/team", {"who": cast.innovator2.email})
    with app.app_context():
        assert db.session.query(Event).count() == 2


@pytest.mark.parametrize("who", ["", "nobody@example.org", "Nobody", "observer@example.org", "x" * 300])
def test_nobody_of_that_name(as_: AsPerson, cast: SimpleNamespace, an_innovation: Make, app: Flask, who: str) -> None:
    id_ = an_innovation()
    member = as_(cast.innovator)
    assert member.post(f"/innovations/{id_}/team", {"who": who}).status_code == 422
    assert member.soup.select_one("#team .error-summary") and team(app, id_) == {cast.innovator.id}


def test_of_several_one_is_chosen(app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    id_ = an_innovation()
    with app.app_context():
        twin = Person(name="Marek Łącki", email="twin@example.org")
        db.session.add(twin)
        db.session.commit()
        twin_id = twin.id
    member = as_(cast.innovator)
    assert member.post(f"/innovations/{id_}/team", {"who": "Marek Łącki"}).status_code == 422
    assert {box["value"] for box in member.soup.select("[name=person]")} == {twin_id, cast.innovator2.id}
    foreign = {"who": "Marek Łącki", "person": cast.stakeholder.id}
    assert member.post(f"/innovations/{id_}/team", foreign).status_code == 422
    assert member.post(f"/innovations/{id_}/team", {"who": "Marek Łącki", "person": twin_id}).status_code == 303
    assert twin_id in team(app, id_)


def test_strangers_add_and_remove_nobody(as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    id_ = an_innovation()
    stranger = as_(cast.stranger)
    assert stranger.post(f"/innovations/{id_}/team", {"who": cast.stranger.email}).status_code == 403
    assert stranger.post(f"/innovations/{id_}/team/{cast.innovator.id}/removal").status_code == 403
    assert stranger.post("/innovations/nothing/team", {"who": cast.stranger.email}).status_code == 404


def test_leaving_and_being_taken_off(app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    id_ = an_innovation()
    as_(cast.innovator).post(f"/innovations/{id_}/team", {"who": cast.innovator2.email})
    leaving = as_(cast.innovator2)
    for _each in range(2):
        assert leaving.post(f"/innovations/{id_}/team/{cast.innovator2.id}/removal").status_code == 303
    assert team(app, id_) == {cast.innovator.id}
    as_(cast.animator).post(f"/innovations/{id_}/team/{cast.innovator.id}/removal")
    assert team(app, id_) == set()
    animator = as_(cast.animator)
    animator.get(f"/innovations/{id_}")
    said = " ".join(animator.soup.get_text(" ").split())
    assert "Marek Łącki left the team" in said and "Ana Kovač took Lucía Ferrer off the team" in said
