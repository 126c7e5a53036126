"""/innovations/<id>/results: the starter set, own indicators, baselines, order, targets; the theory of change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask

from app.activity.models import Event
from app.extensions import db
from app.measuring.models import ChainLink, Indicator, Target
from app.measuring.queries import baselines_missing, indicators_of
from app.measuring.words import STARTERS
from tests.client import CheckingClient
from tests.mentoring.builders import an_innovation
from tests.statements import statements

AsPerson = Callable[[SimpleNamespace], CheckingClient]
OWN = {"title": "Repairs", "level": "outcome", "measure": "unit", "unit": "things", "ascending": "1",
       "baseline_year": "2024", "baseline": "1,250.5", "dimensions": "Gender: women, men, other", "goal": "12",
       "iris_code": "oi4112"}  # fmt: skip


@pytest.fixture
def kitchens(app: Flask, cast: SimpleNamespace) -> str:
    with app.app_context():
        return an_innovation(cast.innovator)


def indicators(app: Flask) -> list[Indicator]:
    with app.app_context():
        return list(db.session.query(Indicator).order_by(Indicator.position, Indicator.id))


def verbs(app: Flask) -> list[str]:
    with app.app_context():
        events = db.session.query(Event.verb).order_by(Event.id)
        return [verb.removeprefix("measuring.") for (verb,) in events if verb.startswith("measuring.")]


def test_the_starter_set_with_one_click(app: Flask, as_: AsPerson, cast: SimpleNamespace, kitchens: str) -> None:
    team = as_(cast.innovator)
    team.get(f"/innovations/{kitchens}/results")
    assert "Take over the starter set" in team.soup.get_text()
    for _each in range(2):
        assert team.post(f"/innovations/{kitchens}/results/starters").status_code == 303
    assert [one.code for one in indicators(app)] == list(STARTERS)
    assert verbs(app) == ["indicators_started"]
    team.get(f"/innovations/{kitchens}/results")
    assert "Paid staff" in team.soup.get_text() and "starter set" not in team.soup.select_one("main").get_text()
    with app.app_context():
        assert len(baselines_missing(kitchens)) == len(STARTERS)


def test_an_own_indicator(app: Flask, as_: AsPerson, cast: SimpleNamespace, kitchens: str) -> None:
    team, url = as_(cast.innovator), f"/innovations/{kitchens}/results/indicators"
    assert team.get(f"{url}/new").status_code == 200
    assert team.post(f"{url}/new", OWN).status_code == 303
    one = indicators(app)[0]
    assert (one.title, one.baseline_value, one.baseline_year, one.goal, one.iris_code) == (
        "Repairs", 1250.5, 2024, 12, "OI4112",
    )  # fmt: skip
    assert one.dimensions == {"Gender": ["women", "men", "other"]}
    assert team.get(f"{url}/{one.id}").status_code == 200
    assert team.soup.select_one("#baseline")["value"] == "1,250.5"
    assert team.post(f"{url}/{one.id}", OWN).status_code == 303
    assert team.post(f"{url}/{one.id}", OWN | {"baseline": "12,5"}).status_code == 303
    assert indicators(app)[0].baseline_value == 12.5
    assert verbs(app) == ["indicator_added", "indicator_changed"]
    team.get(f"/innovations/{kitchens}")
    assert "changed the indicator “Repairs”" in " ".join(team.soup.get_text(" ").split())


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("title", "", "Give it a name"), ("title", "x" * 161, "at most 160"), ("baseline", "many", "Write a number"),
     ("baseline_year", "", "of which year"), ("baseline_year", "3024", "Write a year"),
     ("baseline_year", "²", "Write a year"), ("measure", "zzz", "valid"),
     ("dimensions", "women, men", "like “Gender"), ("iris_code", "ABC", "OI4112"), ("goal", "18", "valid"),
     ("measure", "ordinal", "at least two words")],
)  # fmt: skip
def test_wrong_values(app: Flask, as_: AsPerson, cast: SimpleNamespace, kitchens: str, field: str, value: str,
                      sentence: str) -> None:  # fmt: skip
    team = as_(cast.innovator)
    assert team.post(f"/innovations/{kitchens}/results/indicators/new", OWN | {field: value}).status_code == 422
    assert sentence in team.soup.select_one("form.form").get_text()
    assert indicators(app) == []


def test_words_of_a_scale(app: Flask, as_: AsPerson, cast: SimpleNamespace, kitchens: str) -> None:
    team, url = as_(cast.innovator), f"/innovations/{kitchens}/results/indicators/new"
    told = OWN | {"measure": "ordinal", "choices": "low\nmiddle\nhigh", "baseline": "huge", "dimensions": ""}
    assert team.post(url, told).status_code == 422
    assert team.post(url, told | {"baseline": "low"}).status_code == 303
    assert indicators(app)[0].choices == ["low", "middle", "high"]
    with app.app_context():
        assert baselines_missing(kitchens) == []


def test_order_and_retirement(app: Flask, as_: AsPerson, cast: SimpleNamespace, kitchens: str) -> None:
    team = as_(cast.innovator)
    team.post(f"/innovations/{kitchens}/results/starters")
    first, second = indicators(app)[:2]
    url = f"/innovations/{kitchens}/results/indicators/{second.id}"
    assert team.post(f"{url}/place", {"to": "up"}).status_code == 303
    assert team.post(f"{url}/place", {"to": "up"}).status_code == 303
    with app.app_context():
        assert [one.id for one in indicators_of(kitchens)[:2]] == [second.id, first.id]
    for _each in range(2):
        assert team.post(f"{url}/retirement").status_code == 303
    team.get(f"/innovations/{kitchens}/results")
    assert "No longer asked for" in team.soup.get_text()
    assert team.post(f"{url}/return").status_code == 303
    with app.app_context():
        assert indicators_of(kitchens)[-1].id == second.id
    assert verbs(app) == ["indicators_started", "indicator_retired", "indicator_returned"]


def test_targets_by_period(app: Flask, as_: AsPerson, cast: SimpleNamespace, kitchens: str) -> None:
    team = as_(cast.innovator)
    team.post(f"/innovations/{kitchens}/results/indicators/new", OWN)
    url = f"/innovations/{kitchens}/results/indicators/{indicators(app)[0].id}"
    goal = {"starts_on": "2026-01-01", "ends_on": "2026-06-30", "target": "2 000", "comment": "With two more sites"}
    assert team.post(f"{url}/targets", goal | {"ends_on": "2025-06-30"}).status_code == 422
    assert team.post(f"{url}/targets", goal | {"target": "lots"}).status_code == 422
    assert "Write a number" in team.soup.select_one("#targets").get_text()
    assert team.soup.select_one("#title")["value"] == "Repairs"
    for number in ("2,000", "2,500", "2,500"):
        assert team.post(f"{url}/targets", goal | {"target": number}).status_code == 303
    with app.app_context():
        (kept,) = db.session.query(Target)
        assert (kept.starts_on, kept.ends_on, kept.value) == (date(2026, 1, 1), date(2026, 6, 30), 2500)
    team.get(f"/innovations/{kitchens}/results")
    assert team.soup.select_one("svg[role=img] desc").get_text() == "Baseline 2024: 1,250.5; Jun 2026: no value"
    assert team.get(url).status_code == 200
    assert team.post(f"{url}/targets/{kept.id}/removal").status_code == 303
    assert verbs(app) == ["indicator_added", "target_set", "target_set", "target_removed"]


def test_all_baselines_on_one_page(app: Flask, as_: AsPerson, cast: SimpleNamespace, kitchens: str) -> None:
    team, url = as_(cast.innovator), f"/innovations/{kitchens}/results"
    assert team.post(f"{url}/starters").headers["Location"].endswith("/results/baselines")
    team.get(f"{url}/baselines")
    boxes = [box["name"] for box in team.soup.select("main form input[inputmode=decimal]")]
    assert len(boxes) == len(STARTERS)
    assert team.post(f"{url}/baselines", {"year": "2999", boxes[0]: "many"}).status_code == 422
    assert len(team.soup.select(".error-summary li")) == 2
    for _twice in range(2):
        assert team.post(f"{url}/baselines", {"year": "2024", boxes[0]: "2,5", boxes[2]: "1 200"}).status_code == 303
    with app.app_context():
        told = {one.id: (one.baseline_year, one.baseline_value) for one in db.session.query(Indicator)}
        assert told[boxes[0]] == (2024, 2.5) and told[boxes[2]] == (2024, 1200)
        assert len(baselines_missing(kitchens)) == len(STARTERS) - 2
    assert verbs(app).count("indicator_changed") == 2
    team.get(f"{url}/baselines")
    assert len(team.soup.select("main form input[inputmode=decimal]")) == len(STARTERS) - 2
    assert as_(cast.stranger).get(f"{url}/baselines").status_code == 404
    assert as_(cast.observer).get(f"{url}/baselines").status_code == 403


def test_the_theory_of_change(app: Flask, as_: AsPerson, cast: SimpleNamespace, kitchens: str) -> None:
    team, url = as_(cast.innovator), f"/innovations/{kitchens}/results/chain"
    team.get(url)
    assert "not told yet" in team.soup.get_text()
    assert team.get(f"{url}/edit").status_code == 200
    told = {"input-0-text": "Volunteers", "activity-1-text": "Cook together, every day of the week, for all who come",
            "activity-1-assumption": "there are kitchens", "impact-0-text": "Fewer people eat alone"}  # fmt: skip
    for _each in range(2):
        assert team.post(f"{url}/edit", told).status_code == 303
    assert team.post(f"{url}/edit", told | {"output-0-text": "x" * 301}).status_code == 422
    assert verbs(app) == ["chain_told"]
    with app.app_context():
        links = [(link.step, link.text) for link in db.session.query(ChainLink).order_by(ChainLink.position)]
    assert [step for step, _text in links] == ["input", "activity", "impact"]
    team.get(url)
    assert [row.get_text() for row in team.soup.select("tbody th")] == ["Inputs", "Activities", "Impact"]
    assert "If: there are kitchens" in team.soup.select_one("svg[role=img]").get_text(" ")
    assert team.post(f"{url}/edit", {}).status_code == 303
    assert db_count(app) == 0
    told = {"input-0-text": "One", "input-1-text": "Two", "input-2-text": "Three"}
    team.post(f"{url}/edit", told)
    team.get(f"{url}/edit")
    moves = [button["value"] for button in team.soup.select("button[name=move]")]
    assert moves == ["input:0:down", "input:1:up", "input:1:down", "input:2:up"]
    assert team.post(f"{url}/edit", told | {"move": "input:2:up"}).headers["Location"].endswith("/edit#input")
    for none in ("input:0:up", "input:7:down", "input:²:up", "alumni:0:up", "up"):
        assert team.post(f"{url}/edit", {"input-0-text": "One", "input-1-text": "Three", "input-2-text": "Two",
                                         "move": none}).status_code == 303  # fmt: skip
    with app.app_context():
        assert [link.text for link in db.session.query(ChainLink).order_by(ChainLink.position)] == [
            "One",
            "Three",
            "Two",
        ]


def db_count(app: Flask) -> int:
    with app.app_context():
        return db.session.query(ChainLink).count()


def test_who_sees_and_who_changes(app: Flask, as_: AsPerson, cast: SimpleNamespace, kitchens: str) -> None:
    pages = [f"/innovations/{kitchens}/results", f"/innovations/{kitchens}/results/chain"]
    for part in ("animator", "partner", "observer", "innovator"):
        for page in pages:
            assert as_(getattr(cast, part)).get(page).status_code == 200
    for page in pages:
        assert as_(cast.stranger).get(page).status_code == 404
    visitor = app.test_client()
    assert visitor.get(pages[0]).status_code == 303
    assert as_(cast.partner).post(f"{pages[0]}/starters").status_code == 403
    assert as_(cast.observer).post(f"{pages[0]}/starters").status_code == 403
    assert as_(cast.stranger).post(f"{pages[0]}/starters").status_code == 404
    reader = as_(cast.observer)
    reader.get(pages[0])
    assert not reader.soup.select("main form[method=post]")
    assert as_(cast.innovator).get(f"{pages[0]}/indicators/{'0' * 26}").status_code == 404


def test_as_many_statements_for_many_indicators_as_for_one(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, kitchens: str
) -> None:
    team, url = as_(cast.innovator), f"/innovations/{kitchens}/results"
    team.post(f"{url}/indicators/new", OWN)
    team.get(url)
    with statements(app) as few:
        team.get(url)
    for number in range(3):
        team.post(f"{url}/indicators/new", OWN | {"title": f"Repairs {number}"})
    with statements(app) as more:
        team.get(url)
    assert len(more) == len(few)
