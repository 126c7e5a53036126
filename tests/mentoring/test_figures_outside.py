"""Figures for who is no animator: quarters that are over, and nothing from which a small number follows (A9)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import at
from app.mentoring.figures import MEASURES, figures
from app.web.figures import Cell, hide_groups, hide_small, quarters_over, read_quarter
from app.web.periods import Period
from tests.client import CheckingClient
from tests.mentoring.builders import MONDAY, an_innovation
from tests.mentoring.held import a_group_held, a_held_session, a_mentorship_for
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]
PAGE = "/mentoring/figures"
ZONE = "Europe/Brussels"
FIRST_QUARTER, LAST_AUTUMN = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2025, 11, 3, 9, tzinfo=UTC)


@pytest.fixture
def told(app: Flask, cast: SimpleNamespace, pair: SimpleNamespace) -> SimpleNamespace:
    """Twelve sessions in the first quarter of 2026, nine of them in a topic; three in the autumn; six in April."""
    with app.app_context():
        kitchens = an_innovation(cast.innovator, needs=("finance",))
        with_topic = a_mentorship_for(kitchens, cast.mentor, cast.innovator)
        for number in range(9):
            a_held_session(with_topic, FIRST_QUARTER + timedelta(days=number))
        for number in range(3):
            a_held_session(pair.mentorship, FIRST_QUARTER + timedelta(days=number, hours=3))
            a_held_session(pair.mentorship, LAST_AUTUMN + timedelta(days=number))
        for number in range(6):
            a_held_session(pair.mentorship, datetime(2026, 4, 6 + number, 9, tzinfo=UTC))
    return pair


def exported(client: CheckingClient, query: str = "") -> dict[tuple[str, str, str], str]:
    text = client.get(f"{PAGE}.csv{query}").get_data(as_text=True)
    return {(row["measure"], row["by"], row["of"]): row["entries"] for row in csv.DictReader(io.StringIO(text))}


def test_a9_outside_no_number_below_five_and_none_to_work_it_out(as_: As, cast: Any, told: Any) -> None:
    for part in ("observer", "stranger", "partner", "mentor"):
        client = as_(getattr(cast, part))
        client.get(PAGE)
        assert not client.soup.select("main a.figure, main a.stat, main input[name=since]")
        assert "fewer than five" in client.soup.select_one(".notice").get_text()
        rows = exported(client)
        assert all(entries == "" or int(entries) >= 5 for entries in rows.values())
        assert (rows["sessions", "quarter", "2026-Q1"], rows["sessions", "quarter", "2025-Q4"]) == ("12", "")
        assert rows["sessions", "all", ""] == "12" and not any(of == "2026-Q2" for _key, _by, of in rows)
        # nine of twelve with a topic would tell of three without
        assert rows["sessions", "topic", "finance"] == rows["sessions", "topic", "none"] == ""


def test_a9_spans_that_are_offered_have_no_day_in_common_and_agree(as_: As, cast: Any, told: Any) -> None:
    """Whatever is chosen, a quarter has one number, and no two of them can be taken from each other."""
    client = as_(cast.partner)
    client.get(PAGE)
    links = [link["href"] for link in client.soup.select("main nav.row a")]
    spans = [dict(part.split("=") for part in urlsplit(link).query.split("&")) for link in links]
    spans.reverse()
    assert len(spans) == 8 and spans[-1] == {"since": "2026-01-01", "until": "2026-03-31"}
    assert all(before["until"] < after["since"] for before, after in pairwise(spans))
    for link in links:
        rows = exported(client, "?" + urlsplit(link).query)
        assert {key: n for key, n in rows.items() if key[1] == "quarter"} == {
            key: n for key, n in exported(client).items() if key[1] == "quarter"
        }
        client.get(link)
        assert client.soup.select_one("nav.row a[aria-current]")["href"] == link


@given(
    st.one_of(st.just(""), st.dates().map(str), st.text(max_size=12)),
    st.one_of(st.just(""), st.dates().map(str), st.text(max_size=12)),
    st.datetimes(datetime(2020, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC)),
)
def test_a9_whatever_is_asked_one_of_the_quarters_is_shown(house: Flask, since: str, until: str, moment: Any) -> None:
    with house.test_request_context(), at(moment):
        quarters = quarters_over(ZONE)
        period, _wrong = read_quarter({"since": since, "until": until}, quarters)
    assert period in quarters
    for before, after in pairwise(quarters):
        assert before.until + timedelta(days=1) == after.since and after.since.month in (1, 4, 7, 10)
    assert timedelta(days=30) <= moment - quarters[-1].end < timedelta(days=30 + 93)


def test_a9_a_quarter_is_shown_thirty_days_after_its_end(app: Flask) -> None:
    with app.app_context():
        for moment, last in (
            (datetime(2026, 4, 30, 21, 59, tzinfo=UTC), date(2025, 12, 31)),
            (datetime(2026, 4, 30, 22, 0, tzinfo=UTC), date(2026, 3, 31)),
        ):
            with at(moment):
                assert quarters_over(ZONE)[-1].until == last


EVENTS = st.lists(st.tuples(st.frozensets(st.sampled_from("abcd"), max_size=3), st.booleans()), max_size=40)


@given(EVENTS, st.booleans())
def test_a9_no_difference_of_shown_numbers_is_a_small_number(events: list[Any], rated: bool) -> None:
    """Any whole less any part of it, less any two that have nothing in common, less all of them: of all, yes and no."""

    def cell(some: list[Any]) -> Cell:
        yes = sum(said for _topics, said in some)
        return Cell(len(some), len(some), split=(yes, len(some) - yes) if rated else ())

    of_topic = [[one for one in events if topic in one[0]] for topic in "abcd"]
    whole = hide_small(cell(events))
    *topics, none = hide_groups(whole, [*map(cell, of_topic), cell([one for one in events if not one[0]])])
    shown = [one for one in topics if not one.hidden]
    for one in (whole, none, *shown):
        assert one.hidden or (one.n >= 5 and not small(one.counts))
        assert not one.hidden or (one.n, one.value, one.split) == (0, None, ())
    rests = []
    if not whole.hidden:
        rests += [less(whole, one) for one in shown]
        rests.append(less(whole, *shown, *([] if none.hidden else [none])))
    if not whole.hidden and not none.hidden:
        rests += [less(whole, none), *(less(whole, none, one) for one in shown)]
    assert not any(small(rest) for rest in rests)
    assert whole.hidden or sum(one.hidden for one in (*topics, none)) != 1


def less(whole: Cell, *parts: Cell) -> tuple[int, ...]:
    return tuple(number - sum(part) for number, *part in zip(whole.counts, *(one.counts for one in parts), strict=True))


def small(counts: tuple[int, ...]) -> bool:
    return any(0 < number < 5 for number in counts)


def test_a9_what_is_shown_is_what_was_counted(app: Flask, as_: As, cast: Any, told: Any) -> None:
    rows = exported(as_(cast.observer))
    with app.app_context():
        exact = figures(Period(date(2026, 1, 1), date(2026, 3, 31), ZONE))
        for measure in MEASURES:
            shown = rows[measure.key, "all", ""]
            assert shown in ("", str(exact.line(measure.key).total.n))


def test_statements_are_bounded(app: Flask, as_: As, cast: Any, told: Any) -> None:
    client, counts = as_(cast.observer), []
    for round_ in range(2):
        for number in range(1 + 2 * round_):
            with app.app_context():
                a_group_held(cast.mentor, MONDAY - timedelta(days=200 + number + 10 * round_))
        with statements(app) as asked:
            client.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1] and counts[0] <= 25
