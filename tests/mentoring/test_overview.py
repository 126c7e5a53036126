"""/mentoring/mentorships: animators see who works with whom, and when they meet; never what they say."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from app.core.search import index
from app.extensions import db
from tests.client import CheckingClient
from tests.mentoring.builders import MONDAY, a_mentorship, a_note, a_session, an_innovation
from tests.mentoring.held import a_held_session, a_mentorship_for
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]
LIST, CSV = "/mentoring/mentorships", "/mentoring/mentorships.csv"


def lines(client: CheckingClient, url: str = LIST) -> list[list[str]]:
    client.get(url)
    rows = client.soup.select("table tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in row.find_all("td")] for row in rows]


def as_csv(client: CheckingClient, url: str = CSV) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(url).get_data(as_text=True))))


@pytest.fixture
def two(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    """One pair that met and meets again; one that never met."""
    with app.app_context():
        kitchens = an_innovation(cast.innovator)
        index(db.session(), "innovation", kitchens, "Kitchens for All")
        db.session.commit()
        busy = a_mentorship_for(kitchens, cast.mentor, cast.innovator)
        a_held_session(busy, MONDAY - timedelta(days=10))
        a_session(busy, MONDAY + timedelta(days=3), state="confirmed")
        a_session(busy, MONDAY + timedelta(days=1), state="cancelled")
        return SimpleNamespace(busy=busy, still=a_mentorship(cast.mentor2, cast.innovator2))


def test_animators_see_who_works_with_whom_and_when_they_meet(
    as_: As, cast: SimpleNamespace, two: SimpleNamespace
) -> None:
    told = {row["mentee"]: row for row in as_csv(as_(cast.animator))}
    busy, still = told[cast.innovator.name], told[cast.innovator2.name]
    assert (busy["mentor"], busy["innovation"], busy["state"]) == (cast.mentor.name, "Kitchens for All", "active")
    assert busy["last_meeting"].startswith(f"{MONDAY - timedelta(days=10):%Y-%m-%d}")
    assert busy["next_meeting"].startswith(f"{MONDAY + timedelta(days=3):%Y-%m-%d}")
    assert (still["last_meeting"], still["next_meeting"]) == ("", "")


@pytest.mark.parametrize("asked", ["", "?q=kitchens", "?q=nobody", "?state=all", "?state=quiet", "?state=nonsense"])
def test_page_and_csv_agree(as_: As, cast: SimpleNamespace, two: SimpleNamespace, asked: str) -> None:
    client = as_(cast.animator)
    shown = [line[0] for line in lines(client, LIST + asked)]
    assert shown == [f"{row['mentor']} and {row['mentee']}" for row in as_csv(client, CSV + asked)]


def test_quiet_are_those_who_have_not_met_for_long_and_have_nothing_booked(
    app: Flask, as_: As, cast: SimpleNamespace, pair: SimpleNamespace
) -> None:
    client = as_(cast.animator)
    assert not lines(client, f"{LIST}?state=quiet")
    with app.app_context():
        other = a_mentorship(cast.mentor2, cast.innovator2)
        for one in (pair.mentorship, other):
            a_held_session(one, MONDAY - timedelta(days=61))
        a_session(other, MONDAY + timedelta(days=3), state="confirmed")
    assert [line[0] for line in lines(client, f"{LIST}?state=quiet")] == [
        f"{cast.mentor.name} and {cast.innovator.name}"
    ]


def test_nothing_that_people_wrote_is_in_it(app: Flask, as_: As, cast: SimpleNamespace, pair: SimpleNamespace) -> None:
    with app.app_context():
        a_note(pair.mentorship, cast.mentor, "Between the two of us", audience="pair")
    client = as_(cast.animator)
    for url in (LIST, CSV, "/mentoring"):
        assert "Between the two of us" not in client.get(url).get_data(as_text=True)


def test_an_htmx_request_gets_the_list_alone(as_: As, cast: SimpleNamespace, two: SimpleNamespace) -> None:
    answer = as_(cast.animator).fragment(f"{LIST}?q=kitchens")
    assert cast.innovator.name in answer.get_data(as_text=True)
    assert "<h1" not in answer.get_data(as_text=True)


def test_only_animators_see_it(as_: As, client: CheckingClient, cast: SimpleNamespace, two: SimpleNamespace) -> None:
    for part in ("mentor", "innovator", "stranger", "observer"):
        for url in (LIST, CSV):
            assert as_(getattr(cast, part)).get(url).status_code == 403
    assert client.get(LIST).status_code == 303
    own = as_(cast.mentor)
    own.get("/mentoring")
    assert "Mentorships in the cluster" not in own.soup.get_text()


def test_an_empty_cluster_says_what_belongs_there(as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    for url in (LIST, "/mentoring"):
        client.get(url)
        assert "No mentorship is running" in client.soup.get_text()
    client.get(f"{LIST}?q=ines")
    assert "No mentorship fits this" in client.soup.get_text()


def test_the_hub_leads_an_animator_there(as_: As, cast: SimpleNamespace, two: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get("/mentoring")
    tile = client.soup.select_one(f'a.stat[href="{LIST}"]')
    assert tile.b.get_text() == str(len(lines(client, LIST)))


def test_it_asks_the_same_for_one_and_for_three(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    client, asked = as_(cast.animator), []
    for mentor, mentees in ((cast.mentor, [cast.innovator]), (cast.mentor2, [cast.innovator2, cast.stranger])):
        with app.app_context():
            for mentee in mentees:
                a_mentorship(mentor, mentee)
        client.get(LIST)
        with statements(app) as done:
            client.get(LIST)
        asked.append(len(done))
    assert asked[0] == asked[1]
