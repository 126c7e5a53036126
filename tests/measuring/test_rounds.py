"""Reporting rounds: opened by the calendar or an animator; reminders at their three times; the list of who is late."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask

from app.activity.chores import CHORES, do_chores
from app.activity.models import Delivery, Event
from app.extensions import db
from app.measuring import queries
from app.measuring.halves import half_ended_before, turn_on
from app.measuring.models import ProgressReport, ReportingRound
from tests.client import CheckingClient
from tests.measuring.builders import a_round, a_scaling, an_approved

AsPerson = Callable[[SimpleNamespace], CheckingClient]


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(datetime(2026, 7, 2, 9, tzinfo=UTC), tick=False) as clock:
        yield clock


def verbs() -> list[str]:
    rows = db.session.query(Event.verb).filter(Event.verb.like("measuring.%")).order_by(Event.id)
    return [verb.removeprefix("measuring.") for (verb,) in rows]


@pytest.mark.parametrize(
    ("day", "name", "due"),
    [(date(2026, 7, 1), "2026/1", date(2026, 8, 14)), (date(2026, 12, 31), "2026/1", date(2026, 8, 14)),
     (date(2027, 1, 1), "2026/2", date(2027, 2, 14)), (date(2027, 6, 30), "2026/2", date(2027, 2, 14))],
)  # fmt: skip
def test_the_half_year_that_ended(day: date, name: str, due: date) -> None:
    half = half_ended_before(day)
    assert (half.name, half.due_on) == (name, due) and half.ends_on < day


def test_the_turns() -> None:
    due = date(2026, 8, 14)
    days = (date(2026, 7, 30), date(2026, 7, 31), date(2026, 8, 13), due, date(2026, 8, 20), date(2026, 8, 21))
    assert [turn_on(day, due) for day in days] == [0, 1, 1, 2, 2, 3]


def test_the_calendar_opens_a_round_and_reminds(
    app: Flask, cast: SimpleNamespace, clock: time_machine.Coordinates
) -> None:
    assert {"measuring.actions.open_by_calendar", "measuring.actions.remind_reports"} <= set(CHORES)
    with app.app_context():
        do_chores()
        assert queries.rounds() == []
        a_scaling(cast), a_scaling(cast, "Repairs", by="innovator2")
        for _each in range(2):
            do_chores()
        (one,) = queries.rounds()
        assert (one.name, one.ends_on, one.due_on, one.opened_by) == (
            "2026/1", date(2026, 6, 30), date(2026, 8, 14), None,
        )  # fmt: skip
        assert verbs() == ["report_asked", "report_asked", "round_opened"]
        for day in (30, 31):
            clock.move_to(datetime(2026, 7, day, 9, tzinfo=UTC))
            do_chores()
        assert verbs().count("report_reminded") == 2
        an_approved(cast, db.session.query(queries.SocialInnovation).filter_by(name="Repairs").one(), one,
                    by="innovator2", revenue=9)  # fmt: skip
        for month, day in ((8, 1), (8, 14), (8, 15), (8, 21), (9, 21)):
            clock.move_to(datetime(2026, month, day, 9, tzinfo=UTC))
            do_chores()
        late = db.session.query(Event).filter_by(verb="measuring.report_reminded").order_by(Event.id).all()
        assert [event.facts["turn"] for event in late] == [1, 1, 2, 3]
        mails = db.session.query(Delivery).filter(Delivery.channel == "email", Delivery.event_id == late[-1].id)
        assert [mail.person_id for mail in mails] == [cast.innovator.id]


def test_a_round_long_past_is_not_opened(app: Flask, cast: SimpleNamespace, clock: time_machine.Coordinates) -> None:
    with app.app_context():
        a_scaling(cast)
        clock.move_to(datetime(2026, 8, 15, 9, tzinfo=UTC))
        do_chores()
        assert queries.rounds() == []


def test_an_animator_opens_lists_and_closes(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, clock: time_machine.Coordinates
) -> None:
    with app.app_context():
        kitchens = a_scaling(cast).id
    animator = as_(cast.animator)
    animator.get("/progress")
    assert animator.soup.select_one("#starts_on")["value"] == "2026-01-01"
    told = {"name": "First half", "starts_on": "2026-01-01", "ends_on": "2026-06-30", "due_on": "2026-08-01"}
    assert animator.post("/progress/rounds", told | {"due_on": "2026-06-01"}).status_code == 422
    for never in (
        {"due_on": "2027-07-02"},
        {"starts_on": "2025-06-01"},
        {"ends_on": "9999-12-31", "due_on": "9999-12-31"},
    ):
        assert animator.post("/progress/rounds", told | never).status_code == 422
    assert animator.post("/progress/rounds", told | {"ends_on": ""}).status_code == 422
    assert animator.post("/progress/rounds", told).status_code == 303
    assert animator.post("/progress/rounds", told).status_code == 422
    clock.move_to(datetime(2026, 8, 2, 9, tzinfo=UTC))
    with app.app_context():
        do_chores()
        a_scaling(cast, "Newcomers", by="innovator2")
    animator = as_(cast.animator)
    animator.get("/progress?which=late")
    row = " ".join(animator.soup.select_one("tbody tr").get_text(" ").split())
    assert row == "Kitchens for All Not begun Late 2 –"
    assert animator.fragment("/progress?which=approved").status_code == 200
    with app.app_context():
        (one,) = db.session.query(ReportingRound)
        report = db.session.query(ProgressReport).one()
    newcomer = db_id(app, "Newcomers")
    team = as_(cast.innovator2)
    team.get(f"/innovations/{newcomer}/results")
    assert "Write a progress report" in team.soup.get_text()
    for _each in range(2):
        assert team.post(f"/innovations/{newcomer}/results/reports").status_code == 303
    assert as_(cast.innovator).get("/progress").status_code == 403
    assert as_(cast.innovator).post("/progress/rounds", told).status_code == 403
    for _each in range(2):
        assert animator.post(f"/progress/rounds/{one.id}/closing").status_code == 303
    assert animator.get("/progress").status_code == 200
    mine = as_(cast.innovator)
    mine.get(f"/progress/reports/{report.id}")
    assert not mine.soup.select("#report-form")
    assert mine.post(f"/progress/reports/{report.id}", {"then": "draft"}).status_code == 409
    assert animator.post(f"/progress/rounds/{'0' * 26}/closing").status_code == 404
    mine.get(f"/innovations/{kitchens}/results")
    assert "First half" in mine.soup.select_one("#reports").get_text()


def db_id(app: Flask, name: str) -> str:
    with app.app_context():
        return str(db.session.query(queries.SocialInnovation.id).filter_by(name=name).scalar())


def test_the_list_asks_as_much_for_three_as_for_one(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    from tests.statements import statements

    with app.app_context():
        a_scaling(cast)
        a_round(cast)
    animator = as_(cast.animator)
    animator.get("/progress")
    with statements(app) as few:
        animator.get("/progress")
    with app.app_context():
        for number in range(2):
            a_scaling(cast, f"More {number}")
        a_round(cast, (date(2026, 7, 1), date(2026, 12, 31), date(2027, 2, 14)), "2026/2")
    with statements(app) as more:
        animator.get("/progress")
    assert len(more) == len(few)
