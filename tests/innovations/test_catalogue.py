"""GET /innovations and /innovations.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import event

from app.extensions import db
from app.innovations.models import SocialInnovation
from tests.client import CheckingClient

Make = Callable[..., str]
AsPerson = Callable[[SimpleNamespace], CheckingClient]


def names(client: CheckingClient) -> list[str]:
    return [title.get_text(strip=True) for title in client.soup.select(".cards .title")]


def test_members_see_all_and_visitors_what_is_public(
    as_: AsPerson, client: CheckingClient, cast: SimpleNamespace, an_innovation: Make
) -> None:
    an_innovation(name="For members")
    an_innovation(name="For everybody", public=True)
    member = as_(cast.stranger)
    assert member.get("/innovations").status_code == 200
    assert names(member) == ["For everybody", "For members"]
    client.get("/innovations")
    assert names(client) == ["For everybody"]


def test_an_empty_catalogue_says_what_belongs_there(as_: AsPerson, cast: SimpleNamespace) -> None:
    member = as_(cast.stranger)
    member.get("/innovations")
    assert "No innovations yet" in member.soup.get_text()
    assert member.soup.select_one('.empty a[href="/innovations/new"]')


def test_an_observer_is_offered_nothing_to_do(as_: AsPerson, cast: SimpleNamespace) -> None:
    observer = as_(cast.observer)
    observer.get("/innovations")
    assert not observer.soup.select('a[href="/innovations/new"]')


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lodz", "Łódź Kitchen"),
        ("ŁÓDŹ kit", "Łódź Kitchen"),
        ("strasse", "Offene Straße"),
        ("Αθηνα", "Ελιά"),
        ("καλαμια", "Ελιά"),
        ("griechenland", "Ελιά"),
        ("grece", "Ελιά"),
        ("mobility", "Offene Straße"),
        ('"straße', "Offene Straße"),
    ],
)
def test_search_finds_what_people_mean(
    as_: AsPerson, cast: SimpleNamespace, an_innovation: Make, query: str, found: str
) -> None:
    an_innovation(name="Łódź Kitchen", country="PL")
    an_innovation(name="Offene Straße", country="DE", sectors=["mobility"])
    an_innovation(name="Ελιά", city="Αθήνα", summary="Μια κοινότητα στα Καλάμια", country="GR")
    member = as_(cast.stranger)
    member.get("/innovations", query_string={"q": query})
    assert names(member) == [found]


def test_filters_combine_and_each_can_be_taken_away(as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    an_innovation(name="A", country="BE", sectors=["food"], stage="scaling")
    an_innovation(name="B", country="BE", sectors=["energy"], stage="scaling")
    an_innovation(name="C", country="FR", sectors=["food"], stage="prompts")
    member = as_(cast.stranger)
    member.get("/innovations?country=BE&sector=food&stage=scaling&state=identified")
    assert names(member) == ["A"]
    away = [link["href"] for link in member.soup.select(".chip")]
    assert len(away) == 4
    member.get(away[1])
    assert names(member) == ["B", "A"]


def test_by_region_with_its_parts_and_by_goal(
    as_: AsPerson, client: CheckingClient, cast: SimpleNamespace, an_innovation: Make
) -> None:
    an_innovation(name="Ghent", country="BE", region="BE23", goals=[12, 1])
    an_innovation(name="Flanders", country="BE", region="BE2", goals=[11], public=True)
    an_innovation(name="Liège", country="BE", region="BE33", goals=[1])
    an_innovation(name="Athens", country="GR", region="EL30")
    member = as_(cast.stranger)
    asked = {"region=BE2": ["Flanders", "Ghent"], "region=BE23": ["Ghent"], "goal=1": ["Liège", "Ghent"],
             "goal=1&region=BE2": ["Ghent"], "region=EL30&goal=12": []}  # fmt: skip
    for query, found in asked.items():
        member.get(f"/innovations?{query}")
        assert names(member) == found
    assert len(member.soup.select(".chip")) == 2
    offered = [option["value"] for option in member.soup.select('[name="region"] option')]
    assert offered == ["", "BE2", "BE23", "BE3", "BE33", "EL30"]
    client.get("/innovations?region=BE2")
    assert names(client) == ["Flanders"]
    assert [option["value"] for option in client.soup.select('[name="region"] option')] == ["", "BE2"]


def test_by_where_it_stands(app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    an_innovation(name="One")
    held = an_innovation(name="Two")
    with app.app_context():
        db.session.get(SocialInnovation, held).state = "on_hold"
        db.session.commit()
    member = as_(cast.stranger)
    member.get("/innovations?state=on_hold")
    assert names(member) == ["Two"]


@pytest.mark.parametrize("query", ["goal=99", "goal=-1", "goal=one", "region=XX", "region=BE2'--",
                                   "after=nonsense", "state=xyz", "sector=' OR 1", "country=%F0%9F%8D%8E", "sort=zzz",
                                   "after=" + "A" * 3000, "q=" + "x" * 3000, "q=%22%22", "q=*"])  # fmt: skip
def test_odd_queries_are_answered(as_: AsPerson, cast: SimpleNamespace, an_innovation: Make, query: str) -> None:
    an_innovation()
    assert as_(cast.stranger).get(f"/innovations?{query}").status_code == 200


def test_pages_follow_each_other_without_gap(as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    for number in range(30):
        an_innovation(name=f"Number {number:02}")
    member = as_(cast.stranger)
    for sort, order in (("", reversed(range(30))), ("name", range(30))):
        seen, url = [], f"/innovations?sort={sort}"
        while url:
            member.get(url)
            seen += names(member)
            older = [link for link in member.soup.select(".pager a") if "after=" in link["href"]]
            url = older[0]["href"] if older else ""
        assert seen == [f"Number {number:02}" for number in order]


def test_by_name_accents_do_not_matter(as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    for name in ("Zebra", "Ökodorf", "Aula", "école"):
        an_innovation(name=name)
    member = as_(cast.stranger)
    member.get("/innovations?sort=name")
    assert names(member) == ["Aula", "école", "Ökodorf", "Zebra"]


def test_htmx_gets_the_results_alone(as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    an_innovation(name="Mine")
    answer = as_(cast.stranger).fragment("/innovations?q=mine").get_data(as_text=True)
    assert "Mine" in answer and "<html" not in answer and "filters" not in answer


def test_the_export_is_what_is_filtered(as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    an_innovation(name="=SUM(A1)", country="BE", sectors=["food", "energy"])
    an_innovation(name="Other", country="FR")
    answer = as_(cast.stranger).get("/innovations.csv?country=BE")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert [row["name"] for row in rows] == ["'=SUM(A1)"]
    assert rows[0]["sectors"] == "energy;food" and rows[0]["country"] == "BE"


def test_the_workbook_says_the_same(as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    an_innovation(name="=SUM(A1)", country="BE", region="BE23", sectors=["food"], goals=[12, 3])
    an_innovation(name="Other", country="FR")
    answer = as_(cast.stranger).get("/innovations.xlsx?region=BE23")
    header, *rows = load_workbook(io.BytesIO(answer.get_data())).active.iter_rows(values_only=True)
    (row,) = (dict(zip(header, row, strict=True)) for row in rows)
    assert (row["name"], row["region"], row["sectors"], row["goals"]) == ("'=SUM(A1)", "BE23", "food", "12;3")


def test_visitors_export_what_is_public(client: CheckingClient, an_innovation: Make) -> None:
    an_innovation(name="For members")
    an_innovation(name="For everybody", public=True)
    text = client.get("/innovations.csv").get_data(as_text=True)
    assert "For everybody" in text and "For members" not in text


def test_as_many_statements_for_one_as_for_three(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    member, told = as_(cast.stranger), []

    def count(*_args: object) -> None:
        told[-1] += 1

    an_innovation(name="One", sectors=["food"])
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", count)
    try:
        for more in (0, 2):
            for _each in range(more):
                told.append(0)
                an_innovation(sectors=["food", "energy"])
            told.append(0)
            member.get("/innovations")
            if not more:
                first = told[-1]
    finally:
        with app.app_context():
            event.remove(db.engine, "before_cursor_execute", count)
    assert told[-1] == first <= 12
