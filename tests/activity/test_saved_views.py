"""Views of the log that one keeps, and its last year at a glance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask

from app.activity.models import MEMBERS, PARTIES, SavedView
from app.core.clock import now
from app.extensions import db
from tests.builders import an_event
from tests.client import CheckingClient
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]
NEW = "/activity/views/new?kind=messages&q=wrote&after=zzz"


def test_a_view_is_kept_named_and_removed(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_event(cast.mentor)
    client = as_(cast.stranger)
    client.get(NEW)
    assert "wrote" in client.soup.select_one('[name="name"]')["value"]
    assert client.post(NEW, {"name": "Letters"}).status_code == 303
    client.get("/activity")
    address = client.soup.select_one('main a:-soup-contains("Letters")')["href"]
    client.get(address)
    assert client.soup.select_one('[name="q"]')["value"] == "wrote" and "after" not in address
    with app.app_context():
        id = db.session.execute(db.select(SavedView.id)).scalar_one()
    assert client.post(f"/activity/views/{id}", {"name": " "}).status_code == 422
    assert client.post(f"/activity/views/{id}", {"name": "Post"}).status_code == 303
    client.get("/activity/views")
    assert client.soup.select_one('main a:-soup-contains("Post")')
    assert client.post(f"/activity/views/{id}/removal").status_code == 303
    client.get("/activity/views")
    assert client.soup.select_one(".empty")


def test_twenty_views_are_enough(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        db.session.add_all(SavedView(person_id=cast.stranger.id, name=str(n), query="") for n in range(20))
        db.session.commit()
    client = as_(cast.stranger)
    answer = client.post(NEW, {"name": "One more"})
    assert answer.status_code == 422 and client.soup.select_one('[name="name"]')["value"] == "One more"


@pytest.mark.parametrize("htmx", [False, True])
def test_the_year_counts_what_the_reader_may_see_by_their_days(
    app: Flask, as_: As, cast: SimpleNamespace, htmx: bool
) -> None:
    with time_machine.travel(datetime(2026, 11, 10, 12, tzinfo=UTC), tick=False):
        with app.app_context():
            an_event(cast.mentor, at=datetime(2026, 3, 29, 22, 30, tzinfo=UTC))  # the 30th in Prague, after the change
            an_event(cast.mentor, at=datetime(2026, 3, 29, 10, 0, tzinfo=UTC))
            an_event(cast.mentor, at=now(), visibility=MEMBERS)
            an_event(cast.mentor, at=now(), visibility=PARTIES)
            an_event(cast.mentor, at=now() - timedelta(days=400))
        for reader, expected in ((cast.stranger, ["1", "1", "1"]), (cast.mentor, ["2", "1", "1"])):
            client = as_(reader)
            answer = client.fragment("/activity/year") if htmx else client.get("/activity/year")
            client.check(answer)
            assert [cell.get_text() for cell in client.soup.select("td.num")] == expected
            assert len(client.soup.select("svg a")) == 3
        client.get(client.soup.select("td a")[0]["href"])
        assert len(client.soup.select(".log > li")) == 2


def test_the_year_asks_the_same_with_filters_and_without(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.mentor)
    numbers = []
    for size in (1, 3):
        with app.app_context():
            for _ in range(size):
                an_event(cast.mentor)
        for asked in ("", "?kind=messages", f"?person={cast.mentor.id}", "?mine=1&seen=members"):
            client.get(f"/activity/year{asked}")
            assert [cell.get_text() for cell in client.soup.select("td.num")] == [str(size if size == 1 else 4)], asked
        with statements(app) as told:
            client.get("/activity/year")
        numbers.append(len(told))
    assert numbers[0] == numbers[1]
