"""A phone in the room: who may add what, and what one sees there. Nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.core.clock import now
from app.extensions import db
from app.offers import actions, codes
from app.offers.models import MAX_SESSION_POSTS, BoardSession, Post
from app.people.models import Person
from tests.builders import a_board_session, a_person, a_session_post

Client = Callable[[SimpleNamespace], object]
VAN = {"kind": "offer", "title": "A van", "text": "On Tuesdays.", "category": "equipment", "quantity": "", "unit": ""}
GUEST = VAN | {"name": "Mira", "contact": "mira@example.net"}


@pytest.fixture
def room(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    with app.app_context():
        session = a_board_session(cast.animator)
        return SimpleNamespace(id=session.id, code=session.code, url=f"/join/{session.code}")


def all_posts(app: Flask) -> list[Post]:
    with app.app_context():
        return list(db.session.execute(select(Post).order_by(Post.id)).scalars())


def test_a_guest_adds(app: Flask, client, cast: SimpleNamespace, room: SimpleNamespace) -> None:
    assert client.get(room.url).status_code == 200
    answer = client.post(room.url, GUEST)
    assert (answer.status_code, answer.location) == (303, room.url)
    [post] = all_posts(app)
    assert (post.state, post.owner_id, post.guest_name) == ("submitted", cast.animator.id, "Mira")
    assert (post.guest_contact, post.quantity, post.audience) == ("mira@example.net", 1, "members")
    client.get(room.url)
    assert "A van" in client.soup.select_one("#own").get_text()
    assert client.soup.select_one("#name")["value"] == "Mira"  # the next one is quickly written
    assert client.post(room.url, GUEST | {"title": "Shelves"}).status_code == 303
    client.get(room.url)
    assert len(client.soup.select("#own li")) == 2


def test_a_guest_sees_nothing_of_others(app: Flask, client, room: SimpleNamespace) -> None:
    other = app.test_client()
    other.post(room.url, GUEST | {"title": "Secret shelves"})
    page = client.get(room.url).get_data(as_text=True)
    assert "Secret shelves" not in page and "Mira" not in page
    for url in ("/offers/sessions", f"/offers/sessions/{room.id}", f"/offers/sessions/{room.id}/wall", "/people"):
        assert client.get(url).status_code in (303, 404)


def test_a_member_adds_as_themselves(app: Flask, as_: Client, cast: SimpleNamespace, room: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    client.get(room.url)
    assert client.soup.select_one("#name") is None
    assert client.post(room.url, GUEST | {"guest_name": "x", "owner_id": cast.mentor.id}).status_code == 303
    [post] = all_posts(app)
    assert (post.owner_id, post.guest_name, post.state) == (cast.stakeholder.id, "", "submitted")
    client.get(room.url)
    assert "A van" in client.soup.select_one("#own").get_text()
    assert client.get(f"/offers/{post.id}").status_code == 200  # one's own, before it is on the board


def test_an_observer_reads_why(as_: Client, cast: SimpleNamespace, room: SimpleNamespace) -> None:
    client = as_(cast.observer)
    client.get(room.url)
    assert "not act" in client.soup.select_one("main .notice").get_text()
    assert client.post(room.url, VAN).status_code == 403


@pytest.mark.parametrize("htmx", [False, True])
def test_b3_the_same_form_twice_is_one_post(app: Flask, client, room: SimpleNamespace, htmx: bool) -> None:
    for _time in range(3):
        assert client.post(room.url, GUEST, form_token="t" * 24, htmx=htmx).status_code == (204 if htmx else 303)
    assert len(all_posts(app)) == 1
    client.get(room.url)
    assert len(client.soup.select("#own li")) == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "in a few words"),
        ("title", "x" * 121, "at most 120"),
        ("text", "x" * 601, "at most 600"),
        ("kind", "gift", "offer or a need"),
        ("category", "gold", "Choose one"),
        ("quantity", "0", "whole number from 1"),
        ("quantity", "9" * 5000, "whole number from 1"),
        ("unit", "x" * 41, "at most 40"),
        ("name", "", "Say who you are"),
        ("name", "x" * 121, "at most 120"),
        ("contact", "x" * 255, "at most 254"),
        ("name", "a\x00b", "cannot be shown"),
    ],
)
def test_what_cannot_be_added(app: Flask, client, room: SimpleNamespace, field: str, value: str, words: str) -> None:
    assert client.post(room.url, GUEST | {field: value}).status_code == 422
    assert words in client.soup.select_one(f"#{field}-error").get_text()
    assert all_posts(app) == []
    kept = "text" if field != "text" else "title"
    assert GUEST[kept] in str(client.soup.select_one(f"#{kept}"))


def test_names_cannot_turn_the_wall_around(
    app: Flask, client, as_: Client, cast: SimpleNamespace, room: SimpleNamespace
) -> None:
    odd = {
        "name": "\u202eIvo\u2066 <script>x</script>",
        "title": '"><img src=x onerror=1> \u202eيوسف',
        "text": "{{7*7}}",
    }
    assert client.post(room.url, GUEST | odd).status_code == 303
    [post] = all_posts(app)
    assert not {"\u202e", "\u2066"} & {*post.guest_name, *post.title}
    animator = as_(cast.animator)
    for url in (f"/offers/sessions/{room.id}/wall", f"/offers/sessions/{room.id}"):
        animator.get(url)  # valid HTML, nothing inline
        assert not animator.soup.select("main img[src=x], main script") and "{{7*7}}" in animator.soup.get_text()
    assert animator.soup.select_one("bdi").get_text() == "Ivo <script>x</script>"


@pytest.mark.parametrize("typed", ["K7M4P", "000000", "ABCDEFG", "../../etc", "Ω≈ç√∫˜", "x" * 300, "%00"])
def test_a_wrong_code_is_a_sentence(client, typed: str) -> None:
    assert client.get(f"/join/{typed}").status_code in (400, 404)
    assert client.get("/offers/join", query_string={"code": typed}).status_code in (400, 404)


def test_a_code_however_typed(client, room: SimpleNamespace) -> None:
    client.get("/offers/join")
    assert client.soup.select_one("#code")
    for typed in (room.code, room.code.lower(), f" {codes.shown(room.code)} ", "-".join(room.code)):
        assert client.get("/offers/join", query_string={"code": typed}).location == room.url
    assert client.get(f"/join/{room.code.lower()}").status_code == 200
    client.get("/offers/join?code=")
    assert "six letters and digits" in client.soup.select_one("#code-error").get_text()


def test_wrong_codes_are_counted(client) -> None:
    answers = [client.get("/join/AAAAAA").status_code for _time in range(62)]
    assert answers[:60] == [404] * 60 and answers[60:] == [429] * 2


def test_a_guest_is_throttled_and_the_room_is_not(app: Flask, client, room: SimpleNamespace) -> None:
    answers = [client.post(room.url, GUEST | {"title": f"Van {n}"}).status_code for n in range(11)]
    assert answers == [303] * 10 + [429]
    assert app.test_client().post(room.url, GUEST).status_code == 303


def test_closed_is_a_sentence_and_keeps_the_words(
    app: Flask, client, cast: SimpleNamespace, room: SimpleNamespace
) -> None:
    with app.app_context():
        actions.close_session(a_person(cast.animator), db.session.get_one(BoardSession, room.id))
    client.get(room.url)
    assert "This session is closed" in client.soup.select_one("main .notice").get_text()
    assert client.post(room.url, GUEST).status_code == 409
    assert "On Tuesdays." in client.soup.get_text() and all_posts(app) == []


def test_its_time_is_over(app: Flask, client, room: SimpleNamespace) -> None:
    with app.app_context():
        ends = db.session.get_one(BoardSession, room.id).ends_at
    with time_machine.travel(ends - timedelta(seconds=1), tick=False):
        assert client.post(room.url, GUEST).status_code == 303
    with time_machine.travel(ends, tick=False):
        assert client.post(room.url, GUEST | {"title": "Late"}).status_code == 409
    assert [post.title for post in all_posts(app)] == ["A van"]


def test_members_only(app: Flask, client, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        url = f"/join/{a_board_session(cast.animator, guests=False).code}"
    client.get(url)
    assert "Only members" in client.soup.select_one("main .notice").get_text() and not client.soup.select("#join-form")
    assert client.soup.select_one(
        f'main a[href^="/sign-in?next={url.replace("/", "%2F")}"], main a[href^="/sign-in?next={url}"]'
    )
    assert client.post(url, GUEST).status_code == 403
    assert as_(cast.stranger).post(url, VAN).status_code == 303


def test_a_session_takes_so_many(app: Flask, client, cast: SimpleNamespace, room: SimpleNamespace) -> None:
    with app.app_context():
        session = db.session.get_one(BoardSession, room.id)
        like = a_session_post(session, guest="Ivo")
        for number in range(MAX_SESSION_POSTS - 1):
            db.session.add(Post(kind="offer", title=f"Van {number}", category="equipment", state="submitted", taken=0,
                                owner_id=like.owner_id, board_session_id=room.id, guest_name="Ivo"))  # fmt: skip
        db.session.commit()
    assert client.post(room.url, GUEST).status_code == 409
    assert "This session is full" in client.soup.get_text()
    started = now()
    with app.app_context():
        actions.publish_session(a_person(cast.animator), db.session.get_one(BoardSession, room.id))
        on_board = select(func.count(Post.id)).where(Post.state == "published")
        assert db.session.execute(on_board).scalar_one() == MAX_SESSION_POSTS
    assert now() - started < timedelta(seconds=20)


def test_an_animator_who_left_gets_no_more(app: Flask, client, cast: SimpleNamespace, room: SimpleNamespace) -> None:
    with app.app_context():
        db.session.get_one(Person, cast.stranger.id).role = "animator"
        db.session.get_one(Person, cast.animator.id).state = "suspended"
        db.session.commit()
    assert client.post(room.url, GUEST).status_code == 303
    assert [post.owner_id for post in all_posts(app)] == [cast.stranger.id]
