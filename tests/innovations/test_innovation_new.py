"""/innovations/new, /innovations/<id>/edit and its texts."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask

from app.activity.models import Event
from app.extensions import db
from app.innovations.models import InnovationSector, SocialInnovation, TeamMember
from tests.client import CheckingClient

Make = Callable[..., str]
AsPerson = Callable[[SimpleNamespace], CheckingClient]
GOOD = {"name": "Passerelle Jobs", "summary": "Work for newcomers.", "language": "en", "sectors": ["work"],
        "goals": ["8"], "country": "BE", "city": "Namur", "stage": "prototypes",
        "website": "passerelle.example.org", "join": "y"}  # fmt: skip


def one(app: Flask, id_: str) -> SocialInnovation:
    with app.app_context():
        return db.session.get(SocialInnovation, id_)


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.query(table).count()


def test_a_member_puts_one_forward(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    member = as_(cast.stranger)
    assert member.get("/innovations/new").status_code == 200
    answer = member.post("/innovations/new", GOOD)
    assert answer.status_code == 303
    id_ = answer.headers["Location"].split("/")[-1].partition("#")[0]
    made = one(app, id_)
    assert (made.name, made.website, made.country) == ("Passerelle Jobs", "https://passerelle.example.org", "BE")
    assert made.created_by == cast.stranger.id and not made.public
    member.get(f"/innovations/{id_}")
    assert "Passerelle Jobs is in the catalogue" in member.soup.get_text()
    member.get("/innovations?q=namur")
    assert len(member.soup.select(".cards li")) == 1


def test_twice_the_same_form_makes_one(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    member = as_(cast.stranger)
    answers = [member.post("/innovations/new", GOOD, form_token="t" * 24) for _each in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert count(app, SocialInnovation) == count(app, Event) == 1


def test_who_is_not_of_the_team_does_not_join(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    as_(cast.animator).post("/innovations/new", {key: value for key, value in GOOD.items() if key != "join"})
    assert count(app, SocialInnovation) == 1 and count(app, TeamMember) == 0


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Give it a name."),
        ("name", "x" * 201, "at most 200 characters"),
        ("summary", " ", "Say in a few sentences"),
        ("summary", "x" * 8001, "at most 8000"),
        ("website", "not an address", "https://example.org"),
        ("website", "javascript:alert(1)", "https://example.org"),
        ("country", "ZZ", "Not a valid choice"),
        ("sectors", ["nonsense"], "not a valid choice"),
        ("goals", ["18"], "not a valid choice"),
        ("goals", ["x"], "Invalid choice"),
        ("organisation_id", "nobody", "Not a valid choice"),
    ],
)
def test_wrong_values_get_a_sentence_and_stay(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, field: str, value: object, sentence: str
) -> None:
    member = as_(cast.stranger)
    assert member.post("/innovations/new", GOOD | {field: value}).status_code == 422
    assert sentence in member.soup.select_one(".error-summary").get_text()
    assert "Namur" in str(member.soup.select_one("#city"))
    assert count(app, SocialInnovation) == count(app, Event) == 0


def test_only_listed_fields_are_bound(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    as_(cast.stranger).post(
        "/innovations/new", GOOD | {"public": "1", "state": "selected", "source_id": "x", "id": "y"}
    )
    with app.app_context():
        made = db.session.query(SocialInnovation).one()
        assert (made.public, made.state, made.source_id) == (False, "identified", None)


def test_observers_and_visitors_do_not(client: CheckingClient, as_: AsPerson, cast: SimpleNamespace) -> None:
    assert as_(cast.observer).get("/innovations/new").status_code == 403
    assert client.get("/innovations/new").headers["Location"] == "/sign-in?next=/innovations/new"


def test_the_team_edits_and_others_do_not(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation(sectors=["food"])
    team, stranger = as_(cast.innovator), as_(cast.stranger)
    url = f"/innovations/{id_}/edit"
    assert stranger.get(url).status_code == stranger.post(url, GOOD).status_code == 403
    assert stranger.get("/innovations/nothing/edit").status_code == 404
    team.get(url)
    assert team.soup.select_one("#name")["value"] == "Herstelhuis Gent"
    assert team.post(url, GOOD | {"name": ""}).status_code == 422
    assert team.post(url, GOOD).status_code == 303
    assert one(app, id_).name == "Passerelle Jobs" and one(app, id_).edited_here
    with app.app_context():
        assert [row.sector for row in db.session.query(InnovationSector)] == ["work"]
    assert as_(cast.animator).get(url).status_code == 200


def test_an_edit_that_changes_nothing_is_no_event(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation()
    team = as_(cast.innovator)
    for _each in range(2):
        assert team.post(f"/innovations/{id_}/edit", GOOD).status_code == 303
    assert count(app, Event) == 2  # put forward, changed once


def test_a_text_in_one_more_language(as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    id_ = an_innovation()
    team, stranger = as_(cast.innovator), as_(cast.stranger)
    told = {"in_language": "fr", "text": "Réparer ensemble à Gand."}
    assert stranger.post(f"/innovations/{id_}/texts", told).status_code == 403
    assert team.post(f"/innovations/{id_}/texts", told | {"in_language": ""}).status_code == 422
    assert team.post(f"/innovations/{id_}/texts", told).status_code == 303
    stranger.get("/innovations?q=reparer")
    assert len(stranger.soup.select(".cards li")) == 1
    team.get(f"/innovations/{id_}/edit?language=fr")
    assert "Réparer" in team.soup.select_one("#text").get_text()
    assert team.post(f"/innovations/{id_}/texts", told | {"text": ""}).status_code == 303
    stranger.get("/innovations?q=reparer")
    assert not stranger.soup.select(".cards li")
