"""A mentor's profile: terms, hours, single days, pause (T3); through the pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.mentoring.models import AvailabilityWindow, DateOverride, MentoringSession, MentorProfile
from tests.mentoring.builders import MONDAY, a_session

TERMS = {
    "offer": "Numbers that a bank believes.", "topics": ["finance", "finance.grants"], "capacity": "2",
    "session_minutes": "45", "place": "https://meet.example.org/ines", "timezone": "Europe/Madrid",
    "notice_hours": "24", "horizon_days": "30", "buffer_before": "0", "buffer_after": "10", "weekly_limit": "",
}  # fmt: skip
HOURS = {"d0_0_from": "9:00", "d0_0_until": "12:30", "d0_1_from": "14", "d0_1_until": "17.00", "d4_0_from": "20:00",
         "d4_0_until": "24:00"}  # fmt: skip


def windows(app: Flask, person: Any) -> list[tuple[int, int, int]]:
    with app.app_context():
        rows = db.session.execute(
            select(AvailabilityWindow.weekday, AvailabilityWindow.start_minute, AvailabilityWindow.end_minute)
            .where(AvailabilityWindow.person_id == person.id)
            .order_by(AvailabilityWindow.weekday, AvailabilityWindow.start_minute)
        )
        return [tuple(row) for row in rows]


def test_become_a_mentor(app: Flask, cast: Any, as_: Any) -> None:
    client = as_(cast.stakeholder)
    assert client.get("/mentoring/profile").status_code == 200
    assert client.post("/mentoring/profile", TERMS).status_code == 303
    page = client.get("/mentoring/profile").get_data(as_text=True)
    assert "Tell at least one time of the week" in page
    assert client.post("/mentoring/profile/publication").status_code == 422
    assert client.post("/mentoring/profile/hours", HOURS).status_code == 303
    assert windows(app, cast.stakeholder) == [(0, 540, 750), (0, 840, 1020), (4, 1200, 1440)]
    assert client.post("/mentoring/profile/publication").status_code == 303
    page = as_(cast.innovator).get("/mentoring/mentors?q=bank").get_data(as_text=True)
    assert "Jonas Weber" in page and "1 mentor" in page


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ({"d1_0_from": "9:00", "d1_0_until": "8:00"}, "end must be later"),
        ({"d1_0_from": "9:00", "d1_0_until": "9:00"}, "end must be later"),
        ({"d1_0_from": "9:00", "d1_0_until": "12:00", "d1_1_from": "11:00", "d1_1_until": "13:00"}, "overlap"),
        ({"d1_0_from": "24:00", "d1_0_until": "24:00"}, "Write a time"),
        ({"d1_0_from": "9:00", "d1_0_until": "24:01"}, "Write a time"),
        ({"d1_0_from": "nine", "d1_0_until": "12:00"}, "Write a time"),
        ({"d1_0_from": "9:00"}, "Give both times"),
    ],
)  # fmt: skip
def test_hours_that_do_not_work_are_kept_and_explained(
    app: Flask, pair: Any, mentor: Any, hours: dict[str, str], words: str
) -> None:
    before = windows(app, pair.mentor)
    answer = mentor.post("/mentoring/profile/hours", hours)
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert mentor.soup.find("input", {"name": "d1_0_from"})["value"] == hours["d1_0_from"]
    assert windows(app, pair.mentor) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [("capacity", "-1"), ("capacity", "x"), ("notice_hours", "9999999999999"), ("horizon_days", ""), ("offer", ""),
     ("timezone", "Mars/Base"), ("session_minutes", "7"), ("weekly_limit", "0"), ("topics", "nonsense")],
)  # fmt: skip
def test_terms_that_do_not_work(pair: Any, mentor: Any, field: str, value: str) -> None:
    answer = mentor.post("/mentoring/profile", TERMS | {field: value})
    assert answer.status_code == 422 and "There is a problem" in answer.get_data(as_text=True)


def test_t3_a_closed_day_cancels_nothing_and_lists_whom_it_affects(app: Flask, pair: Any, mentor: Any) -> None:
    with app.app_context():
        session = a_session(pair.mentorship, MONDAY + timedelta(days=2, hours=1))
    day = {"day": "2026-05-13", "closed": "closed", "note": "Trip"}
    assert mentor.post("/mentoring/profile/exceptions", day).status_code == 303
    page = mentor.get("/mentoring/profile").get_data(as_text=True)
    assert "Booked sessions outside your hours" in page and f"/mentoring/sessions/{session}" in page
    with app.app_context():
        assert db.session.get_one(MentoringSession, session).state == "confirmed"
        stored = db.session.get_one(DateOverride, (pair.mentor.id, date(2026, 5, 13)))
        assert stored.windows == [] and stored.note == "Trip"
    assert "2026-05-13T" not in mentor.get(f"/mentoring/mentorships/{pair.mentorship}").get_data(as_text=True)
    assert mentor.post("/mentoring/profile/exceptions/2026-05-13/removal").status_code == 303
    assert "outside your hours" not in mentor.get("/mentoring/profile").get_data(as_text=True)


def test_t3_other_hours_replace_the_day(pair: Any, mentor: Any) -> None:
    day = {"day": "2026-05-16", "closed": "other", "first_from": "10:00", "first_until": "11:00"}  # a Saturday
    assert mentor.post("/mentoring/profile/exceptions", day).status_code == 303
    text = mentor.get(f"/mentoring/mentorships/{pair.mentorship}").get_data(as_text=True)
    assert "2026-05-16T08:00Z" in text and "2026-05-16T09:00Z" not in text


@pytest.mark.parametrize(
    "wrong", [{"day": "2026-05-10"}, {"day": ""}, {"day": "soon"}, {"day": "2036-01-01"}, {"closed": "other"}]
)
def test_a_day_that_does_not_work(pair: Any, mentor: Any, wrong: dict[str, str]) -> None:
    assert (
        mentor.post("/mentoring/profile/exceptions", {"day": "2026-05-20", "closed": "closed"} | wrong).status_code
        == 422
    )
    assert mentor.post("/mentoring/profile/exceptions/soon/removal").status_code == 404


def test_t3_a_pause_lists_all_and_cancels_none(app: Flask, pair: Any, mentor: Any, as_: Any, cast: Any) -> None:
    with app.app_context():
        session = a_session(pair.mentorship, MONDAY + timedelta(days=2, hours=1))
    assert mentor.post("/mentoring/profile/pause").status_code == 303
    assert session in mentor.get("/mentoring/profile").get_data(as_text=True)
    with app.app_context():
        assert db.session.get_one(MentoringSession, session).state == "confirmed"
        assert db.session.get_one(MentorProfile, pair.mentor.id).state == "paused"
    assert "Inés" not in as_(cast.innovator2).get("/mentoring/mentors").get_data(as_text=True)
    text = as_(cast.innovator2).get(f"/mentoring/mentors/{pair.mentor.id}").get_data(as_text=True)
    assert "takes no new requests" in text
    mentor.post("/mentoring/profile/publication")
    assert "Inés" in as_(cast.innovator2).get("/mentoring/mentors").get_data(as_text=True)


def test_an_observer_has_no_profile(cast: Any, as_: Any) -> None:
    assert as_(cast.observer).get("/mentoring/profile").status_code == 403
