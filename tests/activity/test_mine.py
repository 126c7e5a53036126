"""What I did: a record by kind, with counts and hours, for others to read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

from flask import Flask

from app.activity.chain import append
from app.activity.models import MEMBERS, PARTIES, Event
from app.core.models import new_id
from app.extensions import db
from tests.builders import an_event
from tests.client import CheckingClient

As = Callable[[SimpleNamespace], CheckingClient]
HELD = datetime(2026, 5, 4, 9, tzinfo=UTC)


def a_held_session(mentor: SimpleNamespace, mentee: SimpleNamespace, minutes: int) -> None:
    """Confirmed by the mentee: the mentor held it, too."""
    people = {name: {"kind": "person", "id": one.id, "name": one.name} for name, one in
              (("mentor", mentor), ("mentee", mentee), ("actor", mentee))}  # fmt: skip
    session = {"session": {"kind": "session", "id": new_id(), "name": ""}, "innovation": None, "minutes": minutes}
    event = Event(
        at=HELD, verb="mentoring.session_held", strand="mentoring", actor_id=mentee.id, visibility=MEMBERS,
        shown=MEMBERS, object_kind="session", object_id=new_id(), facts=people | session, ref=new_id(),
        corrects_id=None,
    )  # fmt: skip
    append(event, {mentor.id, mentee.id})
    db.session.commit()


def told(client: CheckingClient, query: str) -> list[list[str]]:
    client.get("/activity/me" + query)
    return [[cell.get_text(strip=True) for cell in row.select("td")] for row in client.soup.select("tbody tr")]


def test_counts_and_hours_of_a_span(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        a_held_session(cast.mentor, cast.innovator, 90)
        a_held_session(cast.mentor, cast.innovator2, 60)
        an_event(cast.mentor, at=HELD, visibility=PARTIES)
        an_event(cast.innovator, at=HELD, parties=[cast.mentor])
    client = as_(cast.mentor)
    held = f"{cast.mentor.name} and … held a session on …"
    assert told(client, "?since=2026-05-01&until=2026-05-31") == [[held, "2", "2.5"]]
    text = client.soup.select_one("main").get_text()
    assert cast.mentor.name in text and "Test cluster" in text and cast.innovator.name not in text
    assert told(client, "?since=2025-01-01&until=2025-12-31") == []
    client.get("/activity/me?since=2026-05-01&until=2026-05-31")
    client.get(client.soup.select_one("tbody a")["href"])
    assert len(client.soup.select(".log > li")) == 2


def test_the_table_has_the_same_numbers(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        a_held_session(cast.mentor, cast.innovator, 45)
    answer = as_(cast.innovator).get("/activity/me.csv?since=2026-05-01")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert [(row["verb"], row["number"], row["minutes"]) for row in rows] == [("mentoring.session_held", "1", "45")]


def test_a_day_that_is_none_is_said_and_observers_have_no_record(as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.stranger)
    client.get("/activity/me?since=then")
    assert client.soup.select_one(".notice.warn") and client.soup.select_one(".empty")
    assert as_(cast.observer).get("/activity/me").status_code == 403
