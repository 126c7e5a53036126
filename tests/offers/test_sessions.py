"""A session for the animators: open it, its wall, its desk, publish all of it at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Delivery, Event
from app.core.clock import now
from app.extensions import db
from app.offers.models import BoardSession, Post
from app.people import actions as people
from tests.builders import a_board_session, a_claim, a_person, a_session_post
from tests.statements import statements

Client = Callable[[SimpleNamespace], object]
OPEN = {"title": "Kitchens", "question": "What can you give?", "lasts": "2h", "guests": "y"}


@pytest.fixture
def held(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    """An open session with a guest's post and a member's."""
    with app.app_context():
        session = a_board_session(cast.animator)
        guests = a_session_post(session, guest="Mira from next door")
        members = a_session_post(session, cast.stakeholder, title="Shelves")
        return SimpleNamespace(url=f"/offers/sessions/{session.id}", id=session.id, code=session.code,
                               guests=guests.id, members=members.id)  # fmt: skip


def posts(app: Flask) -> dict[str, str]:
    with app.app_context():
        return {row.title: row.state for row in db.session.execute(select(Post.title, Post.state))}


def test_open_a_session(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    assert client.get("/offers/sessions").status_code == 200 and "No session yet" in client.soup.get_text()
    answer = client.post("/offers/sessions", OPEN)
    assert answer.status_code == 303
    client.get(answer.location)
    assert "Nothing has been added yet" in client.soup.get_text()
    with app.app_context():
        session = db.session.execute(select(BoardSession)).scalar_one()
        assert (session.state, session.guests, session.opened_by) == ("open", True, cast.animator.id)
        assert timedelta(minutes=119) < session.ends_at - now() <= timedelta(hours=2)
        assert db.session.execute(select(Event.verb)).scalars().all() == ["offers.session_opened"]


def test_the_same_form_twice_is_one_session(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client, token = as_(cast.animator), "t" * 24
    first, second = (client.post("/offers/sessions", OPEN, form_token=token).location for _time in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("title", " ", "Give the session a title"), ("title", "x" * 121, "at most 120"), ("lasts", "9y", "Choose one")],
)
def test_what_cannot_be_opened(as_: Client, cast: SimpleNamespace, field: str, value: str, words: str) -> None:
    client = as_(cast.animator)
    assert client.post("/offers/sessions", OPEN | {field: value}).status_code == 422
    assert words in client.soup.select_one(f"#{field}-error").get_text()


def test_only_animators_hold_sessions(as_: Client, cast: SimpleNamespace, held: SimpleNamespace) -> None:
    member = as_(cast.stakeholder)
    for url in ("/offers/sessions", held.url, f"{held.url}/wall", f"{held.url}/pulse"):
        assert member.get(url).status_code == 403
    for verb in ("closure", "reopening", "publication", f"posts/{held.members}/approval"):
        assert member.post(f"{held.url}/{verb}").status_code == 403


def test_the_wall_asks_little_and_hears_of_each_change(
    app: Flask, as_: Client, cast: SimpleNamespace, held: SimpleNamespace
) -> None:
    client = as_(cast.animator)
    client.get(f"{held.url}/wall")
    heart = client.soup.select_one("#pulse")
    assert heart["data-url"] == f"{held.url}/pulse"
    since = heart["data-since"]
    with statements(app) as asked:
        assert client.get(f"{held.url}/pulse?since={since}").status_code == 204
    assert len(asked) <= 3
    with app.app_context():
        a_session_post(db.session.get_one(BoardSession, held.id), guest="Ivo", title="An oven")
    told = client.get(f"{held.url}/pulse?since={since}")
    assert told.json["regions"] == ["wall"]
    assert "An oven" in client.fragment(f"{held.url}/wall").get_data(as_text=True)
    assert client.get(f"{held.url}/pulse?since={told.json['since']}").status_code == 204
    for odd in ("", "x", "-1", "9" * 40):
        assert client.get(f"{held.url}/pulse?since={odd}").status_code == 200
    assert client.get("/offers/sessions/nothing/pulse").status_code == 404


def test_the_desk_says_that_more_has_come_in(
    app: Flask, as_: Client, cast: SimpleNamespace, held: SimpleNamespace
) -> None:
    client = as_(cast.animator)
    client.get(held.url)
    asks = client.soup.select_one("#news")["hx-get"]
    assert client.fragment(asks).get_data(as_text=True).strip() == ""
    with app.app_context():
        a_session_post(db.session.get_one(BoardSession, held.id), guest="Ivo", title="An oven")
    told = client.fragment(asks).get_data(as_text=True)
    assert "1 more has come in: show it" in told and "An oven" not in told
    assert "An oven" in client.get(asks).get_data(as_text=True)  # opened cold, it is the desk


def test_the_wall_shows_the_way_in_and_no_contact(as_: Client, cast: SimpleNamespace, held: SimpleNamespace) -> None:
    client = as_(cast.animator)
    page = client.get(f"{held.url}/wall").get_data(as_text=True)
    assert f"localhost/join/{held.code}" in client.soup.select_one(".wall-way b").get_text()
    assert client.soup.select_one(".wall-code svg.qr path") and "Mira from next door" in page
    assert "guest@example.net" not in page


def test_the_wall_and_the_desk_cost_the_same_however_many_there_are(
    app: Flask, as_: Client, cast: SimpleNamespace, held: SimpleNamespace
) -> None:
    client, counts = as_(cast.animator), []
    for more in range(2):
        with app.app_context():
            session = db.session.get_one(BoardSession, held.id)
            for number in range(more * 3):
                a_session_post(session, guest=f"G{number}")
        client.get(held.url)  # whatever is kept per process is kept now
        with statements(app) as asked:
            client.get(held.url)
            client.get(f"{held.url}/wall")
            client.get("/offers/sessions")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a1_publish_all_at_once_with_one_fact_each(
    app: Flask, as_: Client, cast: SimpleNamespace, held: SimpleNamespace
) -> None:
    client = as_(cast.animator)
    assert client.post(f"{held.url}/posts/{held.guests}/refusal").status_code == 303
    with app.app_context():
        session = db.session.get_one(BoardSession, held.id)
        a_session_post(session, guest="Ivo", title="An oven")
    assert client.post(f"{held.url}/publication").status_code == 303
    assert posts(app) == {"": "removed", "Shelves": "published", "An oven": "published"}
    with app.app_context():
        told = dict(db.session.execute(select(Event.verb, func.count()).group_by(Event.verb)).all())
        assert (told["offers.post_published"], told["offers.session_published"]) == (2, 1)
        inbox = select(Delivery.person_id).where(Delivery.channel == "inbox")
        assert db.session.execute(inbox).scalars().all() == [cast.stakeholder.id]
    reader = as_(cast.stranger)
    board = reader.get("/offers").get_data(as_text=True)
    assert "An oven" in board and "A van on Tuesdays" not in board
    assert client.post(f"{held.url}/publication").status_code == 409


def test_what_waits_is_on_no_board(as_: Client, client, cast: SimpleNamespace, held: SimpleNamespace) -> None:
    for reader in (client, as_(cast.stranger)):
        assert "Shelves" not in reader.get("/offers").get_data(as_text=True)
        assert "Shelves" not in reader.get("/search?q=shelves").get_data(as_text=True).replace("“shelves”", "")
        assert reader.get(f"/offers/{held.members}").status_code == 404
        assert "A van" not in reader.get("/offers.csv?show=all").get_data(as_text=True)


@pytest.mark.parametrize("htmx", [False, True])
def test_approve_one(app: Flask, as_: Client, cast: SimpleNamespace, held: SimpleNamespace, htmx: bool) -> None:
    client = as_(cast.animator)
    answer = client.post(f"{held.url}/posts/{held.guests}/approval", htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    assert posts(app) == {"A van on Tuesdays": "published", "Shelves": "submitted"}
    assert client.post(f"{held.url}/posts/{held.guests}/approval").status_code == 409
    assert client.post(f"{held.url}/posts/{held.guests}/refusal").status_code == 409


def test_a_refused_guest_is_forgotten(app: Flask, as_: Client, cast: SimpleNamespace, held: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.post(f"{held.url}/posts/{held.guests}/refusal", htmx=True)
    with app.app_context():
        post = db.session.get_one(Post, held.guests)
        told = (post.state, post.title, post.text, post.guest_name, post.guest_contact)
        assert told == ("removed", "", "", "", "")
    assert "A van on Tuesdays" not in client.get(f"{held.url}/wall").get_data(as_text=True)


def test_put_a_line_right(app: Flask, as_: Client, cast: SimpleNamespace, held: SimpleNamespace) -> None:
    client, url = as_(cast.animator), f"{held.url}/posts/{held.guests}"
    assert client.get(url).status_code == 200
    said = {"kind": "need", "title": "A van!", "text": "", "category": "equipment", "quantity": "3", "unit": "days"}
    assert client.post(url, said).status_code == 303
    with app.app_context():
        post = db.session.get_one(Post, held.guests)
        assert (post.kind, post.title, post.quantity, post.unit) == ("need", "A van!", 3, "days")
        assert post.until is not None and post.guest_name == "Mira from next door"
        events = db.session.execute(select(func.count(Event.id))).scalar_one()
    assert client.post(url, said).status_code == 303
    with app.app_context():
        assert db.session.execute(select(func.count(Event.id))).scalar_one() == events
    assert client.post(url, said | {"title": "", "kind": "gift"}).status_code == 422
    client.post(f"{url}/approval")
    assert client.post(url, said | {"title": "Another"}).status_code == 409


def test_close_and_open_again(app: Flask, as_: Client, cast: SimpleNamespace, held: SimpleNamespace) -> None:
    client = as_(cast.animator)
    assert client.post(f"{held.url}/reopening").status_code == 409
    assert client.post(f"{held.url}/closure").status_code == 303
    assert client.post(f"{held.url}/closure").status_code == 409
    with time_machine.travel(now() + timedelta(hours=5), tick=False):
        assert as_(cast.animator).post(f"{held.url}/reopening").status_code == 303
        with app.app_context():
            session = db.session.get_one(BoardSession, held.id)
            assert (session.state, session.ends_at) == ("open", now() + timedelta(hours=2))


def test_pass_a_guests_post_to_a_member(app: Flask, as_: Client, cast: SimpleNamespace, held: SimpleNamespace) -> None:
    client, url = as_(cast.animator), f"/offers/{held.guests}/handover"
    client.post(f"{held.url}/posts/{held.guests}/approval")
    assert client.get(url).status_code == 200
    assert client.post(url, {"to": "nobody@example.org"}).status_code == 422
    assert client.post(url, {"to": cast.observer.email}).status_code == 422
    client.get(url)
    assert "The guest said: guest@example.net" in client.soup.get_text()
    with app.app_context():
        a_claim(db.session.get_one(Post, held.guests), cast.innovator)
        people.block_person(a_person(cast.innovator), a_person(cast.mentor))
    assert client.post(url, {"to": cast.mentor.email}).status_code == 422
    answer = client.post(url, {"to": cast.stranger.email})
    assert (answer.status_code, answer.location) == (303, held.url)
    with app.app_context():
        post = db.session.get_one(Post, held.guests)
        assert (post.owner_id, post.guest_name, post.guest_contact) == (cast.stranger.id, "", "")
        told = select(Delivery.channel).where(Delivery.person_id == cast.stranger.id).order_by(Delivery.channel)
        assert db.session.execute(told).scalars().all() == ["email", "inbox"]
    assert client.post(url, {"to": cast.mentor.email}).status_code == 409
    assert as_(cast.stranger).get(f"/offers/{held.guests}/edit").status_code == 200


def test_a_post_of_another_session_is_not_there(
    app: Flask, as_: Client, cast: SimpleNamespace, held: SimpleNamespace
) -> None:
    with app.app_context():
        other = a_board_session(cast.animator).id
    client = as_(cast.animator)
    assert client.get(f"/offers/sessions/{other}/posts/{held.guests}").status_code == 404
    assert client.post(f"/offers/sessions/{other}/posts/{held.guests}/approval").status_code == 404
