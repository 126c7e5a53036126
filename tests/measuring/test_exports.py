"""/innovations/<id>/results.xml and .csv: what leaves the house keeps the rules of IATI 2.03."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.extensions import db
from app.innovations.models import InnovationGoal, SocialInnovation
from app.measuring import actions, iati
from app.measuring.models import Indicator, Target
from app.measuring.telling import Answer
from tests.builders import a_person
from tests.client import CheckingClient
from tests.measuring.builders import a_round, a_scaling, the_report
from tests.measuring.iati_rules import check

AsPerson = Callable[[SimpleNamespace], CheckingClient]


@pytest.fixture(autouse=True)
def july() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 7, 10, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def kitchens(app: Flask, cast: SimpleNamespace) -> str:
    """With every kind of indicator, targets, parts, evidence, a gap, goals."""
    with app.app_context():
        one = a_scaling(cast, "Kitchens & <All>\x0b")
        one.country, one.summary = "BE", "Cooking ]]> together"
        db.session.add(InnovationGoal(innovation_id=one.id, goal=2))
        own = [
            Indicator(innovation_id=one.id, title="Trust", measure="ordinal", level="outcome", position=5,
                      choices=["low", "high"], baseline_year=2024, baseline_words="low", goal=11, iris_code="OI4112"),
            Indicator(innovation_id=one.id, title="Mood", measure="qualitative", level="impact", position=6,
                      baseline_year=2024, baseline_words="Lonely", ascending=False),
        ]  # fmt: skip
        db.session.add_all(own)
        staff = db.session.query(Indicator).filter_by(code="staff_fte").one()
        staff.dimensions = {"Gender": ["women", "men"]}
        db.session.flush()
        goal = Target(indicator_id=staff.id, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30), value=14.25)
        db.session.add(goal)
        db.session.commit()
        _tell(cast, one, staff, own)
        return one.id


def _tell(cast: SimpleNamespace, one: SocialInnovation, staff: Indicator, own: list[Indicator]) -> None:
    report = the_report(one, a_round(cast))
    revenue = db.session.query(Indicator).filter_by(code="revenue").one()
    told = [
        Answer(staff.id, value=12.5, comment="=SUM(A1) & more", evidence_url="https://example.org/a?b=1&c=2",
               parts={("Gender", "women"): 8, ("Gender", "men"): 4.5}),
        Answer(revenue.id, words="not known"),
        Answer(own[0].id, words="high"),
        Answer(own[1].id, words="Cheerful <b>now</b>"),
    ]  # fmt: skip
    actions.submit_report(a_person(cast.innovator), report, told, "", False)
    actions.approve_report(a_person(cast.animator), report)


def test_results_as_iati(app: Flask, as_: AsPerson, cast: SimpleNamespace, kitchens: str) -> None:
    answer = as_(cast.partner).get(f"/innovations/{kitchens}/results.xml")
    assert answer.mimetype == "application/xml" and "attachment" in answer.headers["Content-Disposition"]
    root = ET.fromstring(answer.get_data())
    check(root)
    activity = root[0]
    assert activity.findtext("title/narrative") == "Kitchens & <All>"
    assert [tag.attrib for tag in activity.findall("tag")] == [
        {"vocabulary": "2", "code": "2"}, {"vocabulary": "2", "code": "11"},
    ]  # fmt: skip
    assert [result.attrib["type"] for result in activity.findall("result")] == ["1", "2", "3"]
    staff = activity.find("result/indicator")
    assert staff is not None and staff.attrib["measure"] == "1"
    assert staff.find("baseline").attrib == {"year": "2024", "value": "10"}
    period = staff.find("period")
    assert [each.tag for each in period] == ["period-start", "period-end", "target", "actual", "actual", "actual"]
    assert period.find("target").attrib["value"] == "14.25"
    parts = [
        (each.attrib["value"], [it.attrib for it in each.findall("dimension")]) for each in period.findall("actual")
    ]
    assert parts[0] == ("12.5", []) and sorted(parts[1:]) == [
        ("4.5", [{"name": "Gender", "value": "men"}]), ("8", [{"name": "Gender", "value": "women"}]),
    ]  # fmt: skip
    assert period.find("actual/document-link").attrib["url"] == "https://example.org/a?b=1&c=2"
    ordinal = activity.find("result[@type='2']/indicator")
    assert ordinal.find("period/actual").attrib["value"] == "2"
    assert ordinal.find("reference").attrib["code"] == "OI4112"
    quality = activity.find("result[@type='3']/indicator/period/actual")
    assert not quality.attrib and quality.findtext("comment/narrative") == "Cheerful <b>now</b>"


def test_results_as_csv(app: Flask, as_: AsPerson, cast: SimpleNamespace, kitchens: str) -> None:
    answer = as_(cast.innovator).get(f"/innovations/{kitchens}/results.csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert [row["kind"] for row in rows if row["code"] == "staff_fte"] == ["baseline", "target", *["actual"] * 3]
    (whole,) = [row for row in rows if row["code"] == "staff_fte" and row["kind"] == "actual" and not row["part"]]
    assert (whole["value"], whole["starts_on"], whole["ends_on"]) == ("12.5", "2026-01-01", "2026-06-30")
    assert whole["comment"] == "'=SUM(A1) & more"


def test_nothing_measured_is_still_an_activity(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    from tests.mentoring.builders import an_innovation

    with app.app_context():
        id_ = an_innovation(cast.innovator)
    check(ET.fromstring(as_(cast.innovator).get(f"/innovations/{id_}/results.xml").get_data()))


def test_not_for_everybody(app: Flask, as_: AsPerson, cast: SimpleNamespace, kitchens: str) -> None:
    for ending in ("xml", "csv"):
        assert as_(cast.observer).get(f"/innovations/{kitchens}/results.{ending}").status_code == 200
        assert as_(cast.stranger).get(f"/innovations/{kitchens}/results.{ending}").status_code == 404
        assert app.test_client().get(f"/innovations/{kitchens}/results.{ending}").status_code == 303


text = st.text(st.characters(), min_size=1, max_size=30).map(lambda it: f"x{it}")
numbers = st.builds(
    iati.Number, st.none() | st.floats(-1e9, 1e9), words=st.sampled_from(["", "low", "high"]),
    comment=st.just("") | text, dimensions=st.lists(st.tuples(text, text), max_size=2),
    url=st.sampled_from(["", "https://example.org/?a=1&b=<2>"]),
)  # fmt: skip
days = st.dates(date(2000, 1, 1), date(2050, 1, 1))
periods = st.builds(
    lambda first, last, targets, actuals: iati.Period(min(first, last), max(first, last), targets, actuals),
    days, days, st.lists(numbers, max_size=2), st.lists(numbers, max_size=2),
)  # fmt: skip
indicators = st.builds(
    iati.Indicator, title=text, level=st.sampled_from(sorted(iati.RESULT_TYPE)),
    measure=st.sampled_from(sorted(iati.MEASURE)), ascending=st.booleans(), description=st.just("") | text,
    choices=st.just(["low", "high"]), iris_code=st.sampled_from(["", "OI4112"]),
    baseline_year=st.none() | st.integers(1950, 2030), baseline=st.none() | numbers,
    periods=st.lists(periods, max_size=2),
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(indicators, max_size=4), text)
def test_whatever_is_told_keeps_the_rules(told: list[iati.Indicator], words: str) -> None:
    one = iati.Activity("x-1", "x", "Cluster", "", words, words, "scaling", date(2026, 1, 1), "BE", [1, 17, 1], {},
                        "en", told)  # fmt: skip
    check(ET.fromstring(iati.document([one], datetime(2026, 7, 1, tzinfo=UTC))))
