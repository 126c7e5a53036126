"""Looking for words in a log that is longer than one stretch: nothing is lost, nothing comes twice, little is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import insert

from app.activity import queries
from app.activity.models import MEMBERS, PARTIES, Event, EventParty
from app.activity.queries import Filters
from app.activity.queries.year import MOST_A_DAY, count_days
from app.core.clock import now
from app.core.models import new_id
from app.core.paging import Count
from app.core.search import index as make_findable
from app.extensions import db
from tests.builders import an_event
from tests.client import CheckingClient
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]
LONG = 17_000
"""More than one has the patience for when half of them are for others."""


def lengthen(cast: SimpleNamespace, number: int) -> None:
    """So many entries by the mentor, three at each moment; every other one is for those alone who take part."""
    one = an_event(cast.mentor, parties=[cast.innovator])
    for person in (cast.mentor, cast.innovator):
        make_findable(db.session, "person", person.id, person.name)
    columns = {column.name: getattr(one, column.name) for column in Event.__table__.columns}
    rows = [
        {**columns, "id": one.id + n, "ref": new_id(), "at": now() - timedelta(minutes=(number - n) // 3 + 1),
         "shown": MEMBERS if n % 2 else PARTIES}
        for n in range(1, number + 1)
    ]  # fmt: skip
    db.session.execute(insert(Event), rows)
    people = [cast.mentor.id]
    db.session.execute(
        insert(EventParty),
        [{"event_id": row["id"], "at": row["at"], "person_id": person} for row in rows for person in people],
    )
    db.session.commit()


def refs_of(reader: SimpleNamespace, **asked: str) -> list[str]:
    """All pages, each as far as it goes."""
    found: list[str] = []
    after = None
    while True:
        page = queries.log_page(reader, Filters(**asked), after, 200)  # type: ignore[arg-type]
        found += [row.ref for row in page.rows]
        if (after := page.next) is None:
            return found


def test_pages_of_a_long_search_lose_and_repeat_nothing(context: Flask, cast: SimpleNamespace) -> None:
    lengthen(cast, 5_000)
    every = [row.ref for row in queries.log_rows(cast.stranger, Filters(person=cast.mentor.id))]
    assert len(every) > 2_500 == len(set(every)) - 1
    assert refs_of(cast.stranger, q="wrote") == refs_of(cast.stranger, q="ines") == every
    assert [row.ref for row in queries.log_rows(cast.stranger, Filters(q="wrote ines"))] == every
    count = queries.count_log(cast.stranger, Filters(q="ines wrote"), 10_000)
    assert (count.number, count.more) == (len(every), False)


def test_who_gives_up_says_how_far_one_has_looked(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        lengthen(cast, LONG)
        never = Filters(q="wrote", strand="offers")
        tired = queries.log_page(cast.stranger, never)
        assert not tired.rows and tired.looked_to and tired.next is None
        assert queries.counted_page(cast.stranger, never, None)[1].more
        assert queries.log_page(cast.stranger, never, patience=None).looked_to is None
    client = as_(cast.stranger)
    client.get("/activity?q=wrote&kind=offers")
    assert "looked through back to" in client.soup.select("#results .notice")[0].get_text()
    assert "on=" in str(client.soup.select("#results .notice a")[0]["href"])


def test_the_year_counts_what_is_asked_for_up_to_a_full_day(context: Flask, cast: SimpleNamespace) -> None:
    lengthen(cast, 600)
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    days = [midnight + timedelta(days=back) for back in (-2, -1, 0)]
    spans = [(day.date(), day, day + timedelta(days=1)) for day in days]
    asked_for = [{"q": "wrote"}, {"q": "ines wrote"}, {"who": "lucia"}, {"q": "nothing"}, {"strand": "messages"}, {}]
    for asked in (Filters(**one) for one in [*asked_for, {"person": cast.mentor.id}]):
        found = Counter(row.at.date() for row in queries.log_rows(cast.stranger, asked))
        told = {day: Count(min(many, MOST_A_DAY), many > MOST_A_DAY) for day, many in found.items()}
        assert count_days(cast.stranger, asked, spans) == told


@pytest.mark.parametrize("asked", ["q=wrote", "q=ines", "q=ines+wrote", "q=wrote+ines+messages", "who=ines"])
def test_a_search_asks_as_much_of_a_long_log_as_of_a_short_one(
    app: Flask, as_: As, cast: SimpleNamespace, asked: str
) -> None:
    client, counts = as_(cast.stranger), []
    for number in (200, 3_000):
        with app.app_context():
            lengthen(cast, number)
        client.get(f"/activity?{asked}")
        with statements(app) as told:
            client.get(f"/activity?{asked}")
        counts.append(len(told))
    assert counts[1] <= counts[0] + 3 and counts[1] <= 18
