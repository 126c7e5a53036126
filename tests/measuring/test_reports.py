"""Progress reports: written on one page, with warnings that must be answered; approved, given back, corrected."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.files.models import StoredFile
from app.measuring import actions, queries
from app.measuring.models import Indicator, Measurement, ProgressReport
from app.measuring.telling import Answer
from app.people.models import Person
from tests.builders import a_person
from tests.client import CheckingClient
from tests.measuring.builders import a_round, a_scaling, an_approved, answers, the_report

AsPerson = Callable[[SimpleNamespace], CheckingClient]


@pytest.fixture(autouse=True)
def july() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 7, 10, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def asked(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    """A report that was asked for, of two indicators."""
    with app.app_context():
        one = a_scaling(cast)
        report = the_report(one, a_round(cast))
        ids = [each.id for each in queries.indicators_of(one.id)]
        return SimpleNamespace(id=report.id, url=f"/progress/reports/{report.id}", innovation=one.id, staff=ids[0],
                               revenue=ids[1])  # fmt: skip


def report_of(app: Flask, asked: SimpleNamespace) -> ProgressReport:
    with app.app_context():
        return db.session.get_one(ProgressReport, asked.id)


def values(app: Flask, asked: SimpleNamespace) -> dict[str, Any]:
    with app.app_context():
        rows = db.session.query(Measurement).filter_by(report_id=asked.id, current=True, dimension="")
        return {row.indicator_id: row for row in rows}


def told(asked: SimpleNamespace, staff: str = "12,5", revenue: str = "20", **more: str) -> dict[str, str]:
    return {f"value_{asked.staff}": staff, f"value_{asked.revenue}": revenue, "then": "send"} | more


def test_a_report_is_sent_and_approved(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, asked: SimpleNamespace
) -> None:
    team = as_(cast.innovator)
    team.get("/today")
    assert "The progress report of Kitchens for All is due on" in team.soup.get_text()
    assert team.get(asked.url).status_code == 200
    assert "Last time: 10 (baseline 2024)" in team.soup.select_one(f"#group-{asked.staff}").get_text()
    assert team.post(asked.url, told(asked, story="Two more kitchens.")).status_code == 303
    assert values(app, asked)[asked.staff].value == 12.5
    assert report_of(app, asked).state == "submitted"
    assert team.post(asked.url, told(asked)).status_code == 409
    team.get(asked.url)
    assert "Waits for approval" in team.soup.get_text() and not team.soup.select("form[action$=approval]")
    assert team.post(f"{asked.url}/approval").status_code == 403
    lead = as_(cast.stakeholder)
    lead.get("/today")
    assert "A progress report of Kitchens for All waits for approval" in lead.soup.get_text()
    assert "waits for approval" not in as_today(as_, cast.stranger)
    lead.get(asked.url)
    assert "Two more kitchens" in lead.soup.get_text() and lead.soup.select("form[action$=approval]")
    assert lead.post(f"{asked.url}/approval").status_code == 303
    assert report_of(app, asked).state == "approved"
    assert lead.post(f"{asked.url}/approval").status_code == 409
    team.get(f"/innovations/{asked.innovation}/results")
    assert "Baseline 2024: 10; Jun 2026: 12.5" in team.soup.select_one("svg desc").get_text()


def as_today(as_: AsPerson, person: SimpleNamespace) -> str:
    client = as_(person)
    client.get("/today")
    return client.soup.get_text()


def test_who_is_told(app: Flask, cast: SimpleNamespace, asked: SimpleNamespace) -> None:
    with app.app_context():
        an_approved(
            cast, db.session.get_one(queries.SocialInnovation, asked.innovation), queries.rounds()[0], revenue=9
        )
        rows = db.session.execute(
            select(Event.verb, Delivery.person_id).join(Delivery).where(Delivery.channel == "email")
        ).all()
    assert [tuple(row) for row in rows] == [
        ("measuring.report_asked", cast.innovator.id), ("measuring.report_submitted", cast.stakeholder.id),
    ]  # fmt: skip


def test_every_value_or_an_honest_gap(app: Flask, as_: AsPerson, cast: SimpleNamespace, asked: SimpleNamespace) -> None:
    team = as_(cast.innovator)
    assert team.post(asked.url, told(asked, revenue="")).status_code == 422
    assert "tick that it is not known" in team.soup.select_one(f"#group-{asked.revenue}").get_text()
    assert team.post(asked.url, told(asked, revenue="a lot")).status_code == 422
    assert "Write a number" in team.soup.select_one(f"#group-{asked.revenue}").get_text()
    gap = {f"unknown_{asked.revenue}": "y"}
    assert team.post(asked.url, told(asked, revenue="") | gap).status_code == 303
    row = values(app, asked)[asked.revenue]
    assert (row.value, row.words) == (None, "not known")
    team.get(asked.url)
    assert "not known" in team.soup.select_one("table").get_text()


def test_warnings_must_be_answered(app: Flask, as_: AsPerson, cast: SimpleNamespace, asked: SimpleNamespace) -> None:
    team = as_(cast.innovator)
    assert team.post(asked.url, told(asked, revenue="1 000")).status_code == 422
    assert "ten times the last value" in team.soup.select_one(f"#group-{asked.revenue}").get_text()
    assert not values(app, asked)
    answer = {f"answer_{asked.revenue}": "We won a grant."}
    assert team.post(asked.url, told(asked, revenue="1 000") | answer).status_code == 303
    row = values(app, asked)[asked.revenue]
    assert (row.value, row.warnings, row.answer) == (1000, ["jump_up"], "We won a grant.")
    with app.app_context():
        report, one = report_of(app, asked), db.session.get_one(queries.SocialInnovation, asked.innovation)
        with pytest.raises(Conflict):
            actions.submit_report(a_person(cast.innovator), report, answers(one, revenue=1000), "", False)
        report = db.session.get_one(ProgressReport, asked.id)
        report.state = "returned"
        db.session.commit()
        with pytest.raises(Refused):
            actions.submit_report(a_person(cast.innovator), report, answers(one, revenue=1000), "", False)
        with pytest.raises(Refused):
            actions.submit_report(a_person(cast.innovator), report, answers(one, revenue=9)[:1], "", False)


def test_parts_comment_and_evidence(app: Flask, as_: AsPerson, cast: SimpleNamespace, asked: SimpleNamespace) -> None:
    with app.app_context():
        db.session.get_one(Indicator, asked.staff).dimensions = {"Gender": ["women", "men"]}
        db.session.commit()
    team = as_(cast.innovator)
    sent: dict[str, Any] = told(asked) | {
        f"part_{asked.staff}_0_0": "8", f"part_{asked.staff}_0_1": "8", f"comment_{asked.staff}": "From the payroll",
        f"url_{asked.staff}": "example.org/staff",
    }  # fmt: skip
    file = {f"file_{asked.staff}": (io.BytesIO(b"name,hours\n"), "payroll.csv")}
    assert team.post(asked.url, sent).status_code == 422
    assert "do not add up" in team.soup.select_one(f"#group-{asked.staff}").get_text()
    sent[f"part_{asked.staff}_0_1"] = "4.5"
    bad = {f"file_{asked.staff}": (io.BytesIO(b"MZ"), "run.exe")}
    assert team.post(asked.url, sent | bad, content_type="multipart/form-data").status_code == 422
    answer = team.post(asked.url, sent | file, content_type="multipart/form-data")
    assert answer.status_code == 303, team.soup.get_text()
    row = values(app, asked)[asked.staff]
    assert (row.comment, row.evidence_url) == ("From the payroll", "https://example.org/staff")
    got = team.get(f"{asked.url}/evidence/{row.file_id}")
    assert got.status_code == 200 and "attachment" in got.headers["Content-Disposition"]
    assert as_(cast.stranger).get(f"{asked.url}/evidence/{row.file_id}").status_code == 404
    assert as_(cast.observer).get(f"{asked.url}/evidence/{row.file_id}").status_code == 403
    team.get(asked.url)
    assert "Gender: women 8" in " ".join(team.soup.select_one("table").get_text(" ").split())


def test_a_draft_is_the_teams_and_what_is_typed_is_ones_own(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, asked: SimpleNamespace
) -> None:
    team = as_(cast.innovator)
    half = told(asked, revenue="") | {"then": "draft"}
    assert team.post(asked.url, half).status_code == 303
    assert report_of(app, asked).state == "draft"
    typed = told(asked, staff="13 peop", revenue="3")
    assert team.post(f"{asked.url}/draft", typed, htmx=True).status_code == 200
    team.get(asked.url)
    assert team.soup.select_one("#report-form button")["value"] == "draft"  # what Enter presses
    assert team.soup.select_one(f"#value_{asked.staff}")["value"] == "13 peop"
    animator = as_(cast.animator)
    animator.get(asked.url)
    assert animator.soup.select_one(f"#value_{asked.staff}")["value"] == "12.5"
    assert team.post(f"{asked.url}/draft/removal").status_code == 303
    team.get(asked.url)
    assert team.soup.select_one(f"#value_{asked.staff}")["value"] == "12.5"


def test_french_numbers(app: Flask, as_: AsPerson, cast: SimpleNamespace, asked: SimpleNamespace) -> None:
    with app.app_context():
        db.session.get_one(Person, cast.innovator.id).locale = "fr"
        db.session.commit()
    assert as_(cast.innovator).post(asked.url, told(asked, staff="12,75", revenue="0,9 ")).status_code == 422
    answer = {f"answer_{asked.revenue}": "Fermé pour travaux."}
    assert as_(cast.innovator).post(asked.url, told(asked, staff="12,75", revenue="0,9") | answer).status_code == 303
    assert {row.value for row in values(app, asked).values()} == {12.75, 0.9}


def test_given_back_with_a_note(app: Flask, as_: AsPerson, cast: SimpleNamespace, asked: SimpleNamespace) -> None:
    team, lead = as_(cast.innovator), as_(cast.stakeholder)
    team.post(asked.url, told(asked))
    assert lead.post(f"{asked.url}/return", {"note": ""}).status_code == 422
    assert team.post(f"{asked.url}/return", {"note": "x"}).status_code == 403
    assert lead.post(f"{asked.url}/return", {"note": "Without interns, please."}).status_code == 303
    team.get(asked.url)
    assert "Without interns, please." in team.soup.get_text()
    assert team.soup.select_one(f"#value_{asked.staff}")["value"] == "12.5"
    assert team.post(asked.url, told(asked, staff="11") | {"final": "y"}).status_code == 303
    assert lead.post(f"{asked.url}/approval").status_code == 303
    with app.app_context():
        assert queries.has_final_measurement(asked.innovation)
    lead.get(f"/innovations/{asked.innovation}")
    story = " ".join(lead.soup.get_text(" ").split())
    assert "approved the final report" in story and "back with a note" in story


def test_corrections_are_new_versions(app: Flask, as_: AsPerson, cast: SimpleNamespace, asked: SimpleNamespace) -> None:
    team, lead = as_(cast.innovator), as_(cast.stakeholder)
    team.post(asked.url, told(asked))
    old = values(app, asked)[asked.staff]
    url = f"{asked.url}/values/{old.id}"
    assert lead.post(url, {"value": "13", "reason": "Counted twice"}).status_code == 409
    lead.post(f"{asked.url}/approval")
    assert lead.get(url).status_code == 200
    assert team.get(url).status_code == 403
    assert lead.post(url, {"value": "13", "reason": ""}).status_code == 422
    assert lead.post(url, {"value": "much", "reason": "Counted twice"}).status_code == 422
    assert lead.post(url, {"value": "13", "reason": "Counted twice"}).status_code == 303
    assert lead.post(url, {"value": "14", "reason": "Counted twice"}).status_code == 404
    new = values(app, asked)[asked.staff]
    assert (new.value, new.version, new.reason) == (13, 2, "Counted twice")
    team.get(asked.url)
    text = " ".join(team.soup.select_one("table").get_text(" ").split())
    assert "Version 1" in text and "12.5" in text and "Corrected: Counted twice" in text
    with app.app_context():
        assert {value.value for value in queries.approved_values(asked.innovation)} == {13, 20}


def test_one_does_not_approve_ones_own(app: Flask, cast: SimpleNamespace, asked: SimpleNamespace) -> None:
    with app.app_context():
        one = db.session.get_one(queries.SocialInnovation, asked.innovation)
        db.session.add(queries.TeamMember(innovation_id=one.id, person_id=cast.stakeholder.id))
        db.session.commit()
        lead, report = a_person(cast.stakeholder), db.session.get_one(ProgressReport, asked.id)
        actions.submit_report(lead, report, answers(one, revenue=9), "", False)
        with pytest.raises(NotAllowed):
            actions.approve_report(lead, report)
        actions.approve_report(a_person(cast.animator), report)


def test_evidence_that_is_replaced_goes(app: Flask, cast: SimpleNamespace, asked: SimpleNamespace) -> None:
    from app.files.keeping import Upload

    def sent(**more: Any) -> None:
        told = [Answer(asked.staff, value=9, **more), Answer(asked.revenue, value=9)]
        actions.keep_report(a_person(cast.innovator), db.session.get_one(ProgressReport, asked.id), told, "", False)

    with app.app_context():
        for name in ("a.txt", "b.txt"):
            sent(upload=Upload(name, "text/plain", b"x"))
        assert [file.name for file in db.session.query(StoredFile)] == ["b.txt"]
        sent()
        assert db.session.query(StoredFile).count() == 1
        sent(drop_file=True)
        assert db.session.query(StoredFile).count() == 0


def test_who_sees_a_report(app: Flask, as_: AsPerson, cast: SimpleNamespace, asked: SimpleNamespace) -> None:
    for part, status in (("partner", 200), ("observer", 200), ("animator", 200), ("stakeholder", 200),
                         ("stranger", 404)):  # fmt: skip
        assert as_(getattr(cast, part)).get(asked.url).status_code == status
    for part, status in (("partner", 403), ("observer", 403), ("stakeholder", 403), ("stranger", 404)):
        assert as_(getattr(cast, part)).post(asked.url, told(asked)).status_code == status
        assert as_(getattr(cast, part)).post(f"{asked.url}/draft", told(asked)).status_code == status
