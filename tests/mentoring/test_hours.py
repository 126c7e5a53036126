"""/mentoring/hours: what is confirmed, whose it is, the same on the page, as CSV and as a workbook (B13, A6)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from app.extensions import db
from app.mentoring import actions
from app.mentoring.models import GroupSeat, MentoringSession, MentorshipMember
from app.people.models import Person
from tests.client import CheckingClient
from tests.mentoring.builders import MONDAY, a_member, a_mentorship, a_session, an_innovation
from tests.mentoring.held import a_group_held, a_held_session, a_mentorship_for
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]
HOSTILE = ["0001-01-01", "9999-12-31", "yesterday", "2026-13-40", "1e309", "=1+1", "२०२६-०१-०१"]


def the(client: CheckingClient, label: str) -> str:
    """The figure under this label."""
    tiles = {tile.span.get_text(): tile.b.get_text() for tile in client.soup.select(".stat")}
    return str(tiles[label])


def lines(client: CheckingClient) -> list[list[str]]:
    rows = client.soup.select("table tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in row.find_all(["td", "th"])] for row in rows]


def as_csv(client: CheckingClient, url: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(url).get_data(as_text=True))))


def as_sheet(client: CheckingClient, url: str) -> list[list[Any]]:
    answer = client.get(url)
    sheet = load_workbook(io.BytesIO(answer.get_data()), read_only=True).active
    return [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]


def plain(value: Any) -> str:
    """A workbook has one kind of number: 1.0 is 1."""
    text = str(value)
    return f"{float(text):g}" if text.replace(".", "", 1).isdigit() else text


@pytest.fixture
def held(app: Flask, cast: SimpleNamespace, pair: SimpleNamespace) -> SimpleNamespace:
    """Two mentors: 60 and 45 minutes of the one, 30 of the other, and what does not count."""
    with app.app_context():
        kitchens = an_innovation(cast.innovator)
        first = a_mentorship_for(kitchens, cast.mentor, cast.innovator)
        other = a_mentorship(cast.mentor2, cast.innovator2)
        a_held_session(first, MONDAY - timedelta(days=40))
        a_held_session(first, MONDAY - timedelta(days=10), minutes=45)
        a_held_session(other, MONDAY - timedelta(days=5), minutes=30)
        for number, state in enumerate(("confirmed", "disputed", "no_show", "cancelled", "declined", "requested")):
            a_session(first, MONDAY - timedelta(days=20 + number), state=state)
        return SimpleNamespace(first=first, other=other, innovation=kitchens)


def test_b13_hours_count_when_one_side_confirmed_and_nobody_contests(
    app: Flask, as_: As, cast: SimpleNamespace, pair: SimpleNamespace
) -> None:
    with app.app_context():
        id_ = a_session(pair.mentorship, MONDAY - timedelta(hours=3))
    client = as_(cast.mentor)
    client.get("/mentoring/hours")
    assert "No confirmed hours yet" in client.soup.get_text()
    with app.app_context():
        actions.hold_session(db.session.get_one(Person, cast.innovator.id), db.session.get_one(MentoringSession, id_))
    client.get("/mentoring/hours")
    assert (the(client, "Hours"), the(client, "Hours you gave")) == ("1", "1")
    with app.app_context():
        db.session.get_one(MentoringSession, id_).state = "disputed"
        db.session.commit()
    client.get("/mentoring/hours")
    assert not client.soup.select(".stat")


def test_b13_a_group_session_counts_once_and_for_its_mentor(
    app: Flask, as_: As, cast: SimpleNamespace, pair: SimpleNamespace
) -> None:
    with app.app_context():
        a_group_held(cast.mentor, MONDAY - timedelta(days=1), people=(cast.innovator, cast.innovator2), minutes=90)
    client = as_(cast.animator)
    client.get("/mentoring/hours?by=mentor")
    assert lines(client) == [[cast.mentor.name, "1.5", "1"]]
    client.get("/mentoring/hours")
    assert "Group: Pricing together" in client.soup.get_text()
    seated = as_(cast.innovator)
    seated.get("/mentoring/hours")
    assert [line[1] for line in lines(seated)] == ["1.5"] and the(seated, "Hours you received") == "1.5"


def test_each_sees_their_own_and_animators_all(as_: As, cast: SimpleNamespace, held: SimpleNamespace) -> None:
    seen = {}
    for part in ("mentor", "innovator", "mentor2", "animator", "stranger"):
        client = as_(getattr(cast, part))
        client.get("/mentoring/hours")
        seen[part] = len(lines(client))
    assert seen == {"mentor": 2, "innovator": 2, "mentor2": 1, "animator": 3, "stranger": 0}
    client = as_(cast.innovator)
    client.get("/mentoring/hours")
    assert (the(client, "Hours you gave"), the(client, "Hours you received")) == ("0", "1.75")


def test_nobody_reaches_others_hours_through_the_address(as_: As, cast: SimpleNamespace, held: SimpleNamespace) -> None:
    client = as_(cast.stranger)
    answer = client.get(f"/mentoring/hours?mentor={cast.mentor.id}&innovation={held.innovation}&by=mentor")
    assert cast.mentor.name not in answer.get_data(as_text=True)
    assert "Kitchens for All" not in answer.get_data(as_text=True)
    assert as_csv(client, f"/mentoring/hours.csv?mentor={cast.mentor.id}")[1:] == []
    client.get(f"/mentoring/hours?mentor={'0' * 26}")
    assert "No confirmed session fits this" in client.soup.get_text()


def test_sums_by_mentor_and_by_innovation_lead_to_their_sessions(
    as_: As, cast: SimpleNamespace, held: SimpleNamespace
) -> None:
    client = as_(cast.animator)
    client.get("/mentoring/hours?by=mentor&since=2026-04-20")
    assert lines(client) == [[cast.mentor.name, "0.75", "1"], [cast.mentor2.name, "0.5", "1"]]
    onward = client.soup.select_one("table tbody a")["href"]
    client.get(onward)
    assert [line[1] for line in lines(client)] == ["0.75"]
    assert client.soup.select_one(".chips .chip").get_text().strip().endswith(cast.mentor.name)
    client.get("/mentoring/hours?by=innovation")
    assert lines(client) == [["Without an innovation", "0.5", "1"], ["Kitchens for All", "1.75", "2"]]


@pytest.mark.parametrize(
    "asked", ["", "by=mentor", "by=innovation", "since=2026-04-20", "q=ines", "q=kitchens", "q=%3D"]
)
def test_page_csv_and_workbook_agree(as_: As, cast: SimpleNamespace, held: SimpleNamespace, asked: str) -> None:
    client = as_(cast.animator)
    client.get(f"/mentoring/hours?{asked}")
    shown = lines(client)
    sheet, table = as_sheet(client, f"/mentoring/hours.xlsx?{asked}"), as_csv(client, f"/mentoring/hours.csv?{asked}")
    assert [[plain(value) for value in row] for row in sheet] == [[plain(value) for value in row] for row in table]
    at = table[0].index("hours")
    assert [f"{float(row[at]):g}" for row in table[1:]] == [line[1] for line in shown]
    if shown:
        assert f"{sum(float(row[at]) for row in table[1:]):g}" == the(client, "Hours")


def test_cells_that_a_spreadsheet_would_run_are_text(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        named = an_innovation(cast.innovator, '=HYPERLINK("https://evil.example")')
        a_held_session(a_mentorship_for(named, cast.mentor, cast.innovator), MONDAY - timedelta(days=3))
    client = as_(cast.animator)
    for rows in (as_csv(client, "/mentoring/hours.csv"), as_sheet(client, "/mentoring/hours.xlsx")):
        assert rows[1][-1] == '\'=HYPERLINK("https://evil.example")'


def test_days_are_the_clusters(app: Flask, as_: As, cast: SimpleNamespace, pair: SimpleNamespace) -> None:
    """Half past midnight in Brussels on 1 April is still 31 March in London."""
    with app.app_context():
        a_held_session(pair.mentorship, datetime(2026, 3, 31, 22, 30, tzinfo=UTC))
    client = as_(cast.mentor)
    client.get("/mentoring/hours?since=2026-04-01&until=2026-04-01")
    assert len(lines(client)) == 1
    client.get("/mentoring/hours?until=2026-03-31")
    assert lines(client) == []


@pytest.mark.parametrize("day", HOSTILE)
@pytest.mark.parametrize("name", ["since", "until"])
def test_a_day_that_is_none_is_said_and_left_out(
    as_: As, cast: SimpleNamespace, held: SimpleNamespace, name: str, day: str
) -> None:
    client = as_(cast.animator)
    answer = client.get("/mentoring/hours", query_string={name: day})
    assert answer.status_code == 200 and len(lines(client)) == 3
    assert "is not a day" in client.soup.select_one(".notice.warn").get_text()
    assert len(as_csv(client, f"/mentoring/hours.csv?{name}=garbage")) == 4


def test_from_after_to_says_so(as_: As, cast: SimpleNamespace, held: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get("/mentoring/hours?since=2026-05-01&until=2026-04-01")
    assert "nothing can be in between" in client.soup.get_text() and lines(client) == []


def test_pages_follow_each_other(app: Flask, as_: As, cast: SimpleNamespace, pair: SimpleNamespace) -> None:
    with app.app_context():
        for day in range(60):
            a_held_session(pair.mentorship, MONDAY - timedelta(days=day + 1))
    client, url, sizes = as_(cast.mentor), "/mentoring/hours?since=2026-01-01", []
    while url:
        client.get(url)
        sizes.append(len(lines(client)))
        older = client.soup.find("a", string=lambda text: bool(text) and "Show more" in text) or next(
            (a for a in client.soup.select(".pager a") if "Show more" in a.get_text()), None
        )
        url = older["href"] if older else ""
    assert sizes == [25, 25, 10]
    assert len(as_csv(client, "/mentoring/hours.csv")) == 61


@pytest.mark.parametrize("by", ["session", "mentor", "innovation"])
def test_a_list_costs_the_same_for_one_row_and_for_many(
    app: Flask, as_: As, cast: SimpleNamespace, pair: SimpleNamespace, by: str
) -> None:
    client, counts = as_(cast.animator), []
    for round_ in range(2):
        with app.app_context():
            for number in range(1 + round_ * 2):
                a_held_session(pair.mentorship, MONDAY - timedelta(days=1 + number + 10 * round_))
        with statements(app) as asked:
            client.get(f"/mentoring/hours?by={by}")
        counts.append(len(asked))
    assert counts[0] == counts[1] and counts[0] <= 12


def test_htmx_gets_the_results_alone(as_: As, cast: SimpleNamespace, held: SimpleNamespace) -> None:
    text = as_(cast.animator).fragment("/mentoring/hours?by=mentor").get_data(as_text=True)
    assert cast.mentor2.name in text and "<html" not in text


@pytest.mark.parametrize("path", ["/mentoring/hours", "/mentoring/hours.csv", "/mentoring/hours.xlsx"])
def test_who_comes_in(client: CheckingClient, as_: As, cast: SimpleNamespace, path: str) -> None:
    assert client.get(path).status_code == 303
    assert as_(cast.observer).get(path).status_code == 403
    assert as_(cast.stranger).get(path).status_code == 200


def test_b13_the_team_and_those_with_a_seat_see_the_time_they_attended(
    app: Flask, cast: Any, pair: Any, as_: As
) -> None:
    began = MONDAY - timedelta(days=9)
    with app.app_context():
        early = a_held_session(pair.mentorship, began - timedelta(days=1))
        a_member(pair.mentorship, cast.innovator2)
        member = db.session.get_one(MentorshipMember, (pair.mentorship, cast.innovator2.id))
        member.joined_at = began - timedelta(hours=1)
        db.session.commit()
        late = a_held_session(pair.mentorship, began)
        group = a_group_held(
            cast.mentor, began + timedelta(days=1), people=(cast.innovator2, cast.stakeholder), minutes=90
        )
        seat = db.session.get_one(GroupSeat, (group, cast.stakeholder.id))
        seat.state = "absent"
        db.session.commit()
    member_of = as_(cast.innovator2)
    text = member_of.get("/mentoring/hours").get_data(as_text=True)
    assert late in text and group in text and early not in text, "not what was before they took part"
    assert (the(member_of, "Hours"), the(member_of, "Hours you gave"), the(member_of, "Hours you received")) == (
        "2.5", "0", "2.5",
    )  # fmt: skip
    assert len(as_csv(member_of, "/mentoring/hours.csv")) == 1 + 2
    for link in member_of.soup.select("table tbody td:first-child a"):
        assert member_of.get(link["href"]).status_code == 200
    absent = as_(cast.stakeholder).get("/mentoring/hours").get_data(as_text=True)
    assert group not in absent and "No confirmed hours yet" in absent
