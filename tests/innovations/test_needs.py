"""/innovations/<id>/needs: adding, changing, meeting, reopening, taking away."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask

from app.activity.models import Event
from app.extensions import db
from app.innovations import queries
from app.innovations.models import SupportNeed
from app.people.models import Person
from tests.client import CheckingClient

Make = Callable[..., str]
AsPerson = Callable[[SimpleNamespace], CheckingClient]
GOOD = {"topic": "finance", "priority": "1", "note": "A first loan"}


def needs(app: Flask) -> list[SupportNeed]:
    with app.app_context():
        return list(db.session.query(SupportNeed).order_by(SupportNeed.id))


@pytest.fixture
def a_need(app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> tuple[str, str]:
    id_ = an_innovation()
    as_(cast.innovator).post(f"/innovations/{id_}/needs", GOOD)
    return id_, needs(app)[0].id


def test_a_need_is_added_and_shown(app: Flask, as_: AsPerson, cast: SimpleNamespace, a_need: tuple[str, str]) -> None:
    member = as_(cast.stranger)
    member.get(f"/innovations/{a_need[0]}")
    card = member.soup.select_one("#needs").get_text(" ")
    assert "Finance and investment" in card and "Urgent" in card and "A first loan" in card
    assert not member.soup.select("#needs form")
    with app.app_context():
        assert queries.open_needs([a_need[0]]) == ["finance"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("topic", "", "Choose a topic"), ("topic", "zzz", "Not a valid choice"), ("priority", "7", "Not a valid choice"),
     ("priority", "x", "Invalid"), ("note", "x" * 301, "at most 300"), ("topic", "finance", "among the open needs")],
)  # fmt: skip
def test_wrong_values(app: Flask, as_: AsPerson, cast: SimpleNamespace, a_need: tuple[str, str], field: str, value: str,
                      sentence: str) -> None:  # fmt: skip
    member = as_(cast.innovator)
    told = {"topic": "legal", "priority": "2", "note": "Contracts"} | {field: value}
    assert member.post(f"/innovations/{a_need[0]}/needs", told).status_code == 422
    assert sentence in member.soup.select_one("#needs").get_text()
    assert len(needs(app)) == 1


def test_met_and_needed_again(app: Flask, as_: AsPerson, cast: SimpleNamespace, a_need: tuple[str, str]) -> None:
    url = f"/innovations/{a_need[0]}/needs/{a_need[1]}"
    member = as_(cast.innovator)
    for _each in range(2):
        assert member.post(f"{url}/fulfilment").status_code == 303
    assert needs(app)[0].state == "met"
    with app.app_context():
        assert queries.open_needs([a_need[0]]) == []
        assert db.session.query(Event).filter_by(verb="innovations.need_met").count() == 1
    assert member.post(f"{url}/reopening").status_code == 303
    assert needs(app)[0].state == "open"
    member.get(f"/innovations/{a_need[0]}")
    assert "found the help it needed with Finance and investment" in " ".join(member.soup.get_text(" ").split())


def test_changing_and_taking_away(app: Flask, as_: AsPerson, cast: SimpleNamespace, a_need: tuple[str, str]) -> None:
    url = f"/innovations/{a_need[0]}/needs/{a_need[1]}"
    member = as_(cast.innovator)
    assert member.get(url).status_code == 200
    assert member.post(url, GOOD | {"note": "x" * 301}).status_code == 422
    assert member.post(url, GOOD | {"topic": "finance.grants"}).status_code == 303
    assert needs(app)[0].topic == "finance.grants"
    assert member.post(f"{url}/removal").status_code == 303
    assert needs(app) == []
    assert member.post(f"{url}/removal").status_code == 404


@pytest.mark.parametrize("verb", ["", "/fulfilment", "/reopening", "/removal"])
def test_others_cannot(
    as_: AsPerson, cast: SimpleNamespace, a_need: tuple[str, str], client: CheckingClient, verb: str
) -> None:
    url = f"/innovations/{a_need[0]}/needs/{a_need[1]}{verb}"
    assert as_(cast.stranger).post(url, GOOD).status_code == 403
    assert as_(cast.observer).post(url, GOOD).status_code == 403
    assert client.post(url, GOOD).status_code == 303
    assert as_(cast.innovator).post(f"/innovations/{a_need[0]}/needs/nothing{verb}", GOOD).status_code == 404


def test_an_innovation_that_said_nothing_waits(
    app: Flask, cast: SimpleNamespace, an_innovation: Make, as_: AsPerson
) -> None:
    id_ = an_innovation(name="Quiet")
    with app.test_request_context():
        person = db.session.get(Person, cast.innovator.id)
        assert [str(each.text) for each in queries.waiting_for(person)] == ["Quiet has not said yet what it needs"]
        assert queries.of_person(cast.innovator.id) == [(id_, "Quiet")]
        assert queries.waiting_for(db.session.get(Person, cast.stranger.id)) == []
    as_(cast.innovator).post(f"/innovations/{id_}/needs", GOOD)
    with app.test_request_context():
        assert queries.waiting_for(db.session.get(Person, cast.innovator.id)) == []
