"""A person's own feed behind a secret address: what is asked of each of them, whatever it tells (SECURITY 7, 9)."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import LogFeed
from app.extensions import db
from app.mentoring.models import CalendarSettings
from app.offers.models import BoardFeed
from app.people import actions
from app.people.feeds import SecretAddress
from app.people.reader import hash_secret
from tests.builders import a_person
from tests.web.hostile import forget_tries

FEEDS = [
    pytest.param(("/activity/exports", "/activity/feed/address", "/activity/feed/{}.atom", LogFeed), id="log"),
    pytest.param(("/offers/searches", "/offers/searches/address", "/offers/feed/{}.atom", BoardFeed), id="board"),
    pytest.param(
        ("/mentoring/calendar", "/mentoring/calendar/address", "/calendar/{}.ics", CalendarSettings), id="calendar"
    ),
]


@pytest.fixture(params=FEEDS)
def feed(request: pytest.FixtureRequest, as_: Callable[..., Any], cast: SimpleNamespace) -> SimpleNamespace:
    """Where it is chosen, where it is read, where it is kept; and a member's browser."""
    page, forms, read, table = request.param
    return SimpleNamespace(page=page, forms=forms, read=read, table=table, member=as_(cast.mentor))


def address(feed: SimpleNamespace) -> str:
    """The path of the feed, as the page shows it; nothing while it is off."""
    feed.member.get(feed.page)
    shown = feed.member.soup.select_one("#feed-address")
    return shown["value"].removeprefix("http://localhost") if shown else ""


def opened(feed: SimpleNamespace) -> str:
    assert feed.member.post(feed.forms).status_code == 303
    found = address(feed)
    assert found == feed.read.format(secret_in(feed, found))
    return found


def secret_in(feed: SimpleNamespace, path: str) -> str:
    before, _, after = feed.read.partition("{}")
    return path.removeprefix(before).removesuffix(after)


def test_it_is_secret_and_only_its_hash_is_kept(app: Flask, client: Any, feed: SimpleNamespace) -> None:
    assert address(feed) == ""
    url = opened(feed)
    secret = secret_in(feed, url)
    assert len(secret) >= 43, "256 bit"
    with app.app_context():
        assert db.session.execute(select(feed.table.secret_hash)).scalar_one() == hash_secret(secret)
        dump = "".join(db.session.connection().connection.driver_connection.iterdump())  # type: ignore[union-attr]
    assert secret not in dump
    assert client.get(url).status_code == 200, "no sign-in: a program that reads feeds has none"


def test_a_renewed_or_revoked_address_leads_nowhere(client: Any, feed: SimpleNamespace) -> None:
    first = opened(feed)
    assert opened(feed) == first, "open already: it stays"
    assert feed.member.post(f"{feed.forms}/renewal").status_code == 303
    second = address(feed)
    assert first != second
    assert [client.get(url).status_code for url in (first, second)] == [404, 200]
    assert feed.member.post(f"{feed.forms}/removal").status_code == 303
    assert address(feed) == "" and client.get(second).status_code == 404
    third = opened(feed)
    assert third not in (first, second)
    assert [client.get(url).status_code for url in (first, second, third)] == [404, 404, 200]


def test_a_renewal_sent_twice_is_one(feed: SimpleNamespace) -> None:
    opened(feed)
    for _ in range(2):
        feed.member.post(f"{feed.forms}/renewal", form_token="a" * 24)
    again = address(feed)
    feed.member.post(f"{feed.forms}/renewal", form_token="a" * 24)
    assert address(feed) == again


@pytest.mark.parametrize("ending", ["suspend", "remove"])
def test_who_is_no_longer_here_has_no_feed(
    app: Flask, client: Any, cast: Any, feed: SimpleNamespace, ending: str
) -> None:
    url = opened(feed)
    with app.app_context():
        end = actions.suspend_person if ending == "suspend" else actions.remove_person
        end(a_person(cast.animator), a_person(cast.mentor))
        left: list[SecretAddress] = list(db.session.execute(select(feed.table)).scalars())
        assert bool(left) == (ending == "suspend")
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 26, "a" * 43, "%00", "a" * 5000, "..%2f..%2fetc", "é", "' OR 1=1 --"])
def test_a_foreign_address_is_404(client: Any, feed: SimpleNamespace, token: str) -> None:
    opened(feed)
    assert client.get(feed.read.format(token)).status_code in (404, 414)


def test_trying_addresses_is_throttled_and_hinders_nobody_with_the_right_one(
    app: Flask, client: Any, feed: SimpleNamespace
) -> None:
    url = opened(feed)
    tried = [client.get(feed.read.format(number)) for number in range(12)]
    assert [answer.status_code for answer in tried] == [404] * 10 + [429] * 2
    assert int(tried[-1].headers["Retry-After"]) > 0
    assert client.get(url).status_code == 200
    with app.app_context():
        forget_tries()
    assert client.get(feed.read.format("x")).status_code == 404


@pytest.mark.parametrize("path", ["", "/renewal", "/removal"])
def test_observers_and_strangers_have_none(
    as_: Callable[..., Any], client: Any, cast: Any, feed: SimpleNamespace, path: str
) -> None:
    assert as_(cast.observer).post(feed.forms + path).status_code == 403
    assert client.post(feed.forms + path).location.startswith("/sign-in")
