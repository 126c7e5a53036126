"""/messages/…: the seven questions, and that a page which is only looked at changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.search import index as make_findable
from app.extensions import db
from app.messages.actions import write_to
from app.messages.models import Message, Participant
from app.messages.said import excerpt, said
from app.people.models import Person
from tests.client import CheckingClient
from tests.statements import statements

REL = 'rel="nofollow ugc noopener"'
As = Callable[[SimpleNamespace], CheckingClient]


@pytest.fixture
def write(app: Flask) -> Callable[..., str]:
    """One message; the conversation's id."""

    def send(sender: SimpleNamespace, recipient: SimpleNamespace, text: str = "Hello") -> str:
        with app.app_context():
            sides = (db.session.get_one(Person, one.id) for one in (sender, recipient))
            return write_to(*sides, text).conversation_id

    return send


def stored(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.execute(select(Message.text).order_by(Message.id)).scalars())


def unread(app: Flask, one: SimpleNamespace) -> int:
    with app.app_context():
        return sum(db.session.execute(select(Participant.unread).filter_by(person_id=one.id)).scalars())


def test_begin_then_answer_without_javascript(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    me, other = as_(cast.innovator), as_(cast.mentor)
    me.get(f"/messages/with/{cast.mentor.id}")
    assert me.soup.select_one("form.composer textarea")
    answer = me.post(f"/messages/with/{cast.mentor.id}", {"text": "May I ask something?"})
    here = answer.headers["Location"]
    assert answer.status_code == 303 and here.startswith("/messages/")
    assert me.get(f"/messages/with/{cast.mentor.id}").headers["Location"] == here
    other.get("/messages")
    assert other.soup.select_one(".conversations li.unread")
    other.get(here)
    assert "May I ask something?" in other.soup.select_one(".thread-list").get_text()
    assert other.post(here, {"text": "Of course"}).headers["Location"].startswith(here + "#message-")
    assert stored(app) == ["May I ask something?", "Of course"]


def test_looking_changes_nothing_until_it_is_said(
    app: Flask, as_: As, cast: SimpleNamespace, write: Callable[..., str]
) -> None:
    here = f"/messages/{write(cast.innovator, cast.mentor)}"
    client = as_(cast.mentor)
    for path in ("/messages", here, here):
        client.get(path)
    client.fragment(here + "?after=0")
    assert unread(app, cast.mentor) == 1
    form = client.get(here) and client.soup.select_one("#seen form")
    assert form is not None and "load" in form["hx-trigger"]
    up_to = form.select_one("[name=up_to]")["value"]
    answer = client.post(f"{here}/seen", {"up_to": up_to}, htmx=True)
    assert answer.status_code == 200 and "<form" not in answer.get_data(as_text=True)
    assert unread(app, cast.mentor) == 0
    assert client.post(f"{here}/seen", {"up_to": up_to}).status_code == 303, "and as a plain form"


def test_with_htmx_the_box_comes_back_empty_and_the_rest_is_fetched(
    app: Flask, as_: As, cast: SimpleNamespace, write: Callable[..., str]
) -> None:
    here = f"/messages/{write(cast.innovator, cast.mentor)}"
    client = as_(cast.mentor)
    client.get(here)
    newer = client.soup.select_one("#newer")["hx-get"]
    assert "<li" not in client.fragment(newer).get_data(as_text=True), "nothing new yet"
    answer = client.post(here, {"text": "Of course"}, htmx=True)
    text = answer.get_data(as_text=True)
    assert 'id="composer"' in text and "Of course" not in text
    assert "pulse:messages" in answer.headers["HX-Trigger"]
    fresh = client.fragment(newer).get_data(as_text=True)
    assert "Of course" in fresh and "Hello" not in fresh and 'hx-target="#messages"' in fresh
    cold = client.get(newer)
    assert "Hello" in cold.get_data(as_text=True) and "hx-partial" not in cold.get_data(as_text=True)


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("text", ["", "  \n ", "x" * 5001, "a\x00b"])
def test_what_cannot_be_sent_is_said_and_kept(
    app: Flask, as_: As, cast: SimpleNamespace, write: Callable[..., str], text: str, htmx: bool
) -> None:
    here = f"/messages/{write(cast.innovator, cast.mentor)}"
    client = as_(cast.mentor)
    assert client.post(here, {"text": text}, htmx=htmx).status_code == 422
    assert client.soup.select_one(".error-text")
    assert client.soup.select_one("#composer textarea").get_text().strip() == text.replace("\x00", "").strip(
        "\ud800 \n"
    )
    assert client.post(f"/messages/with/{cast.stakeholder.id}", {"text": text}).status_code == 422
    assert stored(app) == ["Hello"]


def test_a_form_sent_twice_is_one_message(
    app: Flask, as_: As, cast: SimpleNamespace, write: Callable[..., str]
) -> None:
    here = f"/messages/{write(cast.innovator, cast.mentor)}"
    client = as_(cast.mentor)
    for url, text in ((here, "Twice"), (f"/messages/with/{cast.stakeholder.id}", "Begun twice")):
        answers = [client.post(url, {"text": text}, form_token="t" * 24).headers["Location"] for _ in range(2)]
        assert answers[0] == answers[1]
    assert stored(app) == ["Hello", "Twice", "Begun twice"]


def test_nobody_else_reads_or_writes_it(app: Flask, as_: As, cast: SimpleNamespace, write: Callable[..., str]) -> None:
    here = f"/messages/{write(cast.innovator, cast.mentor)}"
    for person in (cast.animator, cast.stranger, cast.partner, cast.observer):
        client = as_(person)
        assert client.get(here).status_code == 404
        assert client.fragment(f"{here}?after=0").status_code == 404
        assert client.post(f"{here}/seen", {"up_to": "z"}).status_code == 404
        assert client.post(here, {"text": "x"}).status_code == (403 if person is cast.observer else 404)
        for path in ("/messages", "/activity", "/activity/export.csv", "/activity/inbox"):
            assert here not in client.get(path).get_data(as_text=True)
    assert stored(app) == ["Hello"]


def test_visitors_sign_in_first(client: CheckingClient, cast: SimpleNamespace) -> None:
    for path in ("/messages", f"/messages/with/{cast.mentor.id}", "/messages/" + "0" * 26):
        assert client.get(path).status_code == 303


@pytest.mark.parametrize("state", ["suspended", "removed"])
def test_who_is_gone_cannot_be_written_to(
    app: Flask, as_: As, cast: SimpleNamespace, write: Callable[..., str], state: str
) -> None:
    here = f"/messages/{write(cast.innovator, cast.mentor)}"
    with app.app_context():
        for one in (cast.innovator, cast.stakeholder):
            db.session.get_one(Person, one.id).state = state
        db.session.commit()
    client = as_(cast.mentor)
    assert client.get(here).status_code == 200 and client.soup.select_one("#composer") is None
    assert client.post(here, {"text": "x"}).status_code == 403
    assert client.get(f"/messages/with/{cast.stakeholder.id}").status_code == 404
    assert client.post(f"/messages/with/{cast.stakeholder.id}", {"text": "x"}).status_code == 404
    assert client.get("/messages/with/" + "0" * 26).status_code == 404
    assert stored(app) == ["Hello"]


def test_one_cannot_write_to_oneself_or_an_observer(as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.mentor)
    for other in (cast.mentor, cast.observer):
        client.get(f"/messages/with/{other.id}")
        assert client.soup.select_one("#composer") is None
        assert client.post(f"/messages/with/{other.id}", {"text": "x"}).status_code == 403


def test_the_list_is_found_by_name_and_costs_the_same_for_three(
    app: Flask, as_: As, cast: SimpleNamespace, write: Callable[..., str]
) -> None:
    client = as_(cast.mentor)
    client.get("/messages")
    assert client.soup.select_one(".empty")
    counts = []
    for others in ((cast.innovator2,), (cast.stakeholder, cast.partner)):
        for other in others:
            write(other, cast.mentor, f"From {other.name}")
        with statements(app) as asked:
            client.get("/messages")
        counts.append(len(asked))
    assert counts[0] == counts[1]
    names = [name.get_text() for name in client.soup.select(".conversations .name")]
    assert names == [cast.partner.name, cast.stakeholder.name, cast.innovator2.name], "the last written first"
    with app.app_context():
        make_findable(db.session, "person", cast.innovator2.id, cast.innovator2.name)
        db.session.commit()
    client.get("/messages?q=lacki")
    assert [name.get_text() for name in client.soup.select(".conversations:not(.found) .name")] == [
        cast.innovator2.name
    ]
    assert client.get("/messages?q=%22%27").status_code == 200
    assert client.get("/messages?q=a%00").status_code == 400
    client.get("/messages?q=nobody")
    assert client.soup.select_one(".empty")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("**one** and\n\n- two", "<p><strong>one</strong> and</p>\n<ul>\n<li>two</li>\n</ul>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("![x](https://a.eu/x.png)", "<p></p>"),
        ("# As large as it gets", "<h3>As large as it gets</h3>"),
        ("see https://a.eu/x.", f'<p>see <a href="https://a.eu/x" {REL}>https://a.eu/x</a>.</p>'),
        ("(https://a.eu/(x))", f'<p>(<a href="https://a.eu/(x)" {REL}>https://a.eu/(x)</a>)</p>'),
        ('https://a.eu/"on=x', f'<p><a href="https://a.eu/" {REL}>https://a.eu/</a>"on=x</p>'),
        ("[here](https://a.eu/x)", f'<p><a href="https://a.eu/x" {REL}>here</a></p>'),
        ("[https://a.eu/x](https://a.eu/y)", f'<p><a href="https://a.eu/y" {REL}>https://a.eu/x</a></p>'),
        ("`https://a.eu/x`", "<p><code>https://a.eu/x</code></p>"),
    ],
)  # fmt: skip
def test_what_is_said_is_safe(text: str, html: str) -> None:
    assert said(text).strip() == html


def test_excerpt() -> None:
    assert excerpt("one\n\n two") == "one two"
    assert len(excerpt("x" * 500)) == 90
