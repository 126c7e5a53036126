"""/scaling: every pathway one may see, its stage, next step, what is late; filtered, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask

from app.extensions import db
from app.scaling.models import PlanAction
from tests.client import CheckingClient
from tests.scaling.builders import a_house, a_pathway, a_selected, put, strategy_of
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]


@pytest.fixture(autouse=True)
def _may() -> None:
    with time_machine.travel("2026-05-12T08:00:00Z", tick=True):
        yield  # type: ignore[misc]


def names(client: CheckingClient, query: str = "") -> set[str]:
    assert client.get(f"/scaling{query}").status_code == 200
    return {head.get_text() for head in client.soup.select("#results tbody th")}


@pytest.fixture
def three(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    """Vooruit leads one that is late and one that is not; a third one is led by nobody and has no strategy."""
    with app.app_context():
        house = a_house("Vooruit", cast.mentor)
        contract, knowhow = strategy_of("contract").id, strategy_of("knowhow").id
        for name, said in (
            ("Late", {"lead_id": house.id, "strategy_id": contract, "stage": "implementation"}),
            ("On time", {"lead_id": house.id, "strategy_id": knowhow}),
            ("Alone", {}),
        ):
            one = a_selected(cast.innovator if name == "Alone" else cast.innovator2, "scaling", name=name)
            way = a_pathway(one, **said)
            months = {"Late": (3, 4), "On time": (5, 6)}.get(name)
            if months:
                first, last = (date(2026, month, 1) for month in months)
                ends = {"from_month": first, "pathway_id": way.id}
                put(PlanAction(title=f"Step of {name}", due_month=last, **ends))
                put(PlanAction(title="Done", due_month=first, state="done", **ends))
        return SimpleNamespace(house=house.id, contract=contract, knowhow=knowhow)


def test_who_sees_which(as_: As, cast: SimpleNamespace, three: SimpleNamespace) -> None:
    every = {"Late", "On time", "Alone"}
    for part in ("animator", "partner", "observer"):
        assert names(as_(getattr(cast, part))) == every
    assert names(as_(cast.mentor)) == {"Late", "On time"}
    assert names(as_(cast.innovator)) == {"Alone"}
    stranger = as_(cast.stranger)
    assert names(stranger) == set() and "No pathway yet" in stranger.soup.select_one("#results").get_text()
    stranger.get("/innovations")
    assert not stranger.soup.select("main nav.tabs a[href='/scaling']")


def test_filters_and_what_is_late(as_: As, cast: SimpleNamespace, three: SimpleNamespace) -> None:
    lead = as_(cast.mentor)
    animator = as_(cast.animator)
    assert names(animator, f"?strategy={three.contract}") == {"Late"}
    assert names(animator, "?strategy=none") == {"Alone"}
    assert names(animator, "?stage=implementation") == {"Late"} and names(animator, "?state=completed") == set()
    assert names(animator, "?late=1") == {"Late"}
    assert names(lead, "?mine=1") == {"Late", "On time"} and names(lead, "?mine=1&late=1") == {"Late"}
    assert names(animator, "?stage=nothing&late=x") == {"Late", "On time", "Alone"}
    animator.get("/scaling?late=1")
    said = " ".join(animator.soup.select_one("#results").get_text(" ").split())
    assert "Step of Late" in said and "April 2026" in said and "Contractual partnership" in said and "Vooruit" in said
    assert animator.soup.select(".chip")


def test_the_csv_is_what_is_filtered(as_: As, cast: SimpleNamespace, three: SimpleNamespace) -> None:
    answer = as_(cast.animator).get(f"/scaling.csv?strategy={three.contract}")
    told = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert [row["innovation"] for row in told] == ["Late"]
    assert (told[0]["next_action"], told[0]["due_month"], told[0]["late_actions"]) == ("Step of Late", "2026-04", "1")
    assert (told[0]["strategy"], told[0]["lead_partner"]) == ("contract", "Vooruit")
    assert as_(cast.stranger).get("/scaling.csv").get_data(as_text=True).count("\n") == 1


def test_a_page_costs_the_same_for_one_and_for_many(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    client, counts = as_(cast.partner), []
    for number in (1, 3):
        with app.app_context():
            for n in range(number):
                a_pathway(a_selected(cast.innovator, "scaling", name=f"No {n}"))
        client.get("/scaling")
        with statements(app) as told:
            client.get("/scaling")
        counts.append(len(told))
    assert counts[0] == counts[1]


def test_pages_follow_each_other(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        for n in range(27):
            a_pathway(a_selected(cast.innovator, "scaling", name=f"No {n}"))
        db.session.rollback()
    client = as_(cast.partner)
    first = names(client)
    more = next(a["href"] for a in client.soup.select(".pager a"))
    client.get(more)
    rest = {head.get_text() for head in client.soup.select("#results tbody th")}
    assert len(first) == 25 and len(rest) == 2 and not first & rest
