"""/activity: day by day, filtered, paged by key, exported exactly (A6)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from flask import Flask

from app.activity.models import MEMBERS, PARTIES
from app.core.clock import now
from app.core.search import index as make_findable
from app.extensions import db
from tests.builders import an_event
from tests.client import CheckingClient
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]


@pytest.fixture
def told(app: Flask, cast: SimpleNamespace) -> list[int]:
    """Sixty entries over ten days; three share each moment."""
    start = now() - timedelta(days=10)
    with app.app_context():
        for person in (cast.mentor, cast.innovator):
            make_findable(db.session, "person", person.id, person.name)
        made = []
        for number in range(60):
            made.append(
                an_event(
                    cast.mentor if number % 2 else cast.innovator,
                    at=start + timedelta(hours=11 * (number // 3)),
                    strand="mentoring" if number % 3 else "offers",
                ).id
            )
        an_event(cast.partner, visibility=PARTIES)
        return made


def sentences(client: CheckingClient) -> list[str]:
    return [" ".join(li.get_text().split()) for li in client.soup.select(".log > li")]


def test_pages_follow_each_other_without_gap_or_repeat(as_: As, cast: SimpleNamespace, told: list[int]) -> None:
    client, seen, url = as_(cast.stranger), 0, "/activity"
    sizes = []
    while url:
        client.get(url)
        sizes.append(len(sentences(client)))
        seen += sizes[-1]
        older = [a for a in client.soup.select(".pager a") if "Older" in a.get_text()]
        url = older[0]["href"] if older else ""
    assert (seen, sizes) == (60, [25, 25, 10])


def test_entries_stand_under_their_days(as_: As, cast: SimpleNamespace, told: list[int]) -> None:
    client = as_(cast.stranger)
    client.get("/activity")
    assert client.soup.select(".day")
    assert cast.partner.name not in client.soup.select_one("main").get_text()


def rows_of(client: CheckingClient, **chosen: str) -> list[dict[str, str]]:
    answer = client.get("/activity/export.csv?" + urlencode(chosen))
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def count_of(client: CheckingClient, **chosen: str) -> int:
    client.get("/activity?" + urlencode(chosen))
    found = client.soup.select_one("[data-announce]")
    return int(found.get_text().split()[0]) if found else 0


def test_filters_combine_and_the_export_is_the_filtered_set(as_: As, cast: SimpleNamespace, told: list[int]) -> None:
    client = as_(cast.stranger)
    day = (now() - timedelta(days=5)).date().isoformat()
    for chosen, expected in (
        ({}, 60),
        ({"kind": "offers"}, 20),
        ({"person": cast.mentor.id}, 30),
        ({"who": "ines"}, 30),
        ({"who": "nobody of this name"}, 0),
        ({"kind": "offers", "who": "Ferrer"}, 10),
    ):
        assert count_of(client, **chosen) == expected == len(rows_of(client, **chosen)), chosen
    before, since = count_of(client, until=day), count_of(client, since=day)
    assert 0 < before < 60 and 0 < since < 60
    on_the_day = count_of(client, since=day, until=day)
    assert before + since - on_the_day == 60
    assert len(rows_of(client, since=day, kind="mentoring")) == count_of(client, since=day, kind="mentoring")


def test_days_are_the_readers(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():  # 23:30 in Madrid on 1 June is 00:30 on 2 June in Athens
        an_event(cast.stakeholder, at=datetime(2026, 6, 1, 21, 30, tzinfo=UTC))
    assert count_of(as_(cast.mentor), since="2026-06-01", until="2026-06-01") == 1
    assert count_of(as_(cast.mentor2), since="2026-06-01", until="2026-06-01") == 0
    assert count_of(as_(cast.mentor2), since="2026-06-02", until="2026-06-02") == 1


@pytest.mark.parametrize("wrong", ["since=tomorrow", "until=2026-02-30", "kind=secrets", "since=0001-01-01"])
def test_a_filter_that_cannot_be_understood_is_said(
    as_: As, cast: SimpleNamespace, told: list[int], wrong: str
) -> None:
    client = as_(cast.stranger)
    assert client.get(f"/activity?{wrong}").status_code == 200
    assert client.soup.select_one("#results .notice.warn")
    assert len(sentences(client)) == 25


@pytest.mark.parametrize("after", ["x", "e30", "W10", "WyJ4Il0", "%E2%82", "a" * 3000])
def test_a_cursor_that_is_not_ours_is_page_one(as_: As, cast: SimpleNamespace, told: list[int], after: str) -> None:
    client = as_(cast.stranger)
    assert client.get(f"/activity?after={after}").status_code == 200
    assert len(sentences(client)) == 25


def test_htmx_gets_the_list_alone(as_: As, cast: SimpleNamespace, told: list[int]) -> None:
    text = as_(cast.stranger).fragment("/activity?kind=offers").get_data(as_text=True)
    assert "<html" not in text and "20 entries" in text


def test_observers_cannot_ask_by_name(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_event(cast.mentor, visibility=3)
    client = as_(cast.observer)
    assert count_of(client) == 1 == count_of(client, person=cast.innovator.id) == count_of(client, who="lucia")
    assert [row["who"] for row in rows_of(client)] == ["a member"]


def test_an_empty_log_says_what_belongs_there(as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.stranger)
    client.get("/activity")
    assert client.soup.select_one(".empty")


def test_visitors_sign_in_first(client: CheckingClient) -> None:
    for path in ("/activity", "/activity/export.csv", "/activity/inbox", "/account/mail"):
        assert client.get(path).status_code == 303


def test_export_neutralises_names(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_event(SimpleNamespace(id=cast.mentor.id, name='=HYPERLINK("http://evil")'))
    assert rows_of(as_(cast.stranger))[0]["who"].startswith("'=")


def test_the_number_of_statements_does_not_grow(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.stranger)
    counts = []
    for _ in range(2):
        with app.app_context():
            an_event(cast.mentor, visibility=MEMBERS, parties=[cast.innovator])
        with statements(app) as asked:
            client.get("/activity")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_feed_holds_public_entries_only(app: Flask, client: CheckingClient, cast: SimpleNamespace) -> None:
    import xml.etree.ElementTree as ET

    with app.app_context():
        for visibility in range(5):
            an_event(cast.mentor, visibility=visibility)
    answer = client.get("/activity.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.get_data())
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    assert cast.mentor.name not in answer.get_data(as_text=True)
