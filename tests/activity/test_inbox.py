"""/activity/inbox: what concerns me, by thing; looking changes nothing, each button does one thing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.actions import wake_snoozed
from app.activity.models import Delivery, Event
from app.activity.snoozing import back_at, later_today
from app.core.clock import at, now
from app.extensions import db
from app.messages.actions import mark_seen, write_to
from app.people.actions import change_role
from tests.builders import a_person
from tests.client import CheckingClient
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]


def states(app: Flask) -> list[str]:
    with app.app_context():
        query = select(Delivery.state).filter_by(channel="inbox").order_by(Delivery.event_id)
        return list(db.session.execute(query).scalars())


def refs(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.execute(select(Event.ref).order_by(Event.id)).scalars())


def lines(client: CheckingClient, address: str = "/activity/inbox") -> list[Any]:
    client.get(address)
    return list(client.soup.select("#results .log > li"))


def badge(client: CheckingClient) -> str:
    return client.soup.select_one('.nav [data-count="activity.index"] > span').get_text()


@pytest.fixture
def roles(app: Flask, cast: SimpleNamespace) -> Callable[[int], None]:
    """`roles(3)`: three entries about one thing, for the mentor."""

    def change(times: int) -> None:
        with app.app_context():
            for _ in range(times):
                person = a_person(cast.mentor)
                change_role(a_person(cast.animator), person, "partner" if person.role == "member" else "member")

    return change


def test_looking_changes_nothing_and_opening_does(app: Flask, as_: As, cast: SimpleNamespace, write: Any) -> None:
    write(cast.innovator, cast.mentor)
    write(cast.innovator2, cast.mentor)
    client = as_(cast.mentor)
    assert len(lines(client)) == 2 and len(client.soup.select(".log > li.unread")) == 2
    assert len(lines(client, "/activity/inbox?show=new")) == 2 and states(app) == ["unread", "unread"]
    with app.app_context():
        event = db.session.execute(select(Event).order_by(Event.id)).scalars().first()
        assert event is not None
    answer = client.post(f"/activity/inbox/{event.ref}")
    assert answer.headers["Location"].startswith(f"/messages/{event.object_id}")
    assert states(app) == ["read", "unread"]
    assert len(lines(client, "/activity/inbox?new=1")) == 1, "as older links write it"
    client.post("/activity/inbox/read", {"up_to": refs(app)[1]})
    assert states(app) == ["read", "read"]
    client.get("/activity/inbox?show=new")
    assert client.soup.select_one(".empty")


def test_one_card_for_each_thing(app: Flask, as_: As, cast: SimpleNamespace, write: Any, roles: Any) -> None:
    roles(4)
    write(cast.innovator, cast.mentor)
    client = as_(cast.mentor)
    told, roled = lines(client)
    assert "more about this" not in told.get_text() and "and 3 more about this" in roled.get_text()
    newest = roled.select_one("a[href^='/activity/inbox/']")["href"]
    assert newest == f"/activity/inbox/{refs(app)[3]}"
    client.get(newest)
    assert len(client.soup.select(".log > li")) == 4


def test_no_address_tells_how_much_there_is_for_others(
    app: Flask, as_: As, cast: SimpleNamespace, write: Any, roles: Any
) -> None:
    """The number of an entry has gaps for who may not see all: it stands nowhere (A3)."""
    roles(3)
    write(cast.innovator, cast.mentor)
    with app.app_context():
        db.session.execute(db.text("PRAGMA defer_foreign_keys=ON"))
        db.session.execute(db.text("UPDATE events SET id = id + 918273"))
        db.session.execute(db.text("UPDATE event_parties SET event_id = event_id + 918273"))
        db.session.execute(db.text("UPDATE event_refs SET event_id = event_id + 918273"))
        db.session.execute(db.text("UPDATE deliveries SET event_id = event_id + 918273"))
        db.session.commit()
    client = as_(cast.mentor)
    for address in ("/activity/inbox", f"/activity/inbox/{refs(app)[0]}"):
        assert "9182" not in client.get(address).get_data(as_text=True)


def test_done_and_undone(app: Flask, as_: As, cast: SimpleNamespace, roles: Any) -> None:
    roles(2)
    client = as_(cast.mentor)
    ref = refs(app)[1]
    answer = client.post(f"/activity/inbox/{ref}", {"do": "done", "kind": "people"})
    assert answer.headers["Location"] == f"/activity/inbox?kind=people&undo={ref}&was=new#undone"
    assert states(app) == ["done", "done"]
    client.get(answer.headers["Location"])
    assert client.soup.select_one("#undone[tabindex] .notice.success form")["action"] == f"/activity/inbox/{ref}"
    assert badge(client) == "0" and lines(client) == []
    assert len(lines(client, "/activity/inbox?show=done")) == 1
    client.post(f"/activity/inbox/{ref}", {"do": "back"})
    assert states(app) == ["read", "read"] and len(lines(client)) == 1
    client.post(f"/activity/inbox/{ref}", {"do": "new"})
    assert states(app) == ["read", "unread"]
    client.get("/activity/inbox")
    assert badge(client) == "1"
    client.post(f"/activity/inbox/{ref}", {"do": "read"})
    assert states(app) == ["read", "read"]


def test_undoing_gives_back_what_was_new_as_new(app: Flask, as_: As, cast: SimpleNamespace, roles: Any) -> None:
    roles(2)
    client, ref = as_(cast.mentor), refs(app)[1]
    for where, said in ((ref, {"do": "done"}), (f"{ref}/pause", {"until": "tomorrow"})):
        for before in ("new", "read"):
            client.post(f"/activity/inbox/{ref}", {"do": before})
            client.get(client.post(f"/activity/inbox/{where}", said).headers["Location"])
            offered = client.soup.select_one(".notice.success [name=do]")["value"]
            client.post(f"/activity/inbox/{ref}", {"do": offered})
            client.get("/activity/inbox")
            assert badge(client) == ("1" if before == "new" else "0") and len(lines(client)) == 1


def test_what_came_since_stays_new(app: Flask, as_: As, cast: SimpleNamespace, roles: Any) -> None:
    roles(2)
    seen = refs(app)[1]
    roles(1)
    client = as_(cast.mentor)
    client.post(f"/activity/inbox/{seen}", {"do": "done"})
    assert states(app) == ["done", "done", "unread"]
    client.post("/activity/inbox/read", {"up_to": seen})
    assert states(app)[2] == "unread"


def test_put_off_comes_back_as_new(app: Flask, as_: As, cast: SimpleNamespace, roles: Any) -> None:
    roles(3)
    client = as_(cast.mentor)
    ref = refs(app)[2]
    answer = client.post(f"/activity/inbox/{ref}/pause", {"until": "tomorrow"})
    assert answer.headers["Location"] == f"/activity/inbox?undo={ref}&was=new#undone" and states(app) == ["snoozed"] * 3
    assert lines(client) == [] and badge(client) == "0"
    assert len(lines(client, "/activity/inbox?show=snoozed")) == 1
    with app.app_context():
        wake_snoozed(None)
    assert states(app) == ["snoozed"] * 3, "not before its time"
    with app.app_context(), at(now() + timedelta(days=2)):
        wake_snoozed(None)
    assert states(app) == ["read", "read", "unread"], "one card, new once"
    assert len(lines(client)) == 1 and badge(client) == "1"


def test_something_new_about_it_does_not_wait(app: Flask, as_: As, cast: SimpleNamespace, roles: Any) -> None:
    roles(1)
    client = as_(cast.mentor)
    client.post(f"/activity/inbox/{refs(app)[0]}/pause", {"until": "week"})
    roles(1)  # which ends their sign-ins
    assert len(lines(as_(cast.mentor))) == 1 and states(app) == ["snoozed", "unread"]


@pytest.mark.parametrize("day", ["", "x", "2020-01-01", "today", "9999-12-31", "0000-00-00"])
def test_a_day_that_is_not_ahead_is_refused(app: Flask, as_: As, cast: SimpleNamespace, roles: Any, day: str) -> None:
    roles(1)
    day = now().date().isoformat() if day == "today" else day
    path = f"/activity/inbox/{refs(app)[0]}/pause"
    for htmx in (False, True):
        assert as_(cast.mentor).post(path, {"until": "day", "day": day}, htmx=htmx).status_code == 422
    assert as_(cast.mentor).post(path, {"until": "never"}).status_code == 422
    assert states(app) == ["unread"]


def test_it_can_be_found(app: Flask, as_: As, cast: SimpleNamespace, write: Any, roles: Any) -> None:
    write(cast.innovator, cast.mentor)
    write(cast.innovator2, cast.mentor)
    roles(1)
    client = as_(cast.mentor)
    for asked, number in (("kind=people", 1), ("kind=messages", 2), ("q=Łącki", 1), ("q=nobody", 0), ("q=%25", 0)):
        assert len(lines(client, f"/activity/inbox?{asked}")) == number, asked
    client.fragment("/activity/inbox?kind=people&show=new")


def test_nobody_touches_anothers(app: Flask, as_: As, cast: SimpleNamespace, write: Any) -> None:
    write(cast.innovator, cast.mentor)
    (ref,) = refs(app)
    for person in (cast.animator, cast.stranger, cast.innovator):
        client = as_(person)
        assert client.get(f"/activity/inbox/{ref}").status_code == 404
        assert client.post(f"/activity/inbox/{ref}", {"do": "done"}).status_code == 404
        assert client.post(f"/activity/inbox/{ref}/pause", {"until": "week"}).status_code == 404
        client.post("/activity/inbox/read", {"up_to": ref})
    assert as_(cast.mentor).post("/activity/inbox/999999").status_code == 404
    assert states(app) == ["unread"]


def test_visitors_sign_in_first(client: CheckingClient, app: Flask, cast: SimpleNamespace, write: Any) -> None:
    write(cast.innovator, cast.mentor)
    (ref,) = refs(app)
    for path in (f"/activity/inbox/{ref}", f"/activity/inbox/{ref}/pause", "/activity/inbox/read"):
        assert client.post(path).headers["Location"].startswith("/sign-in")
    assert states(app) == ["unread"]


def test_the_same_again_changes_nothing_more(app: Flask, as_: As, cast: SimpleNamespace, roles: Any) -> None:
    roles(1)
    client = as_(cast.mentor)
    for _ in range(2):
        assert client.post(f"/activity/inbox/{refs(app)[0]}", {"do": "done"}, form_token="x" * 24).status_code == 303
    answer = client.post(f"/activity/inbox/{refs(app)[0]}", {"do": "back"}, htmx=True)
    assert answer.status_code == 204 and answer.headers["HX-Redirect"] == "/activity/inbox"
    assert states(app) == ["read"]


def test_odd_refs_mark_nothing(app: Flask, as_: As, cast: SimpleNamespace, write: Any) -> None:
    write(cast.innovator, cast.mentor)
    for up_to in ("", "x", "-1", "²", "9" * 40):
        assert as_(cast.mentor).post("/activity/inbox/read", {"up_to": up_to}).status_code == 303
    assert states(app) == ["unread"]


def test_dealing_with_it_elsewhere_ends_the_pause(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        reader = a_person(cast.mentor)
        said = write_to(a_person(cast.innovator), reader, "Hello")
    as_(cast.mentor).post(f"/activity/inbox/{refs(app)[0]}/pause", {"until": "week"})
    with app.app_context():
        mark_seen(a_person(cast.mentor), said.conversation_id, said.id)
    assert states(app) == ["read"]


def test_pages_of_things(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    """Sixty things on three pages, each once."""
    with app.app_context():
        for number in range(60):
            event = Event(
                verb="people.profile_changed", strand="people", visibility=2, shown=2, object_kind="person",
                object_id=f"{number:026d}", facts={"person": {"kind": "person", "id": cast.stranger.id, "name": "T"}},
            )  # fmt: skip
            db.session.add(event)
            db.session.flush()
            db.session.add(Delivery(event_id=event.id, person_id=cast.mentor.id, channel="inbox", state="unread"))
        db.session.commit()
    client, address, sizes = as_(cast.mentor), "/activity/inbox", []
    while address:
        sizes.append(len(lines(client, address)))
        further = client.soup.select('.pager a[href*="after="]')
        address = further[0]["href"] if further else ""
    assert sizes == [25, 25, 10]


def test_as_many_statements_for_three_as_for_one(
    app: Flask, as_: As, cast: SimpleNamespace, write: Any, roles: Any
) -> None:
    roles(1)
    client = as_(cast.mentor)
    client.get("/activity/inbox")
    with statements(app) as one:
        client.get("/activity/inbox")
    write(cast.innovator, cast.mentor)
    write(cast.innovator2, cast.mentor)
    with statements(app) as three:
        client.get("/activity/inbox")
    assert len(three) == len(one)


@pytest.mark.parametrize(
    ("zone", "moment", "choice", "expected"),
    [
        ("Europe/Brussels", "2026-11-24T09:10", "later", "2026-11-24T12:00"),
        ("Europe/Brussels", "2026-11-24T21:10", "later", "2026-11-25T07:00"),  # too late: tomorrow morning
        ("Europe/Brussels", "2026-10-24T12:00", "tomorrow", "2026-10-25T07:00"),  # the clock goes back in the night
        ("Europe/Brussels", "2026-03-28T12:00", "tomorrow", "2026-03-29T06:00"),
        ("Asia/Kathmandu", "2026-11-24T20:00", "tomorrow", "2026-11-26T02:15"),  # there it is the 25th already
        ("Europe/Brussels", "2026-11-24T12:00", "week", "2026-11-30T07:00"),
        ("Europe/Brussels", "2026-11-30T12:00", "week", "2026-12-07T07:00"),
    ],
)
def test_mornings_are_local(zone: str, moment: str, choice: str, expected: str) -> None:
    asked, wanted = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (moment, expected))
    assert back_at(choice, asked, zone) == wanted


def test_late_in_the_evening_there_is_no_later_today() -> None:
    assert later_today(datetime(2026, 11, 24, 21, tzinfo=UTC), "Europe/Brussels") is None
