"""Every measure, walked: its number is that of the list it opens, in all, by month and in every group; the page, its
tables, Today and the board tell the same, to the unit."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from datetime import timedelta
from statistics import mean, median
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from app.activity.forms import read_filters
from app.activity.measures import ROOMS, Figures, Measure, Room
from app.activity.queries import log_rows
from app.core.clock import at, now
from app.extensions import db
from app.home.month import this_month
from app.mentoring.models import MentoringSession
from app.offers import actions as offers
from app.offers import queries as board
from app.outreach import actions as outreach
from app.outreach.words import TYPE
from app.people.queries import Person, cluster
from app.web.figures import Cell, months_of, quarters_over
from app.web.figures.counting import PER
from app.web.periods import Period, today
from tests.builders import a_claim, a_need, a_person, an_accepted_claim, an_event, an_offer
from tests.client import CheckingClient
from tests.mentoring.builders import a_mentorship, an_innovation
from tests.mentoring.held import a_held_session
from tests.outreach.builders import an_activity
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]
PAGE = "/activity/figures"
KINDS = ("count", "distinct", "sum", "mean", "median")


@pytest.fixture
def told(app: Flask, cast: SimpleNamespace) -> None:
    """A year by dice: offers, needs, claims in every state, deliveries, sessions, messages."""
    dice = random.Random(7)
    people = [cast.mentor, cast.mentor2, cast.innovator, cast.innovator2, cast.stakeholder, cast.partner]
    with app.app_context():
        present = now()
        kitchens = an_innovation(cast.innovator)
        mentorship = a_mentorship(cast.mentor, cast.innovator)
        db.session.execute(db.text("UPDATE mentorships SET innovation_id = :id"), {"id": kitchens})
        for _number in range(30):
            with at(present - timedelta(days=dice.randrange(10, 350), seconds=dice.randrange(86_400))):
                _something(dice, people, mentorship)
        db.session.commit()


def _something(dice: random.Random, people: list[Any], mentorship: str) -> None:
    giver, other = dice.sample(people, 2)
    make = dice.choice([an_offer, a_need])
    if dice.random() < 0.3:
        an_event(giver)
    if dice.random() < 0.3:
        a_held_session(mentorship, now() - timedelta(days=1))
    if dice.random() < 0.4:
        day, sizes = now().date(), {"policy_makers": dice.randint(5, 90), "media": dice.choice([None, 4])}
        taken_back = an_activity(giver, type=dice.choice(list(TYPE)), starts_on=day, audiences=sizes, type_words="Else")
        if dice.random() < 0.2:
            outreach.withdraw_activity(a_person(giver), taken_back, "It was another's.")
    post = make(giver, quantity=dice.randint(2, 5), category=dice.choice(["space", "expertise"]), value_cents=1050)
    if dice.random() < 0.2:
        a_claim(post, other)
        return
    claim = an_accepted_claim(post, other)
    gives, takes = (giver, other) if post.kind == "offer" else (other, giver)
    offers.deliver_claim(a_person(gives), claim)
    offers.confirm_claim(a_person(takes), claim)


def everything() -> list[tuple[Room, Figures]]:
    zone = cluster().timezone
    day = today(zone)
    return [(room, room.figures(Period(day - timedelta(days=380), day, zone))) for room in ROOMS.values()]


def listed(reader: Any, room: Room, measure: Measure, period: Period, group: str) -> list[Any]:
    """The values of the entries that the log shows for this figure."""
    asked = {"figure": room.opened_as(measure), "topic": group, **period.as_args}
    filters, wrong = read_filters(asked, reader)
    assert not wrong
    ids = [row.id for row in log_rows(reader, filters)]
    assert len(ids) == len(set(ids))
    rows = measure.rows()
    query, (cut, _sep, value) = select(rows.c.value).where(rows.c.event_id.in_(ids)), group.partition(":")
    if cut in room.cuts and value not in ("", "*"):  # an entry may stand in several groups, with a value for each
        query = query.where(room.cuts[cut].has(value, rows, ()))
    return list(db.session.execute(query).scalars())


def number_of(measure: Measure, values: list[Any]) -> Any:
    """Worked out anew, from what a list holds."""
    assert measure.kind in KINDS
    if measure.kind == "count":
        return len(values)
    if measure.kind == "distinct":
        return len(set(values))
    if measure.kind == "sum":
        return round(sum(values) / PER.get(measure.unit, 1), 2)
    if not values:
        return None
    if measure.kind == "median":
        return round(float(median(values)) / 86_400, 1)
    return round(100 * mean(values)) if measure.unit == "percent" else round(mean(values), 2)


def agrees(reader: Any, room: Room, measure: Measure, cell: Cell, period: Period, group: str = "") -> None:
    values = listed(reader, room, measure, period, group)
    told = (room.key, measure.key, period, group)
    assert cell.n == len(values), told
    assert cell.value == pytest.approx(number_of(measure, values), abs=0.06), told


def walk(reader: Any) -> int:
    """How many numbers agree."""
    walked = 0
    for room, figures in everything():
        for line in (*figures.lines, *figures.apart):
            if not line.measure.opens:
                continue
            cells = [(line.total, figures.period, "")] if line.measure.whole else []
            if line.measure.whole:
                cells += [(cell, part, "") for cell, part in zip(line.parts, figures.parts, strict=True)]
            for cut, groups in line.groups.items():
                cells += [(c, figures.period, code) for code, c in zip(figures.codes[cut], groups, strict=True)]
            for cell, period, group in cells:
                agrees(reader, room, line.measure, cell, period, group)
                walked += cell.n > 0
    return walked


@pytest.mark.usefixtures("told")
def test_each_number_is_that_of_the_list_it_opens(app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        assert walk(a_person(cast.animator)) > 100


@pytest.mark.usefixtures("told")
def test_each_has_its_words_and_months_add_up(app: Flask, cast: SimpleNamespace) -> None:
    with app.test_request_context():
        names = set()
        for room, figures in everything():
            for line in (*figures.lines, *figures.apart):
                measure = line.measure
                assert str(measure.name) and str(measure.definition).endswith("."), measure.key
                names.add(room.opened_as(measure))
                if measure.kind == "count":
                    assert sum(cell.n for cell in line.parts) == line.total.n
                assert set(measure.cuts) <= set(room.cuts)
        assert {"mentoring.sessions", "mentoring.hours", "offers.deliveries", "people.joined", "people.active",
                "people.conversations", "innovations.supported",
                "outreach.activities", "outreach.reached", "outreach.audience"} <= names  # fmt: skip


@pytest.mark.usefixtures("told")
def test_what_is_glanced_at_is_the_same_number(app: Flask, cast: SimpleNamespace) -> None:
    with app.test_request_context():
        glanced = 0
        for room, figures in everything():
            for line in figures.lines:
                if glance := line.measure.glance:
                    spans = [(line.total, figures.period), *zip(line.parts, figures.parts, strict=True)]
                    for cell, period in spans:
                        value = db.session.execute(glance(period.start, period.end)).scalar_one()
                        assert value == cell.value, (room.key, line.measure.key, period)
                        glanced += 1
        assert glanced > 30


@pytest.mark.usefixtures("told")
def test_today_the_board_and_the_tables_tell_the_same(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    with app.test_request_context():
        zone = cluster().timezone
        day = today(zone)
        month = Period(day.replace(day=1), day, zone)
        on_today = {figure.label: figure.value for figure in this_month(cast.animator, zone)}
        counted = {
            line.measure.name: line.total.value
            for room in ROOMS.values()
            for line in room.figures(month).lines
            if line.measure.glance
        }
        assert {str(name): value for name, value in on_today.items()} == {str(n): v for n, v in counted.items()}
        assert board.count_confirmed_since(board.month_start()) == counted[ROOMS["offers"].measure("deliveries").name]
    query = "by=organisation"
    table = list(csv.reader(io.StringIO(client.get(f"{PAGE}.csv?{query}").get_data(as_text=True))))
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}.xlsx?{query}").get_data()))
    sheet = [["" if cell is None else str(cell) for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert sheet == table
    client.get(f"{PAGE}?{query}")
    pages = {"mentoring": "/mentoring/figures", "offers": "/offers/figures"}
    for room, page in pages.items():
        own = client.get(f"{page}.csv").get_data(as_text=True)
        measures = [(row["measure"], row["by"], row["of"], row["value"]) for row in csv.DictReader(io.StringIO(own))]
        here = {tuple(row[at] for at in (0, 3, 4, 6)) for row in table}
        monthly = {(f"{room}.{name}", by, of, value) for name, by, of, value in measures if by in ("all", "month")}
        assert monthly and monthly <= here


@pytest.mark.usefixtures("told")
def test_every_number_on_the_page_leads_to_its_entries(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get(f"{PAGE}?by=category")
    links = {a["href"]: a.get_text().strip() for a in client.soup.select("a.figure")}
    assert len(links) > 40
    assert not [url for url in links if "people.conversations" in url], "what was written is for those who wrote"
    for url in sorted(links)[:: max(len(links) // 12, 1)]:
        client.get(url)
        assert client.soup.select(".log > li"), url


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("part", ["stranger", "observer"])
def test_others_see_quarters_and_nothing_small(app: Flask, as_: As, cast: SimpleNamespace, part: str) -> None:
    client = as_(getattr(cast, part))
    for query in ("", "?by=organisation", "?by=country&since=2020-01-01", "?by=nonsense"):
        assert client.get(PAGE + query).status_code == 200
        assert not client.soup.select("a.figure")
    assert "fewer than five entries are not shown" in client.soup.get_text()
    with app.app_context():
        quarters = quarters_over(cluster().timezone)
        for room in ROOMS.values():
            figures = room.outside(quarters[-1], quarters)
            cells = [
                cell for line in figures.lines for cell in (line.total, *line.parts, *sum(line.groups.values(), []))
            ]
            assert all(cell.hidden or not any(0 < number < 5 for number in cell.counts) for cell in cells)
    rows = list(csv.DictReader(io.StringIO(client.get(f"{PAGE}.csv?by=organisation").get_data(as_text=True))))
    assert rows and not [row for row in rows if row["entries"] and 0 < int(row["entries"]) < 5]


def test_statements_do_not_grow_with_what_is_counted(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    client, counts = as_(cast.animator), []
    for number in (1, 3):
        with app.app_context():
            for _number in range(number):
                an_accepted_claim(an_offer(cast.stakeholder), cast.innovator)
        client.get(f"{PAGE}?by=organisation")
        with statements(app) as asked:
            client.get(f"{PAGE}?by=organisation")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_months_are_the_clusters(app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        assert db.session.execute(select(MentoringSession.id)).first() is None
        assert db.session.execute(select(Person.id)).first()
        for room, figures in everything():
            assert figures.parts == months_of(figures.period), room.key
