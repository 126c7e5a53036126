"""/innovations/<id>/pathway/plan: planned, changed, moved; as list, board and strip; the owner's Today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.activity.models import Event
from app.extensions import db
from app.scaling import queries
from app.scaling.models import PlanAction
from app.scaling.months import EARLIEST, LATEST, at_index, first_of, index_of, read_month, shifted
from app.scaling.strip import strip_of
from tests.builders import a_person
from tests.client import CheckingClient
from tests.scaling.builders import put
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]
MAY = "2026-05-12T08:00:00Z"
SLOW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
GOOD = {"title": "Find a kitchen", "from_month": "2026-04", "due_month": "2026-06", "stage": "design", "note": ""}
VIEWS = ("list", "board", "strip")


@pytest.fixture(autouse=True)
def _may() -> None:
    with time_machine.travel(MAY, tick=False):
        yield  # type: ignore[misc]


def the_plan(app: Flask) -> list[PlanAction]:
    with app.app_context():
        return list(db.session.query(PlanAction).order_by(PlanAction.id))


def add(client: CheckingClient, id_: str, **told: str) -> int:
    return client.post(f"/innovations/{id_}/pathway/plan", GOOD | told).status_code


def test_an_action_is_planned_and_shown_in_each_view(app: Flask, as_: As, cast: SimpleNamespace, opened: str) -> None:
    team = as_(cast.innovator)
    assert add(team, opened, owner_id=cast.innovator.id) == 303
    for view in VIEWS:
        team.get(f"/innovations/{opened}/pathway/plan?view={view}")
        said = " ".join(team.soup.select_one("main").get_text(" ").split())
        assert "Find a kitchen" in said and cast.innovator.name in said and "June 2026" in said and "Planned" in said
        watcher = as_(cast.observer)
        watcher.get(f"/innovations/{opened}/pathway/plan?view={view}")
        told = watcher.soup.select_one("main").get_text(" ")
        assert "Find a kitchen" in told and cast.innovator.name not in told and not watcher.soup.select("main form")
    assert len(team.soup.select(".gantt rect")) == 1 and team.soup.select(".gantt title, .gantt desc")
    assert "Find a kitchen · Planned" in team.soup.select_one(".gantt .value").get_text()


@pytest.mark.parametrize(("field", "value", "sentence"), [
    ("title", "", "Say what is to be done"), ("title", "x" * 161, "at most 160"), ("from_month", "", "2026-05"),
    ("from_month", "soon", "2026-05"), ("due_month", "2026-13", "2026-05"), ("due_month", "9999-01", "2026-05"),
    ("due_month", "2026-03", "before it begins"), ("due_month", "2046-06", "10 years"),
    ("owner_id", "nobody", "Choose one from the list"), ("stage", "later", "Choose one from the list"),
])  # fmt: skip
def test_wrong_values(app: Flask, as_: As, cast: SimpleNamespace, opened: str, field: str, value: str,
                      sentence: str) -> None:  # fmt: skip
    team = as_(cast.innovator)
    assert add(team, opened, **{field: value}) == 422
    assert sentence in team.soup.select_one("main").get_text()
    assert the_plan(app) == []


def test_changed_moved_shifted(app: Flask, as_: As, cast: SimpleNamespace, opened: str) -> None:
    team = as_(cast.innovator)
    add(team, opened)
    url = f"/innovations/{opened}/pathway/plan/{the_plan(app)[0].id}"
    assert team.get(url).status_code == 200
    assert team.post(url, GOOD | {"title": ""}).status_code == 422
    for _each in range(2):
        assert team.post(url, GOOD | {"title": "Find two kitchens", "from_month": "5/2026"}).status_code == 303
    one = the_plan(app)[0]
    assert (one.title, one.from_month, one.due_month) == ("Find two kitchens", date(2026, 5, 1), date(2026, 6, 1))
    answer = team.post(f"{url}/months", {"months": "1", "view": "strip"})
    assert answer.location.endswith("?view=strip")
    team.post(f"{url}/months", {"months": "-1"})
    team.post(f"{url}/months", {"months": "1"})
    one = the_plan(app)[0]
    assert (one.from_month, one.due_month) == (date(2026, 6, 1), date(2026, 7, 1))
    for state in ("doing", "done", "done", "dropped", "planned"):
        assert team.post(f"{url}/state", {"state": state}).status_code == 303
        assert the_plan(app)[0].state == state
        assert bool(the_plan(app)[0].done_at) == (state == "done")
    assert team.post(f"{url}/state", {"state": "nowhere"}).status_code == 422
    with app.app_context():
        assert db.session.query(Event).filter_by(verb="scaling.action_moved").count() == 4
        assert db.session.query(Event).filter_by(verb="scaling.action_changed").count() == 1


def test_what_nobody_does_and_is_late_waits_for_the_lead_partner(
    app: Flask, as_: As, cast: SimpleNamespace, opened: str, led: Callable[[str], None]
) -> None:
    led(opened)
    team = as_(cast.innovator)
    add(team, opened, title="Old", from_month="2026-03", due_month="2026-04")
    add(team, opened, title="Now", due_month="2026-05")
    add(team, opened, title="Theirs", from_month="2026-03", due_month="2026-04", owner_id=cast.innovator.id)
    with app.test_request_context():
        texts = {part: [str(one.text) for one in queries.waiting_for(a_person(getattr(cast, part)))]
                 for part in ("mentor", "innovator", "animator")}  # fmt: skip
    assert texts == {"mentor": ["“Old” is late, and nobody does it"], "innovator": ["“Theirs” is late"], "animator": []}


@pytest.mark.parametrize("verb", ["", "/state", "/months"])
def test_others_cannot(app: Flask, as_: As, cast: SimpleNamespace, opened: str, verb: str) -> None:
    add(as_(cast.innovator), opened)
    url = f"/innovations/{opened}/pathway/plan/{the_plan(app)[0].id}{verb}"
    told = GOOD | {"state": "done", "months": "1"}
    assert as_(cast.stranger).post(url, told).status_code == 404
    assert as_(cast.partner).post(url, told).status_code == 403
    assert as_(cast.observer).post(url, told).status_code == 403
    assert app.test_client().post(url, told).status_code == 303
    assert as_(cast.innovator).post(f"/innovations/{opened}/pathway/plan/nothing{verb}", told).status_code == 404


def test_late_is_derived_and_waits_on_todays_page(app: Flask, as_: As, cast: SimpleNamespace, opened: str) -> None:
    team = as_(cast.innovator)
    mine = cast.innovator.id
    add(team, opened, title="Old", from_month="2026-03", due_month="2026-04", owner_id=mine)
    add(team, opened, title="Now", due_month="2026-05", owner_id=mine)
    add(team, opened, title="Next", due_month="2026-06", owner_id=mine)
    add(team, opened, title="Nobody’s", from_month="2026-03", due_month="2026-04")
    team.get("/today")
    lines = [" ".join(line.get_text(" ").split()) for line in team.soup.select("#needs-you .agenda li")]
    assert [line for line in lines if "“" in line and "See the plan" in line] == [
        line for line in lines if "“Old” is late" in line or "“Now” is due this month" in line
    ]
    assert sum("See the plan" in line for line in lines) == 2
    with app.test_request_context():
        late = {one.title for one in the_plan(app) if queries.is_late(one, queries.this_month())}
        assert late == {"Old", "Nobody’s"}
        assert queries.waiting_for(a_person(cast.animator)) == []
    done = next(one.id for one in the_plan(app) if one.title == "Old")
    team.post(f"/innovations/{opened}/pathway/plan/{done}/state", {"state": "done"})
    with app.test_request_context():
        assert [str(one.text) for one in queries.waiting_for(a_person(cast.innovator))] == ["“Now” is due this month"]


def test_a_whole_plan_is_one_page_and_as_many_statements(
    app: Flask, as_: As, cast: SimpleNamespace, opened: str
) -> None:
    client, counts = as_(cast.innovator), []
    for number in (1, 40):
        with app.app_context():
            way = queries.pathway_of(opened)
            assert way is not None
            put(*(PlanAction(pathway_id=way.id, title=f"Step {n}", from_month=date(2026, 1, 1),
                             due_month=date(2026, 9, 1), owner_id=cast.innovator.id)
                  for n in range(number)))  # fmt: skip
        for view in VIEWS:
            client.get(f"/innovations/{opened}/pathway/plan?view={view}")
        with statements(app) as told:
            client.get(f"/innovations/{opened}/pathway/plan?view=strip")
        counts.append(len(told))
    assert counts[0] == counts[1]


MONTHS = st.integers(index_of(EARLIEST), index_of(LATEST)).map(at_index)


@SLOW
@given(st.lists(st.tuples(MONTHS, st.integers(0, 119), st.booleans()), max_size=30), MONTHS)
def test_every_bar_is_on_the_strip(spans: list[tuple[date, int, bool]], month: date) -> None:
    plan = [SimpleNamespace(from_month=first, due_month=shifted(first, long)) for first, long, _late in spans]
    drawn = strip_of(plan, [late for *_span, late in spans], month)
    assert [bar.action for bar in drawn.bars] == plan
    for bar in drawn.bars:
        assert bar.x >= 0 and bar.width > 0 and bar.x + bar.width <= drawn.width
        assert 0 <= bar.label_x < drawn.width and bar.y + 40 <= drawn.height
    assert len({bar.y for bar in drawn.bars}) == len(plan)
    assert all(0 <= x <= drawn.width for _day, x in drawn.months)
    assert drawn.now_x is None or 0 <= drawn.now_x <= drawn.width


@SLOW
@given(MONTHS, st.integers(-200, 200))
def test_months_there_and_back(month: date, by: int) -> None:
    assert shifted(shifted(month, by), -by) == month and first_of(month) == month
    for written in (f"{month:%Y-%m}", f"{month:%m/%Y}", f"{month:%m.%Y}", f" {month:%Y-%m-%d} "):
        assert read_month(written) == month


@pytest.mark.parametrize("text", ["", "May", "2026", "2026-00", "2026-1-1-1", "٢٠٢٦-٠٥", "1999-01", "-", "05-06"])
def test_what_is_no_month(text: str) -> None:
    assert read_month(text) is None
