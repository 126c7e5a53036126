"""The list, its filters and tables: exactly what each may see, by an oracle; what is counted; who is named."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from app.core.paging import PAGE_SIZE
from app.extensions import db
from app.outreach import actions, queries
from app.outreach.exporting import COLUMNS
from app.outreach.models import ActivityContent, ActivityFiles, ActivityPerson, DisseminationActivity
from app.outreach.queries import ActivityFilter
from app.people.actions import block_person
from tests.builders import a_person
from tests.mentoring.builders import an_innovation
from tests.outreach.builders import a_draft, an_activity
from tests.statements import statements

Client = Callable[[SimpleNamespace], Any]
PARTS = ("animator", "partner", "mentor", "innovator", "stranger", "observer")


@pytest.fixture(autouse=True)
def in_june() -> Any:
    with time_machine.travel(datetime(2026, 6, 1, 9, tzinfo=UTC), tick=False):
        yield


def a_world(cast: SimpleNamespace) -> None:
    """Sixty activities of all levels, some withdrawn, and somebody who wants nothing to do with another."""
    chance = random.Random(7)
    kitchens = an_innovation(cast.partner)
    for n in range(60):
        author = getattr(cast, chance.choice(("animator", "partner", "mentor", "innovator")))
        people = tuple(getattr(cast, part).id for part in ("mentor", "innovator") if chance.random() < 0.3)
        first = date(2026, 1, 1) + timedelta(days=chance.randrange(150))
        one = an_activity(
            author, title=f"Number {n}", people=people, starts_on=first, visibility=chance.randint(1, 4),
            ends_on=first + timedelta(days=chance.randrange(9)) if chance.random() < 0.3 else None,
            type=chance.choice(("workshop", "article", "video")), country=chance.choice(("BG", "FR", "")),
            countries=tuple(chance.sample(("BG", "FR", "PL"), chance.randrange(3))),
            audiences={chance.choice(("media", "industry")): chance.choice((None, 5, 70))},
            innovation_id=kitchens if author.role in ("animator", "partner") and chance.random() < 0.3 else None,
        )  # fmt: skip
        if chance.random() < 0.1:
            actions.withdraw_activity(a_person(author), one, "Twice")
    a_draft(cast.mentor, visibility=4)
    block_person(a_person(cast.stranger), a_person(cast.mentor))


def may_see(person: SimpleNamespace, one: DisseminationActivity, people: set[str], apart: set[str]) -> bool:
    """The rule in words, once more."""
    if one.author_id == person.id:
        return True
    if person.role == "observer":
        return one.visibility >= 3
    if person.role != "animator" and ({one.author_id} | people) & apart:
        return False
    return person.id in people or one.visibility >= (1 if person.role == "animator" else 2)


FITS: dict[str, tuple[ActivityFilter, Callable[[DisseminationActivity], bool]]] = {
    "all": (ActivityFilter(), lambda one: True),
    "type": (ActivityFilter(type="article"), lambda one: one.type == "article"),
    "audience": (ActivityFilter(audience="media"), lambda one: "media" in one.audiences),
    "country": (ActivityFilter(country="FR"), lambda one: one.country == "FR" or "FR" in one.countries),
    "days": (
        ActivityFilter(since="2026-02-01", until="2026-02-28"),
        lambda one: (one.ends_on or one.starts_on) >= date(2026, 2, 1) and one.starts_on <= date(2026, 2, 28),
    ),
    "several": (
        ActivityFilter(type="video", country="BG", audience="industry"),
        lambda one: one.type == "video" and "BG" in (one.country, *one.countries) and "industry" in one.audiences,
    ),
    "words": (ActivityFilter(q="number 7"), lambda one: one.title == "Number 7"),
}


def test_each_sees_exactly_what_the_rule_says_by_each_filter(context: Flask, cast: SimpleNamespace) -> None:
    a_world(cast)
    ones = list(
        db.session.execute(select(DisseminationActivity).where(DisseminationActivity.state == "logged")).scalars()
    )
    rows = db.session.execute(select(ActivityPerson.activity_id, ActivityPerson.person_id)).all()
    people = {one.id: {person for id_, person in rows if id_ == one.id} for one in ones}
    for part in PARTS:
        person = getattr(cast, part)
        apart = {"mentor": {cast.stranger.id}, "stranger": {cast.mentor.id}}.get(part, set())
        for name, (asked, fits) in FITS.items():
            expected = {one.id for one in ones if may_see(person, one, people[one.id], apart) and fits(one)}
            assert {row.id for row, _people in queries.activity_rows(person, asked)} == expected, (part, name)
            assert queries.count_activities(person, asked).number == len(expected), (part, name)
            assert _paged(person, asked) == expected, (part, name)
        seen = {one.id for one in ones if queries.find_activity(person, one.id)}
        assert seen == {row.id for row, _people in queries.activity_rows(person, ActivityFilter())}
        mine = {one.id for one in ones if one.author_id == person.id or person.id in people[one.id]}
        assert _paged(person, ActivityFilter(show="mine")) == mine & seen


def _paged(person: SimpleNamespace, asked: ActivityFilter) -> set[str]:
    found: set[str] = set()
    after = None
    while True:
        page = queries.activities_page(person, asked, after)
        assert len(page.rows) <= PAGE_SIZE and not found & {row.id for row in page}
        found |= {row.id for row in page}
        if page.next is None:
            return found
        after = page.next


def test_people_reached_are_added_up_and_what_was_taken_back_is_not(context: Flask, cast: SimpleNamespace) -> None:
    an_activity(cast.partner, starts_on=date(2026, 3, 1), audiences={"media": 5, "industry": 70, "other": None})
    an_activity(cast.partner, starts_on=date(2026, 3, 31), audiences={"media": None})
    last = an_activity(cast.partner, starts_on=date(2026, 4, 1), audiences={"media": 100})
    a_draft(cast.partner, starts_on=date(2026, 3, 2), audiences={"media": 9})
    march = (date(2026, 3, 1), date(2026, 3, 31))
    assert queries.reached(*march) == 75
    assert queries.activities_held(*march) == {"workshop_organised": 2}
    assert queries.reached(date(2026, 3, 1), date(2026, 4, 1)) == 175
    actions.withdraw_activity(a_person(cast.partner), last, "It rained")
    assert queries.reached(date(2026, 3, 1), date(2026, 4, 1)) == 75
    assert queries.reached(date(2020, 1, 1), date(2020, 1, 2)) == 0


def test_the_tables_are_what_is_filtered_and_name_nobody_to_an_observer(
    app: Flask, as_: Client, cast: SimpleNamespace
) -> None:
    with app.app_context():
        said = {"title": "=HYPERLINK(1)", "people": (cast.mentor.id,), "visibility": 3, "countries": ("FR", "BG")}
        an_activity(cast.partner, **said)
        an_activity(cast.partner, type="video", title="A film")
    client = as_(cast.animator)
    header, row = csv.reader(io.StringIO(client.get("/outreach/export.csv?type=workshop_organised").text))
    told = dict(zip(header, row, strict=True))
    assert tuple(header) == COLUMNS
    assert told["title"] == "'=HYPERLINK(1)" and told["type"] == "Organisation of a workshop"
    assert (told["audience_policy_makers"], told["audience_media"], told["people_reached"]) == ("40", "", "40")
    assert told["audiences"] == "Policy makers; Media" and told["countries_reached"] == "Bulgaria; France"
    assert (told["people"], told["logged_by"]) == (cast.mentor.name, cast.partner.name)
    book = load_workbook(io.BytesIO(client.get("/outreach/export.xlsx?type=workshop_organised").data)).worksheets[0]
    rows = list(book.iter_rows(values_only=True))
    assert rows[0] == COLUMNS and rows[1][COLUMNS.index("people_reached")] == 40 and len(rows) == 2
    seen = as_(cast.observer).get("/outreach/export.csv").text
    assert "HYPERLINK" in seen and "A film" not in seen
    assert cast.mentor.name not in seen and cast.partner.name not in seen


def test_the_page_in_words_filters_cards_and_when_nothing_fits(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.innovator)
    client.get("/outreach")
    assert "Nothing is logged yet" in client.soup.get_text()
    with app.app_context():
        an_activity(cast.partner)
    client.get("/outreach?view=cards")
    assert client.soup.select_one(".cards .card .title").get_text() == "Kitchens that pay for themselves"
    client.get("/outreach?type=video&since=2026-01-01&country=BG")
    assert "Nothing fits" in client.soup.get_text() and len(client.soup.select(".chip")) == 3
    assert "<h1" not in client.fragment("/outreach?audience=media").text
    assert client.get("/outreach?type=nonsense&since=soon&after=zzz&show=all").status_code == 200
    assert app.test_client().get("/outreach").status_code == 303
    client.get("/search?q=kitchens")
    assert "Kitchens that pay for themselves" in client.soup.get_text()


def test_one_row_costs_as_much_as_three(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client, asked = as_(cast.innovator), []
    for _n in range(2):
        with app.app_context():
            an_activity(cast.partner)
            an_activity(cast.partner)
        with statements(app) as told:
            client.get("/outreach")
        asked.append(len(told))
    assert asked[0] == asked[1]


def test_the_command_writes_the_same_table(app: Flask, as_: Client, cast: SimpleNamespace, tmp_path: Any) -> None:
    from app.exporting.commands import export

    with app.app_context():
        an_activity(cast.partner, visibility=1)
    file = tmp_path / "outreach.csv"
    assert app.test_cli_runner().invoke(export, ["outreach", "-o", str(file)]).exit_code == 0
    assert file.read_bytes() == as_(cast.animator).get("/outreach/export.csv").data


def test_who_is_kept_apart_later_is_named_no_more_and_stays_all_the_same(context: Flask, cast: SimpleNamespace) -> None:
    one = an_activity(cast.innovator, people=(cast.mentor.id, cast.partner.id))
    block_person(a_person(cast.mentor), a_person(cast.innovator))
    author = a_person(cast.innovator)
    seen = {cast.innovator.id, cast.partner.id}
    assert {row.id for row in queries.people_of(author, one.id)} == seen
    assert [len(people) for _row, people in queries.activity_rows(author, ActivityFilter())] == [2]
    assert {id_ for id_, _name in queries.people_among(author, [cast.mentor.id, cast.partner.id], one.id)} == {
        cast.partner.id
    }
    assert queries.find_activity(cast.mentor, one.id) is None
    content = ActivityContent(
        title="Kitchens", type="video", starts_on=date(2026, 5, 12), audiences={"media": 1}, people=(cast.partner.id,)
    )
    actions.correct_activity(author, one, content, ActivityFiles(), one.version)
    assert {row.id for row in queries.people_of(cast.animator, one.id)} == seen | {cast.mentor.id}
