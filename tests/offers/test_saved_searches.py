"""/offers/searches: kept with the board's filter, told by mail, each new post once (O9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.activity import worker
from app.extensions import db
from app.offers import actions
from app.offers.actions.searches import next_letter
from app.offers.models import SavedSearch, SearchHit
from app.offers.queries import BoardFilter
from tests.activity.conftest import Sink, sink
from tests.builders import a_need, a_person, an_offer
from tests.offers.test_board_filters import titles
from tests.statements import statements

__all__ = ["sink"]
Client = Callable[[SimpleNamespace], Any]
MONDAY = datetime(2026, 5, 11, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def a_search(person: Any, rhythm: str = "daily", name: str = "Rooms", **asked: str) -> str:
    return actions.save_search(a_person(person), name, BoardFilter(**asked), rhythm).id


def told(app: Flask, sink: Sink, clock: Any, moment: datetime) -> list[Any]:
    """The letters about new posts that the worker sends at that moment."""
    sink.taken.clear()
    clock.move_to(moment, tick=False)
    worker.run_once(app)
    return [mail for mail in sink.taken if "board" in mail["Subject"].lower() or "new posts" in mail["Subject"]]


def body(mail: Any) -> str:
    return str(mail.get_body(("plain",)).get_content())


def test_kept_changed_and_removed(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.innovator)
    client.get("/offers/searches")
    assert "No searches yet" in client.soup.get_text()
    client.get("/offers/searches/new?kind=offer&category=space&view=table&sort=ending")
    assert client.soup.select_one("input[name=name]")["value"] == "Offer, Space"
    url = client.soup.select_one("form#search")["action"]
    assert client.post(url, {"name": "", "rhythm": "hourly"}).status_code == 422
    sent = {"name": "Rooms", "rhythm": "weekly"}
    assert client.post(url, sent, form_token="t" * 20).status_code == 303
    assert client.post(url, sent, form_token="t" * 20).status_code == 303
    with app.app_context():
        search = db.session.execute(select(SavedSearch)).scalar_one()
        assert (search.asked, search.rhythm) == ({"kind": "offer", "category": "space"}, "weekly")
    client.get("/offers/searches")
    assert "Rooms" in client.soup.get_text()
    assert client.soup.select('a[href="/offers?kind=offer&category=space"]')
    one = f"/offers/searches/{search.id}"
    assert client.get(one).status_code == 200
    assert client.post(one, {"name": "  ", "rhythm": "off"}).status_code == 422
    assert client.post(one, {"name": "Big rooms", "rhythm": "off"}, htmx=True).headers["HX-Redirect"]
    with app.app_context():
        assert db.session.get_one(SavedSearch, search.id).due_at is None
    assert client.post(f"{one}/removal").status_code == 303
    assert client.get(one).status_code == 404


def test_strangers_find_nothing_and_observers_may_not(
    app: Flask, as_: Client, client: Any, cast: SimpleNamespace
) -> None:
    with app.app_context():
        id_ = a_search(cast.innovator)
    for path in (f"/offers/searches/{id_}", f"/offers/searches/{id_}/removal"):
        assert as_(cast.animator).post(path, {"name": "x", "rhythm": "off"}).status_code == 404
        assert as_(cast.observer).post(path).status_code == 403
        assert client.post(path).status_code == 303
    assert as_(cast.observer).get("/offers/searches").status_code == 403
    assert client.get("/offers/searches/new").status_code == 303


def test_no_more_than_twenty(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        for number in range(20):
            a_search(cast.innovator, name=f"Search {number}")
    client = as_(cast.innovator)
    assert client.post("/offers/searches/new", {"name": "One more", "rhythm": "off"}).status_code == 422
    assert "You keep 20 searches already" in client.soup.get_text()


def test_o9_new_posts_come_by_mail_and_never_twice(app: Flask, sink: Sink, cast: SimpleNamespace, clock: Any) -> None:
    with app.app_context():
        an_offer(cast.stakeholder, title="There before", category="space")
        clock.shift(timedelta(minutes=1))
        a_search(cast.innovator, name="Rooms", category="space")
        a_search(cast.innovator, name="In Łódź", q="lodz")
        clock.shift(timedelta(minutes=1))
        an_offer(cast.stakeholder, title="A room in Łódź", category="space")
        an_offer(cast.stakeholder, title="A hall", category="space")
        an_offer(cast.stakeholder, title="A van", category="equipment")
        an_offer(cast.innovator, title="My own room", category="space")
    [mail] = told(app, sink, clock, MONDAY + DAY)
    assert mail.recipients == [cast.innovator.email]
    assert mail["Subject"].startswith("2 new posts")
    text = body(mail)
    assert text.count("A room in Łódź") == 1, "two searches find it, it is told once"
    assert "A hall" in text
    assert not any(words in text for words in ("There before", "A van", "My own room"))
    assert mail.get_body(("html",)) is not None
    assert told(app, sink, clock, MONDAY + 2 * DAY) == []
    assert told(app, sink, clock, MONDAY + 9 * DAY) == []
    with app.app_context():
        an_offer(cast.stakeholder, title="A cellar", category="space")
    [mail] = told(app, sink, clock, MONDAY + 10 * DAY)
    assert mail["Subject"].strip() == "New on the board: A cellar"
    assert "A hall" not in body(mail)


def test_o9_the_entry_in_the_inbox_leads_to_what_was_found(
    app: Flask, sink: Sink, as_: Client, cast: SimpleNamespace, clock: Any
) -> None:
    with app.app_context():
        id_ = a_search(cast.innovator, name="Needs", kind="need")
        clock.shift(timedelta(minutes=1))
        a_need(cast.partner, title="A translator")
    told(app, sink, clock, MONDAY + DAY)
    client = as_(cast.innovator)
    client.get("/activity/inbox")
    assert "1 new post matches" in client.soup.get_text()
    client.get(f"/offers/searches/{id_}")
    assert titles_of_cards(client) == ["A translator"]
    other = as_(cast.mentor)
    other.get("/activity")
    assert "new post matches" not in other.soup.get_text(), "it is theirs alone"


def titles_of_cards(client: Any) -> list[str]:
    return [link.get_text() for link in client.soup.select(".cards a.title")]


def test_o9_who_may_see_it_is_asked_again_when_the_letter_is_sent(
    app: Flask, sink: Sink, cast: SimpleNamespace, clock: Any
) -> None:
    with app.app_context():
        a_search(cast.innovator, category="space")
        clock.shift(timedelta(minutes=1))
        gone = an_offer(cast.stakeholder, title="Soon gone", category="space")
        clock.move_to(MONDAY + DAY, tick=False)
        assert actions.tell_saved_searches() == 1
        actions.withdraw_post(a_person(cast.stakeholder), gone)
    assert told(app, sink, clock, MONDAY + DAY + timedelta(minutes=1)) == []


def test_a_letter_says_how_to_stop_and_one_click_stops_it(
    app: Flask, sink: Sink, client: Any, cast: SimpleNamespace, clock: Any
) -> None:
    with app.app_context():
        id_ = a_search(cast.innovator, category="space")
        clock.shift(timedelta(minutes=1))
        an_offer(cast.stakeholder, category="space")
    [mail] = told(app, sink, clock, MONDAY + DAY)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = mail["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    assert client.get(url).status_code == 200
    with app.app_context():
        assert db.session.get_one(SavedSearch, id_).rhythm == "daily", "a mail scanner follows links"
    assert client.post(url).status_code == 200
    with app.app_context():
        assert db.session.get_one(SavedSearch, id_).rhythm == "off"
        an_offer(cast.stakeholder, category="space")
    assert told(app, sink, clock, MONDAY + 8 * DAY) == []


@pytest.mark.parametrize(
    ("moment", "rhythm", "due"),
    [
        ("2026-03-28T05:00Z", "daily", "2026-03-28T06:00Z"),  # Brussels, the day before the clocks change
        ("2026-03-28T12:00Z", "daily", "2026-03-29T05:00Z"),
        ("2026-05-11T04:59Z", "weekly", "2026-05-11T05:00Z"),
        ("2026-05-11T05:00Z", "weekly", "2026-05-18T05:00Z"),
        ("2026-05-13T12:00Z", "weekly", "2026-05-18T05:00Z"),
    ],
)
def test_letters_are_due_in_the_morning_there(moment: str, rhythm: str, due: str) -> None:
    with time_machine.travel(moment, tick=False):
        assert next_letter(rhythm, "Europe/Brussels") == datetime.fromisoformat(due)
        assert next_letter("off", "Europe/Brussels") is None


def test_o9_two_workers_tell_it_once(app: Flask, cast: SimpleNamespace, clock: Any) -> None:
    from app.offers.actions.searches import tell_new_posts

    with app.app_context():
        a_search(cast.innovator, category="space")
        clock.shift(timedelta(minutes=1))
        an_offer(cast.stakeholder, category="space")
        clock.move_to(MONDAY + DAY, tick=False)
        person = a_person(cast.innovator)
        assert [tell_new_posts(None, person), tell_new_posts(None, person)] == [1, 0]
        assert len(db.session.execute(select(SearchHit)).all()) == 1


def test_who_leaves_leaves_no_searches(app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        a_search(cast.innovator)
        actions.open_board_feed(a_person(cast.innovator))
        actions.leave(a_person(cast.animator), a_person(cast.innovator))
        assert db.session.execute(select(SavedSearch)).all() == []


def test_the_list_costs_the_same_for_one_and_three(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.innovator)
    counted = []
    for number in range(3):
        with app.app_context():
            a_search(cast.innovator, name=f"Search {number}", kind="need")
        client.get("/offers/searches")
        with statements(app) as asked:
            client.get("/offers/searches")
        counted.append(len(asked))
    assert counted[0] == counted[2]


def test_keep_this_search_is_on_the_board(as_: Client, app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_offer(cast.stakeholder, title="A room")
    client = as_(cast.innovator)
    client.get("/offers?kind=offer&q=room&view=table")
    assert titles(client) == ["A room"]
    assert client.soup.select('a[href="/offers/searches/new?q=room&kind=offer"]')
