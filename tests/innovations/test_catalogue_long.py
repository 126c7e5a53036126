"""GET /innovations with more than a thousand in it: what a page costs, and what it says of how many there are."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import event, insert

from app.core.models import new_id
from app.core.search import SearchDocument
from app.extensions import db
from app.innovations.models import InnovationSector, SocialInnovation
from tests.client import CheckingClient

AsPerson = Callable[[SimpleNamespace], CheckingClient]
MANY = 1_030


@pytest.fixture
def many(app: Flask) -> list[str]:
    """So many in Belgium, each with the word "house", the oldest first; every second one is about food."""
    ids = sorted(new_id() for _ in range(MANY))
    rows = [
        {"id": id_, "name": f"House {n:04}", "sort_name": f"house {n:04}", "country": "BE", "region": "BE23",
         "stage": "scaling", "public": True}
        for n, id_ in enumerate(ids)
    ]  # fmt: skip
    with app.app_context(), db.engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(insert(SocialInnovation), rows)
        connection.execute(insert(InnovationSector), [{"innovation_id": id_, "sector": "food"} for id_ in ids[::2]])
        said = [{"kind": "innovation", "ref": row["id"], "folded": row["sort_name"]} for row in rows]
        connection.execute(insert(SearchDocument), said)
    return ids


def first_of(client: CheckingClient, url: str) -> tuple[str, str]:
    """The first card's title, and how many there are said to be."""
    assert client.get(url).status_code == 200
    told = client.soup.select_one("#results").get_text(" ", strip=True)
    return client.soup.select_one(".cards .title").get_text(strip=True), told.partition(" ")[0]


@pytest.mark.usefixtures("many")
def test_what_is_asked_for_is_counted_to_a_thousand(as_: AsPerson, cast: SimpleNamespace) -> None:
    member = as_(cast.stranger)
    assert first_of(member, "/innovations") == ("House 1029", "1,030")
    assert first_of(member, "/innovations?country=BE") == ("House 1029", "1,000+")
    assert first_of(member, "/innovations?country=BE&sort=name") == ("House 0000", "1,000+")
    assert first_of(member, "/innovations?sector=food&sort=name") == ("House 0000", "515")


@pytest.mark.usefixtures("many")
def test_words_of_more_than_a_thousand_are_sought_in_the_newest_and_the_page_says_so(
    as_: AsPerson, cast: SimpleNamespace
) -> None:
    member = as_(cast.stranger)
    assert first_of(member, "/innovations?q=house") == ("House 1029", "1,000")
    assert "the newest thousand were looked through" in member.soup.get_text()
    assert first_of(member, "/innovations?q=house&sort=name") == ("House 0030", "1,000")
    assert first_of(member, "/innovations?q=house+0007") == ("House 0007", "1")
    assert "the newest thousand" not in member.soup.get_text()


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    "asked",
    ["", "sort=name", "country=BE", "country=BE&sort=name", "stage=scaling", "state=identified", "sector=food",
     "stage=scaling&sort=name", "region=BE2", "region=BE2&sort=name"],
)  # fmt: skip
@pytest.mark.parametrize("visiting", [False, True])
def test_no_page_gathers_and_sorts_what_fits(
    app: Flask, as_: AsPerson, client: CheckingClient, cast: SimpleNamespace, asked: str, visiting: bool
) -> None:
    reader = client if visiting else as_(cast.stranger)
    asking: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, values: object, *_rest: object) -> None:
        if statement.startswith("SELECT innovations.") and "ORDER BY" in statement:
            asking.append((statement, values))

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        reader.get(f"/innovations?{asked}")
        event.remove(db.engine, "before_cursor_execute", note)
        assert asking
        with db.engine.connect() as connection:
            for statement, values in asking:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
                assert not [row for row in plan if "TEMP B-TREE" in row[3]], plan
