"""The filtered log as CSV, XLSX and ActivityStreams: the same entries as the page, told in the same words (A6, A7)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from app.activity.exporting import files, telling
from app.activity.models import ANIMATORS, NETWORK, PARTIES, Event
from app.activity.queries import Filters, log_page
from app.activity.reading import plain_names_for
from app.activity.sentences import sentence
from app.extensions import db
from app.web.language import written_for
from tests.builders import a_need, a_person, an_accepted_claim, an_event, an_offer
from tests.client import CheckingClient

As = Callable[[SimpleNamespace], CheckingClient]


@pytest.fixture
def told(app: Flask, cast: SimpleNamespace) -> None:
    """Fifty-odd entries of several kinds, two of them not for members, one with a name like a formula."""
    with app.app_context():
        for number in range(40):
            an_event(cast.mentor if number % 2 else cast.innovator, strand="mentoring" if number % 3 else "offers")
        an_event(cast.partner, visibility=PARTIES)
        an_event(cast.partner, visibility=ANIMATORS)
        an_event(cast.partner, visibility=NETWORK)
        an_accepted_claim(an_offer(cast.stakeholder, title="=1+1"), cast.innovator)
        a_need(cast.innovator, title="+Rooms")


def as_csv(client: CheckingClient, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/activity/export.csv{query}")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="activity.csv"'
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def as_json(client: CheckingClient, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/activity/export.json{query}")
    assert answer.mimetype == "application/activity+json"
    return json.loads(answer.get_data())


def as_xlsx(client: CheckingClient, query: str = "") -> list[tuple[Any, ...]]:
    answer = client.get(f"/activity/export.xlsx{query}")
    book = load_workbook(io.BytesIO(answer.get_data()), read_only=True)
    return [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]


def shown(app: Flask, who: Any, filters: Filters) -> list[str]:
    with app.app_context():
        return [row.ref for row in log_page(a_person(who), filters, size=500).rows]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("part", ["stranger", "innovator", "observer", "animator"])
def test_every_format_has_exactly_the_filtered_entries(app: Flask, as_: As, cast: SimpleNamespace, part: str) -> None:
    who = getattr(cast, part)
    client = as_(who)
    for query, filters in (("", Filters()), ("?kind=offers", Filters(strand="offers"))):
        refs = shown(app, who, filters)
        assert refs or part == "observer"
        assert [row["entry"] for row in as_csv(client, query)] == refs
        head, *rows = as_xlsx(client, query)
        assert head == files.COLUMNS
        assert [row[0] for row in rows] == refs
        streamed = as_json(client, query)
        assert [one["id"] for one in streamed["orderedItems"]] == [f"http://localhost/activity/{ref}" for ref in refs]
        assert streamed["totalItems"] == len(refs)


@pytest.mark.usefixtures("told")
def test_no_number_of_an_entry_and_no_formula_leaves_the_house(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    rows = as_csv(as_(cast.stranger))
    assert set(rows[0]) == set(files.COLUMNS)
    cells = [cell for row in rows for cell in row.values()]
    cells += [str(cell) for row in as_xlsx(as_(cast.stranger)) for cell in row if cell is not None]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any("=1+1" in row["sentence"] for row in rows)
    with app.app_context():
        numbers = {str(number) for number in db.session.execute(select(Event.id)).scalars()}
    assert not numbers & set(cells)


@pytest.mark.usefixtures("told")
def test_activities_say_who_did_what_to_what(as_: As, cast: SimpleNamespace) -> None:
    streamed = as_json(as_(cast.animator))
    assert streamed["@context"][0] == "https://www.w3.org/ns/activitystreams"
    assert streamed["type"] == "OrderedCollection"
    published = next(it for it in streamed["orderedItems"] if it["commonweave:verb"] == "offers.post_published")
    assert published["type"] == "Announce"
    assert published["actor"]["type"] == "Person"
    assert published["actor"]["id"].startswith("http://localhost/people/")
    assert published["object"]["id"].startswith("http://localhost/offers/")
    assert published["object"]["name"] in ("=1+1", "+Rooms")
    assert published["published"].endswith("Z")
    assert published["commonweave:facts"]["post"]["name"] == published["object"]["name"]
    assert {it["type"] for it in streamed["orderedItems"]} >= {"Announce", "Create", "Accept"}


@pytest.mark.usefixtures("told")
def test_observers_learn_no_names_and_no_ids_of_people(as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.observer)
    for form in ("csv", "json"):
        text = client.get(f"/activity/export.{form}").get_data(as_text=True)
        assert text
        for person in (cast.partner, cast.mentor, cast.innovator):
            assert person.name not in text
            assert person.id not in text


@pytest.mark.usefixtures("told")
def test_a_kept_sentence_is_the_one_that_the_template_writes(app: Flask, cast: SimpleNamespace) -> None:
    reader = cast.animator
    for locale in ("en", "fr"):
        with app.app_context(), written_for(locale, "Europe/Sofia"):
            rows = {row.ref: row for row in telling.batches(a_person(reader), Filters())}
            for entry in telling.told(rows.values(), a_person(reader)):
                row = rows[entry.ref]
                assert entry.sentence == sentence(row.verb, row.facts, plain_names_for(a_person(reader))).striptags()


@pytest.mark.usefixtures("told")
def test_a_long_log_goes_on_in_a_further_sheet(app: Flask, cast: SimpleNamespace) -> None:
    out = io.BytesIO()
    with app.app_context():
        entries = list(telling.told_log(a_person(cast.animator), Filters()))
        files.write_workbook(entries, out, sheet_rows=21)
    sheets = [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(out, read_only=True).worksheets]
    assert [len(rows) for rows in sheets[:-1]] == [21] * (len(entries) // 20)
    assert all(rows[0] == files.COLUMNS for rows in sheets)
    assert [row[0] for rows in sheets for row in rows[1:]] == [entry.ref for entry in entries]


def test_nothing_is_an_empty_file_and_visitors_are_sent_to_sign_in(
    client: CheckingClient, as_: As, cast: SimpleNamespace
) -> None:
    query = "?since=1980-01-01&until=1980-01-02"
    assert as_csv(as_(cast.stranger), query) == []
    assert as_json(as_(cast.stranger), query)["orderedItems"] == []
    assert as_xlsx(as_(cast.stranger), query) == [files.COLUMNS]
    for form in ("csv", "json", "xlsx"):
        assert client.get(f"/activity/export.{form}").status_code == 303


@pytest.mark.usefixtures("told")
def test_the_page_says_what_is_taken_along(as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.stranger)
    client.get("/activity?kind=offers")
    (link,) = client.soup.select('a[href^="/activity/exports"]')
    assert client.get(link["href"]).status_code == 200
    assert {a["href"] for a in client.soup.select("#export .row a")} == {
        f"/activity/export.{form}?kind=offers" for form in ("csv", "xlsx", "json")
    }


@pytest.mark.usefixtures("told")
def test_a_workbook_that_takes_long_is_not_waited_for(
    as_: As, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.activity.views.exports.AT_ONCE", 10)
    answer = as_(cast.stranger).get("/activity/export.xlsx?since=2020-01-01")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/activity/exports?since=2020-01-01")
