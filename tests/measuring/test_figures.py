"""The network's figures equal a naive count over 300 innovations with gaps; each opens exactly its innovations."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from datetime import date
from statistics import median
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.extensions import db
from app.innovations.models import InnovationSector, SocialInnovation
from app.innovations.pipeline import STATES
from app.measuring import figures
from app.measuring.figures import CUTS, FIGURES, Line
from app.measuring.models import Indicator, Measurement, ProgressReport, ReportingRound
from app.scaling.queries import ScalingPathway, ScalingStrategy
from tests.builders import a_person
from tests.client import CheckingClient
from tests.statements import statements

AsPerson = Callable[[SimpleNamespace], CheckingClient]
CODES = ("staff_fte", "revenue", "countries", "volunteers")
HALVES = ((date(2025, 1, 1), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 12, 31)))


def grow(number: int, seed: int = 5) -> None:
    """So many innovations by dice: states, places, sectors, strategies, baselines and values, with gaps everywhere."""
    dice = random.Random(seed)
    rounds = [ReportingRound(name=str(at), starts_on=first, ends_on=last, due_on=last) for at, (first, last) in
              enumerate(HALVES)]  # fmt: skip
    strategies = [ScalingStrategy(code=f"way{at}", name=f"Way {at}") for at in range(3)]
    db.session.add_all([*rounds, *strategies])
    db.session.flush()
    for at in range(number):
        one = SocialInnovation(name=f"Nr {at}", sort_name=f"nr {at:04}", state=dice.choice(STATES),
                               country=dice.choice(["BE", "FR", "BG", "", "MT"]))  # fmt: skip
        one.held_from = dice.choice(["screening", "scaling"]) if one.state == "on_hold" else ""
        db.session.add(one)
        db.session.flush()
        for sector in dice.sample(["food", "energy", "care", "work"], dice.randint(0, 3)):
            db.session.add(InnovationSector(innovation_id=one.id, sector=sector))
        if dice.random() < 0.6:
            way = dice.choice([*strategies, None])
            db.session.add(ScalingPathway(innovation_id=one.id, strategy_id=way.id if way else None))
        _measure(dice, one, rounds)
    db.session.commit()


def _measure(dice: random.Random, one: SocialInnovation, rounds: list[ReportingRound]) -> None:
    reports = [
        ProgressReport(innovation_id=one.id, round_id=each.id, state=dice.choice(["approved", "approved", "submitted"]))
        for each in rounds if dice.random() < 0.7
    ]  # fmt: skip
    db.session.add_all(reports)
    db.session.flush()
    for code in CODES:
        if dice.random() < 0.15:
            continue
        begun = dice.choice([None, 1, 1, 2, 3.5, 100])
        it = Indicator(innovation_id=one.id, code=code, baseline_value=begun, baseline_year=2024)
        db.session.add(it)
        db.session.flush()
        for report in reports:
            _value(dice, it, report)


def _value(dice: random.Random, it: Indicator, report: ProgressReport) -> None:
    ends = db.session.get_one(ReportingRound, report.round_id).ends_on
    if dice.random() < 0.8:
        corrected = dice.random() < 0.2
        told = {"report_id": report.id, "indicator_id": it.id, "ends_on": ends}
        value = dice.choice([None, 0, 1, 2, 4, 250.5])
        db.session.add(Measurement(**told, value=value, current=not corrected))
        if corrected:
            db.session.add(Measurement(**told, value=dice.choice([1, 9]), version=2))
        db.session.add(Measurement(**told, value=999, dimension="gender", part="women"))


def told_of(one: SocialInnovation) -> dict[str, Any]:
    """What is known of an innovation, looked up one thing after the other."""
    pathway = db.session.query(ScalingPathway).filter_by(innovation_id=one.id).one_or_none()
    sectors = [row.sector for row in db.session.query(InnovationSector).filter_by(innovation_id=one.id)]
    found: dict[str, Any] = {
        "state": one.held_from if one.state == "on_hold" else one.state,
        "country": [one.country] if one.country else [],
        "sector": sectors, "strategy": [pathway.strategy_id] if pathway and pathway.strategy_id else [],
    }  # fmt: skip
    for code in CODES[:3]:
        it = db.session.query(Indicator).filter_by(innovation_id=one.id, code=code).one_or_none()
        known = []
        for value in db.session.query(Measurement).filter_by(indicator_id=it.id, dimension="") if it else []:
            report = db.session.get_one(ProgressReport, value.report_id)
            if report.state == "approved" and value.current and value.value is not None:
                known.append((value.ends_on, value.value))
        found[code] = (it.baseline_value if it else None, max(known)[1] if known else None)
    return found


def answer(key: str, told: dict[str, Any]) -> Any:
    """Naively: is it counted, or what does it say?"""
    began = ("onboarding", "scaling", "completed", "alumni")
    if key in ("identified", "screened", "selected", "scaling", "completed"):
        return told["state"] in {
            "identified": STATES, "screened": set(STATES) - {"identified", "withdrawn"},
            "selected": {"selected", *began}, "scaling": {"scaling"}, "completed": {"completed", "alumni"},
        }[key] or None  # fmt: skip
    if told["state"] not in began:
        return None
    (staff0, staff1), (money0, money1), (lands0, lands1) = (told[code] for code in CODES[:3])
    if key == "staff":
        return staff1 if staff1 is not None else staff0
    if key == "revenue":
        return money1 if money1 is not None else money0
    staff = None if staff0 is None or staff1 is None else staff1 > staff0
    money = None if money0 is None or money1 is None else money1 > money0
    if key == "double":
        return None if staff is None or money is None else staff and money
    if key == "abroad":
        return lands1 > 1 if lands0 == 1 and lands1 is not None else None
    return {"staff_grew": staff, "revenue_grew": money}[key]


def naive(key: str, kind: str, known: dict[str, dict[str, Any]]) -> tuple[set[str], Any]:
    """Who answered, and the number."""
    answers = {id_: said for id_, told in known.items() if (said := answer(key, told)) is not None}
    if kind == "count":
        return set(answers), len(answers)
    if not answers:
        return set(), None
    if kind == "median":
        return set(answers), round(float(median(answers.values())), 2)
    return set(answers), round(100 * sum(answers.values()) / len(answers))


def opened(one: figures.Figure, cut: str, group: str) -> set[str]:
    """Every page of the list behind a figure."""
    found: set[str] = set()
    after: str | None = None
    while True:
        rows, _answers = figures.behind(one, cut, group, after)
        found |= {row.id for row in rows}
        after = rows.next
        if after is None:
            return found


def agrees(line: Line, cut: str, known: dict[str, dict[str, Any]], lists: bool) -> None:
    for one in FIGURES:
        ids, number = naive(one.key, one.kind, known)
        cell = line.cells[one.key]
        assert (cell.n, cell.value) == (len(ids), number), (cut, line.group, one.key)
        if lists:
            assert opened(one, cut, line.group) == ids, (cut, line.group, one.key)


def test_every_figure_is_a_naive_count(context: Flask, cast: SimpleNamespace) -> None:
    grow(300)
    everything = {one.id: told_of(one) for one in db.session.query(SocialInnovation) if one.state != "withdrawn"}
    with context.test_request_context():
        agrees(figures.portfolio(cast.animator).whole, "", everything, True)
        for cut in CUTS:
            lines = figures.portfolio(cast.animator, cut).lines
            groups = {group for told in everything.values() for group in told[cut]}
            assert {line.group for line in lines} == groups | {""}
            for line in lines:
                here = {id_: told for id_, told in everything.items()
                        if (line.group in told[cut] if line.group else not told[cut])}  # fmt: skip
                agrees(line, cut, here, line.group in ("", "BE", "food"))


def test_top_sectors(context: Flask, cast: SimpleNamespace) -> None:
    grow(60)
    known = {one.id: told_of(one) for one in db.session.query(SocialInnovation) if one.state != "withdrawn"}
    with context.test_request_context():
        top = figures.top_sectors(cast.animator)
        counted = {line.group: line.cells["selected"].value for line in top}
        for sector, number in counted.items():
            assert number == sum(sector in told["sector"] and bool(answer("selected", told)) for told in known.values())
        assert list(counted.values()) == sorted(counted.values(), reverse=True)
        assert all(line.cells["selected"].n >= 5 for line in figures.top_sectors(None))


def test_small_numbers_are_hidden_outside(context: Flask, cast: SimpleNamespace) -> None:
    grow(60)
    with context.test_request_context():
        for reader in (None, cast.observer):
            for cut in ("", *CUTS):
                told = figures.portfolio(reader, cut)
                for line in (told.whole, *told.lines):
                    for one in FIGURES:
                        cell = line.cells[one.key]
                        assert cell.hidden or cell.n == 0 or cell.n >= 5, (cut, line.group, one.key)
                        assert cell.hidden or all(side == 0 or side >= 5 for side in cell.split)
        member = figures.portfolio(cast.stranger, "country")
        exact = figures.portfolio(cast.partner, "country")
        for mine, theirs in zip(member.lines, exact.lines, strict=True):
            assert mine.cells["identified"] == theirs.cells["identified"]
            assert mine.cells["staff"].hidden or mine.cells["staff"].n >= 5 or mine.cells["staff"].n == 0


def test_the_page_and_its_lists(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        grow(40)
    animator = as_(cast.animator)
    for cut in ("", *CUTS):
        assert animator.get(f"/progress/figures?by={cut}").status_code == 200
        links = [a["href"] for a in animator.soup.select("main a[href*='/progress/figures/innovations']")]
        assert len(links) > 5
        for link in links[:4] + links[-4:]:
            assert animator.get(link).status_code == 200
    assert app.test_client().get("/progress/figures?by=sector").status_code == 200
    observer = as_(cast.observer)
    observer.get("/progress/figures?by=country")
    assert not observer.soup.select("main a[href*='/progress/figures/innovations']")
    assert observer.get("/progress/figures/innovations?figure=identified").status_code == 403
    assert as_(cast.stranger).get("/progress/figures/innovations?figure=identified").status_code == 200
    assert as_(cast.stranger).get("/progress/figures/innovations?figure=staff").status_code == 403
    assert animator.get("/progress/figures/innovations?figure=nothing").status_code == 404
    lines = list(csv.reader(io.StringIO(animator.get("/progress/figures.csv?by=country").get_data(as_text=True))))
    assert lines[0][:3] == ["group", "name", "identified"] and lines[-1][1] == "All" and len(lines) > 3
    with app.app_context():
        told = figures.portfolio(cast.animator).whole
        row = dict(zip(lines[0], lines[-1], strict=True))
        for one in FIGURES:
            value = told.cells[one.key].value
            assert row[one.key] == ("" if value is None else str(value))
    visitor = app.test_client().get("/progress/figures.csv?by=sector").get_data(as_text=True)
    assert visitor.count("\n") == animator.get("/progress/figures.csv?by=sector").get_data(as_text=True).count("\n")
    assert visitor.count(",,") > 3, "what is too small is empty"
    assert animator.get("/progress/figures.xlsx").status_code == 200
    assert animator.fragment("/progress/figures/innovations?figure=staff&by=country&group=BE").status_code == 200


@pytest.mark.parametrize("cut", ["", "sector"])
def test_as_many_statements_for_many_as_for_few(app: Flask, as_: AsPerson, cast: SimpleNamespace, cut: str) -> None:
    animator, asked = as_(cast.animator), []
    for number in (10, 30):
        with app.app_context():
            db.session.query(ScalingPathway).update({"strategy_id": None})
            db.session.query(Measurement).delete()
            db.session.query(ProgressReport).delete()
            db.session.query(ReportingRound).delete()
            db.session.query(ScalingStrategy).delete()
            db.session.commit()
            grow(number, seed=number)
        animator.get(f"/progress/figures?by={cut}")
        with statements(app) as told:
            animator.get(f"/progress/figures?by={cut}")
        asked.append(len(told))
    assert asked[0] == asked[1]


def test_the_log_counts_too(app: Flask, cast: SimpleNamespace) -> None:
    """Approved reports are a measure of the log: the number, and the entries it opens."""
    from app.activity.forms import read_filters
    from app.activity.queries import log_rows
    from app.people.queries import cluster
    from app.web.periods import Period, today
    from tests.measuring.builders import a_round, a_scaling, an_approved

    with app.test_request_context():
        zone = cluster().timezone
        day = today(zone)
        one, two = a_scaling(cast), a_scaling(cast, "Repairs", by="innovator2")
        one.country = "BE"
        reporting = a_round(cast)
        an_approved(cast, one, reporting, revenue=9)
        an_approved(cast, two, reporting, by="innovator2", revenue=9)
        told = figures.ROOM.figures(Period(day, day, zone))
        line = told.line("reports")
        assert line.total.n == 2
        assert dict(zip(told.codes["country"], line.groups["country"], strict=True))["country:BE"].n == 1
        asked = {"figure": "scaling.reports", "topic": "country:BE"}
        filters, wrong = read_filters(asked, a_person(cast.animator))
        assert not wrong and len(list(log_rows(a_person(cast.animator), filters))) == 1
