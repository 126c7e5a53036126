"""POST /mentoring/mentorships/<id>/sessions, and what the pages say of times (B2 to B4, T2, T4)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Delivery, Event
from app.extensions import db
from app.mentoring.models import AvailabilityWindow, MentoringSession, MentorProfile
from tests.mentoring.builders import MONDAY, a_mentor, a_mentorship, a_session

START = "2026-05-12T07:00Z"  # Tuesday, 9:00 in Madrid, 10:00 in Sofia


def url(pair: Any) -> str:
    return f"/mentoring/mentorships/{pair.mentorship}/sessions"


def sessions(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count(MentoringSession.id))).scalar_one()


def told(client: Any) -> str:
    """The page's words."""
    return " ".join(client.soup.main.get_text().split())


def test_an_ended_mentorship_says_so(app: Flask, pair: Any, mentee: Any) -> None:
    assert mentee.post(f"/mentoring/mentorships/{pair.mentorship}/ending").status_code == 303
    assert mentee.post(url(pair), {"start": START}).status_code == 409
    assert "not active any more" in told(mentee)


def test_books_without_javascript_and_both_see_it(app: Flask, pair: Any, mentee: Any, mentor: Any) -> None:
    answer = mentee.post(url(pair), {"start": START})
    assert answer.status_code == 303 and answer.location.startswith("/mentoring/sessions/")
    text = mentee.get(answer.location).get_data(as_text=True)
    assert "10:00–11:00" in text and "(Europe/Sofia; 09:00 for Inés)" in " ".join(text.split())
    assert "Lucía Ferrer booked a session with Inés Ortega on 12 May 2026, 10:00 (Europe/Sofia)" in told(mentee)
    text = mentor.get(answer.location).get_data(as_text=True)
    assert "09:00–10:00" in text and "(Europe/Madrid; 10:00 for Lucía)" in " ".join(text.split())
    for client in (mentee, mentor):
        assert answer.location in client.get("/mentoring").get_data(as_text=True)


def test_books_by_htmx(pair: Any, mentee: Any) -> None:
    answer = mentee.post(url(pair), {"start": START}, htmx=True)
    assert answer.status_code == 204 and "/mentoring/sessions/" in answer.headers["HX-Redirect"]


