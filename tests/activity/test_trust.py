"""Animators see the log's end and ask for a look at all of it; the worker looks, and names what is broken."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from flask import Flask
from sqlalchemy import text

from app.activity.heads import keep_head
from app.activity.looking import last_look, look_when_asked
from app.extensions import db
from tests.builders import an_event

As = Callable[[SimpleNamespace], Any]
PAGE = "/activity/trust"


def test_the_end_in_words(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get(PAGE)
    assert "Nothing has been recorded yet" in client.soup.get_text()
    with app.app_context():
        hash_ = an_event(cast.mentor).hash
        keep_head()
    client.get(PAGE)
    shown = client.soup.select_one("#end").get_text()
    assert shown.count(hash_[:16]) == 2 and hash_ not in shown


def test_asked_looked_and_told(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    with app.app_context():
        an_event(cast.mentor)
    assert not look_when_asked(app), "nobody asked"
    for _ in range(2):
        assert client.post(f"{PAGE}/look").status_code == 303
    client.get(PAGE)
    assert "is being looked at" in client.soup.get_text()
    assert look_when_asked(app) and not look_when_asked(app), "asked twice, looked once"
    client.get(PAGE)
    assert "1 entry, as it was recorded" in client.soup.get_text() and "being looked at" not in client.soup.get_text()
    with app.app_context():
        db.session.connection(execution_options={"writing": True}).execute(text("UPDATE events SET shown = 0"))
        db.session.commit()
    client.post(f"{PAGE}/look")
    look_when_asked(app)
    client.get(PAGE)
    assert "Entry 1 is shown to others than it may be" in client.soup.get_text()
    with app.app_context():
        look = last_look()
        assert look and look.found.broken and look.found.broken.number == 1


def test_only_animators(as_: As, cast: SimpleNamespace) -> None:
    for person in (cast.mentor, cast.observer):
        client = as_(person)
        assert client.get(PAGE).status_code == 403 and client.post(f"{PAGE}/look").status_code == 403


def test_linked_from_the_log_for_animators(as_: As, cast: SimpleNamespace) -> None:
    for person, linked in ((cast.animator, True), (cast.mentor, False)):
        client = as_(person)
        client.get("/activity")
        assert bool(client.soup.select('a[href="/activity/trust"]')) is linked
