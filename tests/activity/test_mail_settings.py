"""Switching mail off: on the page, and by the link in a mail (N1, N3, SECURITY 9)."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select

from app.activity import worker
from app.activity.facts import FACTS, Fact
from app.activity.models import MailPreference
from app.activity.unsubscribing import read_token, unsubscribe_token
from app.extensions import db
from tests.activity.conftest import Sink
from tests.client import CheckingClient

As = Callable[[SimpleNamespace], CheckingClient]
VERB = "messages.message_sent"


def switched_off(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [tuple(row) for row in db.session.execute(select(MailPreference.person_id, MailPreference.verb))]


def test_one_click_from_a_real_mail(
    app: Flask, sink: Sink, write: Any, client: CheckingClient, cast: SimpleNamespace
) -> None:
    write(cast.innovator, cast.mentor)
    worker.run_once(app)
    path = urlsplit(sink.taken[0]["List-Unsubscribe"].strip("<>")).path
    assert client.get(path).status_code == 200
    assert switched_off(app) == [], "GET shows a page and stops nothing"
    answer = app.test_client().open(path, method="POST", data={"List-Unsubscribe": "One-Click"})  # as mail programs do
    assert answer.status_code == 200
    assert switched_off(app) == [(cast.mentor.id, VERB)]
    assert client.post(path).status_code == 200, "a second time is fine"
    assert len(switched_off(app)) == 1


def test_a_token_that_is_not_ours(app: Flask, client: CheckingClient, cast: SimpleNamespace) -> None:
    with app.app_context():
        good = unsubscribe_token(cast.mentor.id, VERB)
        assert read_token(good) == (cast.mentor.id, VERB)
    for bad in (good[:-1], good + "x", "x", "a.b.c"):
        assert client.get(f"/activity/unsubscribe/{bad}").status_code == 404
        assert client.post(f"/activity/unsubscribe/{bad}").status_code == 404
    assert switched_off(app) == []


def test_the_page_keeps_what_is_chosen(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.mentor)
    client.get("/account/mail")
    boxes = client.soup.select('input[name="at_once"]')
    assert boxes and all(box.has_attr("checked") for box in boxes), "at once for what waits for you, by default"
    others = [box["value"] for box in boxes if box["value"] != VERB]
    assert client.post("/account/mail", {"at_once": others}).status_code == 303
    assert switched_off(app) == [(cast.mentor.id, VERB)]
    client.get("/account/mail")
    assert not client.soup.select_one(f'input[value="{VERB}"]').has_attr("checked")
    client.post("/account/mail", {"at_once": [VERB, *others]})
    assert switched_off(app) == []


def test_a_kind_that_does_not_exist_is_refused(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    assert as_(cast.mentor).post("/account/mail", {"at_once": ["people.everything"]}).status_code == 422
    assert switched_off(app) == []


def test_every_kind_of_mail_has_words(context: Flask) -> None:
    silent = [kind.verb for kind in FACTS.values() if kind.waits_for is not Fact.waits_for and not kind.mail]
    assert silent == [], "give them @fact(…, mail=_l(…)): what one reads among the mail settings"