def test_b3_a_form_sent_twice_is_one_session_and_success(app: Flask, pair: Any, mentee: Any) -> None:
    answers = [mentee.post(url(pair), {"start": START}, form_token="a" * 24) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1 and sessions(app) == 1
    with app.app_context():
        assert db.session.execute(select(func.count(Event.id))).scalar_one() == 1
        news = select(func.count(Delivery.id)).where(Delivery.letter == "")  # besides the reminders, which wait
        assert db.session.execute(news).scalar_one() == 3  # inbox and mail, once; the actor's own calendar


def test_b2_the_loser_gets_409_the_form_and_the_nearest_times(app: Flask, pair: Any, mentee: Any, cast: Any) -> None:
    with app.app_context():
        other = a_mentorship(pair.mentor, cast.innovator2)
        a_session(other, datetime.fromisoformat(START))
    answer = mentee.post(url(pair), {"start": START, "week": "2026-05-11"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "has just been taken" in text and "Nearest free times" in text
    links = [link["href"] for link in mentee.soup.select("a.chip[href*=start]")]
    assert links[0] == f"/mentoring/mentorships/{pair.mentorship}?week=2026-05-11&start=2026-05-12T08:00Z"
    assert mentee.soup.select("input[type=radio][name=start]") and sessions(app) == 1
    mentee.get(links[0])
    assert mentee.soup.select_one("input[name=start][checked]")["value"] == "2026-05-12T08:00Z"


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2026-05-12T07:15Z", "not on offer"),
        ("2026-05-11T07:00Z", "too soon"),
        ("2029-05-12T07:00Z", "too far ahead"),
        ("", "Choose one of the times"),
        ("yesterday", "Choose one of the times"),
        ("2026-02-30T07:00Z", "Choose one of the times"),
        ("2026-05-12T07:00", "Choose one of the times"),
    ],
)
def test_b4_a_hand_edited_start_is_refused(app: Flask, pair: Any, mentee: Any, start: str, words: str) -> None:
    answer = mentee.post(url(pair), {"start": start})
    assert answer.status_code == 422 and words in answer.get_data(as_text=True) and sessions(app) == 0


def test_stranger_forbidden_anonymous(pair: Any, as_: Any, cast: Any, client: Any) -> None:
    assert as_(cast.stranger).post(url(pair), {"start": START}).status_code == 404
    assert as_(cast.animator).post(url(pair), {"start": START}).status_code == 403
    assert as_(cast.observer).post(url(pair), {"start": START}).status_code == 403
    assert client.post(url(pair), {"start": START}).status_code == 303
    assert client.get(f"/mentoring/mentorships/{pair.mentorship}").location.startswith("/sign-in")


def test_b9_move_through_the_page(app: Flask, pair: Any, mentee: Any) -> None:
    with app.app_context():
        id_ = a_session(pair.mentorship, datetime.fromisoformat(START) + timedelta(days=1))
        taken = a_session(pair.mentorship, datetime.fromisoformat(START) + timedelta(days=2))
    page = f"/mentoring/sessions/{id_}/time"
    assert mentee.get(page).status_code == 200
    assert mentee.post(page, {"start": "2026-05-14T07:00Z"}).status_code == 409 and taken
    answer = mentee.post(page, {"start": "2026-05-13T08:00Z"})
    assert answer.status_code == 303 and "11:00–12:00" in mentee.get(answer.location).get_data(as_text=True)
    assert mentee.post(page, {"start": "2026-05-13T08:00Z"}).status_code == 303  # the same time: nothing, success


def test_b8_cancel_through_the_page(pair: Any, mentee: Any, mentor: Any) -> None:
    where = mentee.post(url(pair), {"start": START}).location
    assert mentee.post(f"{where}/cancellation", {"reason": ""}).status_code == 422
    for _ in range(2):
        assert mentee.post(f"{where}/cancellation", {"reason": "A storm"}).status_code == 303
    text = mentor.get(where).get_data(as_text=True)
    assert "Lucía Ferrer cancelled it" in text and "A storm" in text


def test_held_then_two_questions_for_animators_only(app: Flask, pair: Any, mentee: Any, mentor: Any, as_: Any,
                                                    cast: Any) -> None:  # fmt: skip
    with app.app_context():
        where = f"/mentoring/sessions/{a_session(pair.mentorship, MONDAY - timedelta(hours=2))}"
    assert "Did your session with" in mentee.get("/mentoring").get_data(as_text=True)
    assert mentee.post(f"{where}/feedback", {"useful": "4"}).status_code == 409
    assert mentor.post(f"{where}/holding").status_code == 303
    assert mentor.post(f"{where}/holding").status_code == 303
    assert mentee.post(f"{where}/feedback", {"useful": "9"}).status_code == 422
    for _ in range(2):
        answer = {"useful": "4", "next_step": "Ask the bank"}
        assert mentee.post(f"{where}/feedback", answer, form_token="b" * 24).status_code == 303
    assert "Ask the bank" in mentee.get(where).get_data(as_text=True)
    assert "Ask the bank" not in mentor.get(where).get_data(as_text=True)
    animators = as_(cast.animator).get(where).get_data(as_text=True)
    assert "Ask the bank" in animators and "Very useful" in animators


def test_t4_clocks_that_change_on_different_days(app: Flask, cast: Any, as_: Any, clock: Any) -> None:
    """Europe changes on 25 October 2026, the United States on 1 November."""
    clock.move_to(datetime.fromisoformat("2026-10-12T06:00Z"))
    with app.app_context():
        a_mentor(cast.mentor, zone="America/New_York")
        db.session.execute(
            MentorProfile.metadata.tables["people"]
            .update()
            .where(MentorProfile.metadata.tables["people"].c.id == cast.mentor.id)
            .values(timezone="America/New_York")
        )
        id_ = a_mentorship(cast.mentor, cast.innovator)
    text = as_(cast.innovator).get(f"/mentoring/mentorships/{id_}").get_data(as_text=True)
    assert "From Sunday 25 October, Inés's times move one hour earlier for you" in text


def test_t2_the_hour_that_is_shown_twice_is_told_apart(app: Flask, pair: Any, as_: Any, clock: Any) -> None:
    clock.move_to(datetime.fromisoformat("2026-10-20T06:00Z"))
    with app.app_context():
        db.session.add(AvailabilityWindow(person_id=pair.mentor.id, weekday=6, start_minute=120, end_minute=240))
        db.session.commit()
    mentor = as_(pair.mentor)
    mentor.get(f"/mentoring/mentorships/{pair.mentorship}?week=2026-10-19")
    shown = [slot.get_text(" ", strip=True) for slot in mentor.soup.select("label.slot")]
    twice = [text for text in shown if text.startswith("02:00")]
    assert twice == ["02:00 CEST 03:00 EEST for Lucía", "02:00 CET 03:00 EET for Lucía"]


def test_what_cannot_be_cancelled_or_moved_any_more_is_said_before_the_form(
    app: Flask, pair: Any, mentee: Any, clock: Any
) -> None:
    with app.app_context():
        past = a_session(pair.mentorship, MONDAY - timedelta(days=2))
        gone = a_session(pair.mentorship, MONDAY + timedelta(days=2), state="cancelled")
    for id_, part, words in (
        (gone, "cancellation", "cannot be cancelled any more"),
        (gone, "time", "cannot be moved any more"),
        (past, "time", "cannot be moved any more"),
    ):
        mentee.get(f"/mentoring/sessions/{id_}/{part}")
        assert words in mentee.soup.get_text() and not mentee.soup.select("main form[method=post]")
    mentee.get(f"/mentoring/sessions/{past}/cancellation")  # it was called off, and nobody had said so
    assert mentee.soup.select_one("[name=reason]") and "The time is free again" not in mentee.soup.get_text()
