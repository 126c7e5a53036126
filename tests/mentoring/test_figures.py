"""/mentoring/figures: each number is what the log opens, the same on the page and in the tables, hidden when small."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import delete

from app.activity.chain import append
from app.activity.forms import read_filters
from app.activity.models import MEMBERS, Event, EventParty
from app.activity.queries import count_log
from app.core.clock import at, now
from app.core.models import new_id
from app.extensions import db
from app.innovations.models import SocialInnovation, SupportNeed, TeamMember
from app.mentoring import actions
from app.mentoring.figures import MEASURES, NO_TOPIC, figures
from app.mentoring.figures.counting import event_ids
from app.mentoring.models import AvailabilityWindow, MentoringSession, MentorProfile, Mentorship, MentorTopic
from app.people.models import Person
from app.web.periods import Period
from tests.client import CheckingClient
from tests.mentoring.builders import MONDAY, a_mentor, a_mentorship, a_session, an_innovation
from tests.mentoring.held import a_group_held, a_held_session, a_mentorship_for
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]
PAGE = "/mentoring/figures"
REASON = "We want to open a second kitchen and need help with the financial plan."


@pytest.fixture
def told(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    """A season: four requests answered in all ways, five sessions, feedback, in two topics."""
    with app.app_context():
        a_mentor(cast.mentor, topics=("finance.planning", "legal"), capacity=9)
        a_mentor(cast.mentor2, topics=("marketing",), capacity=9)
        kitchens = an_innovation(cast.innovator, needs=("finance", "legal.forms"))
        other = an_innovation(cast.innovator2, "Repair Bus", needs=("premises",))
        with at(MONDAY - timedelta(days=70)):
            yes = _asked(cast.innovator, cast.mentor, kitchens)
            no = _asked(cast.innovator, cast.mentor2, kitchens)
            silent = _asked(cast.innovator2, cast.mentor2, other)
            _asked(cast.innovator2, cast.mentor, other)
        with at(MONDAY - timedelta(days=68)):
            mentorship = actions.accept_request(_person(cast.mentor), yes).id
        with at(MONDAY - timedelta(days=64)):
            actions.decline_request(_person(cast.mentor2), no, "time")
        with at(MONDAY - timedelta(days=50)):
            actions.expire_requests(MONDAY - timedelta(days=50))
        for days in (60, 40, 20, 10, 5):
            with_answer = a_held_session(mentorship, MONDAY - timedelta(days=days), minutes=45)
        for person, useful in ((cast.innovator, 4), (cast.mentor, 3)):
            session = db.session.get_one(MentoringSession, with_answer)
            actions.give_feedback(_person(person), session, useful, "Go on")
        a_session(mentorship, MONDAY - timedelta(days=3))
        return SimpleNamespace(mentorship=mentorship, silent=silent.id, innovation=kitchens)


def _person(one: SimpleNamespace) -> Person:
    return db.session.get_one(Person, one.id)


def _asked(mentee: SimpleNamespace, mentor: SimpleNamespace, innovation: str) -> Any:
    return actions.send_request(_person(mentee), mentor.id, REASON, innovation)


def tiles(client: CheckingClient) -> dict[str, str]:
    return {tile.span.get_text(): tile.b.get_text() for tile in client.soup.select(".stat")}


def table(client: CheckingClient, number: int) -> list[list[str]]:
    rows = client.soup.select("table")[number].select("tbody tr")
    return [[cell.get_text().strip() for cell in row.find_all(["th", "td"])] for row in rows]


def exported(client: CheckingClient, query: str = "") -> list[dict[str, str]]:
    text = client.get(f"{PAGE}.csv{query}").get_data(as_text=True)
    return list(csv.DictReader(io.StringIO(text)))


def test_what_is_counted(as_: As, cast: SimpleNamespace, told: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get(PAGE)
    assert tiles(client) == {
        "Requests": "4", "Acceptance rate": "25 %", "Days to the first answer": "4", "Days to the first session": "10",
        "Sessions held": "5", "Hours": "3.75", "No-shows": "0", "Feedback": "3.5",
    }  # fmt: skip
    by_topic = {line[0]: line[5] for line in table(client, 1) if line[5] != "0"}
    assert by_topic == {"Finance and investment": "5", "Legal and governance": "5"}
    requests = {line[0]: line[1] for line in table(client, 1) if line[1] != "0"}
    assert requests == {"Finance and investment": "1", "Legal and governance": "1", "No topic in common": "3"}


def test_every_number_is_the_count_of_what_it_opens(
    app: Flask, as_: As, cast: SimpleNamespace, told: SimpleNamespace
) -> None:
    """Of every measure, in all, by month and by topic."""
    client = as_(cast.animator)
    client.get(PAGE)
    entries = {(row["measure"], row["by"], row["of"]): int(row["entries"]) for row in exported(client)}
    links = {link["href"] for link in client.soup.select("a.stat, a.figure")}
    assert len(links) >= 20
    for link in links:
        asked = dict(parse_qsl(urlsplit(link).query))
        with app.test_request_context():
            filters, wrong = read_filters(asked, _person(cast.animator))
            counted = count_log(_person(cast.animator), filters).number
        assert wrong == [] and counted == _entries_behind(entries, asked), link
    client.get(next(link for link in links if "sessions" in link and "topic" not in link))
    assert client.soup.select(".log > li") and "Sessions held" in client.soup.select_one(".chips").get_text()


def _entries_behind(entries: dict[Any, int], asked: dict[str, str]) -> int:
    key = asked["figure"].removeprefix("mentoring.")
    if "topic" in asked:
        return entries[key, "topic", asked["topic"]]
    month = asked["since"][:7]
    whole = asked["since"] == "2025-06-01" and asked["until"] == "2026-05-11"
    return entries[key, "all", ""] if whole else entries[key, "month", month]


def test_page_csv_and_workbook_agree(as_: As, cast: SimpleNamespace, told: SimpleNamespace) -> None:
    client = as_(cast.animator)
    for query in ("", "?since=2026-03-20&until=2026-04-21", "?since=2026-05-11&until=2026-05-11"):
        rows = exported(client, query)
        book = load_workbook(io.BytesIO(client.get(f"{PAGE}.xlsx{query}").get_data()), read_only=True).active
        sheet = [["" if value is None else value for value in row] for row in book.iter_rows(values_only=True)]
        assert sheet[0] == list(rows[0])
        assert [[_plain(value) for value in row] for row in sheet[1:]] == [
            [_plain(value) for value in row.values()] for row in rows
        ]
        client.get(PAGE + query)
        for number, by in ((0, "month"), (1, "topic")):
            shown = [[cell.rstrip(" %").replace("–", "") for cell in line[1:]] for line in table(client, number)]
            shown = shown[:-1] if by == "month" else shown
            for column, measure in enumerate(MEASURES):
                written = [_plain(row["value"]) for row in rows if (row["measure"], row["by"]) == (measure.key, by)]
                assert [line[column] for line in shown] == written, (measure.key, by)


def _plain(value: Any) -> str:
    text = str(value)
    return f"{float(text):g}" if re.fullmatch(r"\d+(\.\d+)?", text) else text


def test_b13_what_is_contested_counts_as_it_is_decided(
    app: Flask, as_: As, cast: SimpleNamespace, told: SimpleNamespace
) -> None:
    """Missed, contested, decided: the figure follows, and the list it opens with it."""
    client = as_(cast.animator)
    with app.app_context():
        id_ = a_session(told.mentorship, MONDAY - timedelta(hours=2), minutes=45)
        _on(id_, actions.mark_no_show, cast.mentor, cast.innovator.id)
    assert _seen(client) == {"Sessions held": "5", "Hours": "3.75", "No-shows": "1"}
    with app.app_context():
        _on(id_, actions.contest_session, cast.innovator, "I was there, in the waiting room.")
    assert _seen(client) == {"Sessions held": "5", "Hours": "3.75", "No-shows": "0"}
    with app.app_context():
        _on(id_, actions.decide_dispute, cast.animator, "held")
    assert _seen(client) == {"Sessions held": "6", "Hours": "4.5", "No-shows": "0"}


def _on(id_: str, act: Any, person: SimpleNamespace, told: str) -> None:
    act(_person(person), db.session.get_one(MentoringSession, id_), told)


def _seen(client: CheckingClient) -> dict[str, str]:
    """What the tiles say, after each has been opened and counted."""
    client.get(PAGE)
    shown = {name: value for name, value in tiles(client).items() if name in ("Sessions held", "Hours", "No-shows")}
    for figure, name in (("sessions", "Sessions held"), ("no_shows", "No-shows")):
        client.get(f"/activity?figure=mentoring.{figure}")
        assert str(len(client.soup.select(".log > li"))) == shown[name]
    return shown


def test_a_group_session_is_one(app: Flask, as_: As, cast: SimpleNamespace, told: SimpleNamespace) -> None:
    with app.app_context():
        a_group_held(cast.mentor, MONDAY - timedelta(days=1), people=(cast.innovator, cast.innovator2), minutes=90)
    client = as_(cast.animator)
    client.get(PAGE)
    assert (tiles(client)["Sessions held"], tiles(client)["Hours"]) == ("6", "5.25")
    client.get("/activity?figure=mentoring.hours&topic=none")
    assert len(client.soup.select(".log > li")) == 1


def test_a_question_is_an_answer(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        a_mentor(cast.mentor)
        innovation = an_innovation(cast.innovator)
        with at(MONDAY - timedelta(days=9)):
            request = _asked(cast.innovator, cast.mentor, innovation)
        with at(MONDAY - timedelta(days=6)):
            actions.ask_more(_person(cast.mentor), request, "Which town, and when do you want to open?")
        with at(MONDAY - timedelta(days=5)):
            actions.tell_more(_person(cast.innovator), request, "Sliven, in September, with four cooks.")
        with at(MONDAY - timedelta(days=1)):
            actions.accept_request(_person(cast.mentor), request)
    client = as_(cast.animator)
    client.get(PAGE)
    assert (tiles(client)["Days to the first answer"], tiles(client)["Acceptance rate"]) == ("3", "100 %")


def test_a_session_counts_on_the_day_it_took_place_by_the_clusters_clock(
    app: Flask, as_: As, cast: SimpleNamespace, pair: SimpleNamespace
) -> None:
    """Confirmed in April, begun at half past midnight on 1 April in Brussels: April; an hour before: March."""
    with app.app_context():
        a_held_session(pair.mentorship, datetime(2026, 3, 31, 22, 30, tzinfo=UTC))
        a_held_session(pair.mentorship, datetime(2026, 3, 31, 21, 15, tzinfo=UTC))
    client = as_(cast.animator)
    rows = {
        row["of"]: row["value"] for row in exported(client) if row["measure"] == "sessions" and row["by"] == "month"
    }
    assert (rows["2026-03"], rows["2026-04"]) == ("1", "1")
    client.get("/activity?figure=mentoring.sessions&since=2026-04-01&until=2026-04-30")
    assert len(client.soup.select(".log > li")) == 1


def test_a9_the_log_opens_figures_for_animators_only(as_: As, cast: SimpleNamespace, told: SimpleNamespace) -> None:
    client = as_(cast.stranger)
    client.get("/activity?figure=mentoring.sessions")
    assert not client.soup.select(".chip")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("since=0001-01-01", "is not a day"),
        ("since=9999-12-31&until=garbage", "is not a day"),
        ("since=2026-05-10&until=2026-01-01", "The last 12 months are shown"),
        ("since=1970-01-01", "At most five years"),
        ("since=1970-01-01&until=9000-12-31", "At most five years"),
        ("until=%E2%80%AE2026", "is not a day"),
    ],
)
def test_hostile_periods(as_: As, cast: SimpleNamespace, told: SimpleNamespace, asked: str, words: str) -> None:
    for part, said in (("animator", words), ("observer", "calendar quarters that are over")):
        client = as_(getattr(cast, part))
        assert client.get(f"{PAGE}?{asked}").status_code == 200
        assert said in " ".join(notice.get_text() for notice in client.soup.select(".notice.warn"))
        assert client.get(f"{PAGE}.csv?{asked}").status_code == client.get(f"{PAGE}.xlsx?{asked}").status_code == 200


@pytest.mark.parametrize("asked", ["since=2090-01-01", "until=1970-01-05", "since=9000-12-01&until=9000-12-31"])
def test_spans_far_away_are_empty(as_: As, cast: SimpleNamespace, told: SimpleNamespace, asked: str) -> None:
    client = as_(cast.animator)
    client.get(f"{PAGE}?{asked}")
    assert tiles(client)["Sessions held"] == "0"


@pytest.mark.parametrize(
    "asked", ["figure=nonsense", "figure=mentoring.sessions&topic=%00"[:-3], "verb=no.such", "topic=x"]
)
def test_the_log_bears_any_figure(as_: As, cast: SimpleNamespace, told: SimpleNamespace, asked: str) -> None:
    assert as_(cast.animator).get(f"/activity?{asked}").status_code == 200


def test_the_log_by_kind_of_entry(as_: As, cast: SimpleNamespace, told: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get("/activity?verb=mentoring.request_sent&since=2026-01-01")
    assert len(client.soup.select(".log > li")) == 4
    assert client.soup.select_one("[name=verb] option[selected]")["value"] == "mentoring.request_sent"
    text = client.get("/activity/export.csv?verb=mentoring.request_sent").get_data(as_text=True)
    assert len(text.strip().splitlines()) == 5
    client.get("/activity?verb=no.such")
    assert "There is no kind of entry" in client.soup.get_text()


def test_charts_are_described_and_tell_their_numbers(as_: As, cast: SimpleNamespace, told: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get(PAGE)
    for chart in client.soup.select("figure.chart svg[role=img]"):
        assert chart.title.get_text() and chart.desc.get_text()
        assert len(chart.select("text.value")) == len(chart.select("rect, circle"))
    assert len(client.soup.select("figure.chart")) == 5


def test_nothing_yet(as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get(PAGE)
    assert tiles(client)["Acceptance rate"] == "–" and tiles(client)["Requests"] == "0"
    assert "Nothing has been counted" in client.soup.get_text()


def test_statements_are_bounded(app: Flask, as_: As, cast: SimpleNamespace, told: SimpleNamespace) -> None:
    client, counts = as_(cast.animator), []
    for round_ in range(2):
        for number in range(1 + 2 * round_):
            with app.app_context():
                a_held_session(told.mentorship, MONDAY - timedelta(days=100 + number + 10 * round_))
        with statements(app) as asked:
            client.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1] and counts[0] <= 25


def test_who_comes_in(client: CheckingClient, as_: As, cast: SimpleNamespace, told: SimpleNamespace) -> None:
    for path in (PAGE, f"{PAGE}.csv", f"{PAGE}.xlsx"):
        assert client.get(path).status_code == 303
        assert as_(cast.observer).get(path).status_code == 200
    text = as_(cast.animator).fragment(PAGE).get_data(as_text=True)
    assert "By topic" in text and "<html" not in text
    assert date(2026, 5, 11) == MONDAY.date()


# Whatever happened: the months add up, the topics are within the whole, both are what a plain loop counts ------------

MEETINGS = st.lists(
    st.tuples(
        st.datetimes(datetime(2025, 5, 20), datetime(2026, 5, 11), timezones=st.just(UTC)),
        st.sampled_from((15, 20, 45, 60, 90)),
        st.sampled_from(("held", "held", "held", "disputed", "no_show", "cancelled")),
        st.booleans(),
    ),
    max_size=14,
)
SPANS = st.tuples(st.dates(date(2025, 6, 1), date(2026, 5, 11)), st.dates(date(2025, 6, 1), date(2026, 5, 11)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(meetings=MEETINGS, span=SPANS)
def test_months_add_up_and_topics_are_within(
    app: Flask, cast: SimpleNamespace, meetings: list[Any], span: tuple[date, date]
) -> None:
    zone, period = ZoneInfo("Europe/Brussels"), Period(min(span), max(span), "Europe/Brussels")
    with app.app_context():
        _forget_everything()
        pairs = _two_mentorships(cast)
        kept = []
        for start, minutes, state, first in meetings:
            start = start.replace(microsecond=0)
            _tell(cast, pairs[first], start, minutes, state)
            if state == "held" and min(span) <= start.astimezone(zone).date() <= max(span):
                kept.append((start.astimezone(zone), minutes, first))
        counted = figures(period)
        sessions, hours = counted.line("sessions"), counted.line("hours")
        for month, cell in zip(counted.parts, sessions.parts, strict=True):
            assert cell.n == sum(f"{at:%Y-%m}" == f"{month.since:%Y-%m}" for at, _minutes, _first in kept)
        assert sum(cell.n for cell in sessions.parts) == sessions.total.n == len(kept)
        assert hours.total.value == round(sum(minutes for _at, minutes, _first in kept) / 60, 2)
        topics = dict(zip(counted.topics, sessions.topics, strict=True))
        with_topics = sum(first for _at, _minutes, first in kept)
        assert topics["finance"].n == topics["legal"].n == with_topics
        assert topics[NO_TOPIC].n == len(kept) - with_topics
        assert all(cell.n <= sessions.total.n for cell in sessions.topics)
        for line in counted.lines:
            ids = event_ids(line.measure, period, "")
            numbers = db.session.execute(ids).scalars().all()
            assert len(numbers) == len(set(numbers)) == line.total.n


def _forget_everything() -> None:
    for model in (EventParty, Event, MentoringSession, Mentorship, SupportNeed, TeamMember, SocialInnovation):
        db.session.execute(delete(model))
    for model in (MentorTopic, AvailabilityWindow, MentorProfile):
        db.session.execute(delete(model))
    db.session.commit()


def _two_mentorships(cast: SimpleNamespace) -> tuple[str, str]:
    """One without a topic in common, one with two."""
    a_mentor(cast.mentor, topics=("finance.planning", "legal", "legal.forms"))
    kitchens = an_innovation(cast.innovator, needs=("finance", "legal.data", "premises"))
    return (
        a_mentorship(cast.mentor, cast.innovator2),
        a_mentorship_for(kitchens, cast.mentor, cast.innovator),
    )


def _tell(cast: SimpleNamespace, mentorship: str, start: datetime, minutes: int, state: str) -> None:
    """It was said of the session that it was held; then it may have become something else."""
    session = db.session.get_one(MentoringSession, a_session(mentorship, start, minutes=minutes, state="cancelled"))
    told = Event(
        verb="mentoring.session_held", strand="mentoring", actor_id=cast.mentor.id, visibility=MEMBERS, shown=MEMBERS,
        object_kind="session", object_id=session.id, facts={}, at=now(), ref=new_id(), corrects_id=None,
    )  # fmt: skip
    append(told, ())
    session.state = state
    db.session.commit()
