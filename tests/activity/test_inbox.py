"""/activity/inbox: what concerns me; looking changes nothing, opening marks read."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.extensions import db
from tests.client import CheckingClient

As = Callable[[SimpleNamespace], CheckingClient]


def states(app: Flask) -> list[str]:
    with app.app_context():
        query = select(Delivery.state).filter_by(channel="inbox").order_by(Delivery.event_id)
        return list(db.session.execute(query).scalars())


def test_looking_changes_nothing_and_opening_does(app: Flask, as_: As, cast: SimpleNamespace, write: Any) -> None:
    write(cast.innovator, cast.mentor)
    write(cast.innovator2, cast.mentor)
    client = as_(cast.mentor)
    client.get("/activity/inbox")
    client.get("/activity/inbox?new=1")
    assert len(client.soup.select(".log > li.unread")) == 2 and states(app) == ["unread", "unread"]
    with app.app_context():
        event = db.session.execute(select(Event).order_by(Event.id)).scalars().first()
        assert event is not None
    answer = client.post(f"/activity/inbox/{event.id}")
    assert answer.headers["Location"] == f"/messages/{event.object_id}"
    assert states(app) == ["read", "unread"]
    client.get("/activity/inbox?new=1")
    assert len(client.soup.select(".log > li")) == 1
    client.post("/activity/inbox/read", {"up_to": str(event.id + 1)})
    assert states(app) == ["read", "read"]
    client.get("/activity/inbox?new=1")
    assert client.soup.select_one(".empty")


def test_nobody_opens_anothers(app: Flask, as_: As, cast: SimpleNamespace, write: Any) -> None:
    write(cast.innovator, cast.mentor)
    with app.app_context():
        number = db.session.execute(select(Event.id)).scalar_one()
    for person in (cast.animator, cast.stranger, cast.innovator):
        assert as_(person).post(f"/activity/inbox/{number}").status_code == 404
    assert as_(cast.mentor).post("/activity/inbox/999999").status_code == 404
    assert states(app) == ["unread"]


def test_odd_numbers_mark_nothing(app: Flask, as_: As, cast: SimpleNamespace, write: Any) -> None:
    write(cast.innovator, cast.mentor)
    for up_to in ("", "x", "-1", "²", "9" * 40):
        assert as_(cast.mentor).post("/activity/inbox/read", {"up_to": up_to}).status_code == 303
    assert states(app) == ["unread"]
