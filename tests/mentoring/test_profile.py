"""A mentor's profile: what they offer, draft and preview, publishing, breaks (T3); through the pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.activity.models import Event
from app.core.clock import now
from app.extensions import db
from app.mentoring import actions
from app.mentoring.models import MentoringSession, MentorProfile, MentorTopic
from app.mentoring.queries.times import times_for
from app.people.models import PersonLanguage
from tests.builders import a_person
from tests.mentoring.builders import MONDAY, a_mentor, a_session

TERMS = {
    "offer": "Numbers that a bank believes.", "topics": ["finance", "finance.grants"], "capacity": "2",
    "session_minutes": "45", "first_talk_minutes": "20", "place": "https://meet.example.org/ines",
    "timezone": "Europe/Madrid", "formats": ["video", "in_person"], "sectors": ["food", "energy"],
    "meets_in": "Sevilla",
}  # fmt: skip


def profile_in(app: Flask, person: Any) -> MentorProfile:
    with app.app_context():
        return db.session.get_one(MentorProfile, person.id)


def test_become_a_mentor(app: Flask, cast: Any, as_: Any) -> None:
    client = as_(cast.stakeholder)
    assert client.get("/mentoring/profile").status_code == 200
    assert client.get("/mentoring/profile/availability").location == "/mentoring/profile"
    assert client.post("/mentoring/profile", TERMS).location == "/mentoring/profile/availability"
    assert "Give at least one time of the week" in client.get("/mentoring/profile").get_data(as_text=True)
    assert client.post("/mentoring/profile/publication").status_code == 422
    assert client.post("/mentoring/profile/hours", {"d0_0_from": "9", "d0_0_until": "12"}).status_code == 303
    assert "Nobody sees it yet" in client.get("/mentoring/profile").get_data(as_text=True)
    draft = client.get(f"/mentoring/mentors/{cast.stakeholder.id}").get_data(as_text=True)
    assert "Only you see this page until you publish it" in draft and "09:45" in draft
    assert as_(cast.innovator).get(f"/mentoring/mentors/{cast.stakeholder.id}").status_code == 404
    assert client.post("/mentoring/profile/publication").status_code == 303
    page = as_(cast.innovator).get("/mentoring/mentors?q=bank").get_data(as_text=True)
    assert "Jonas Weber" in page and "1 mentor" in page


def test_a_mentor_says_in_which_languages_before_anybody_can_ask(app: Flask, cast: Any, as_: Any) -> None:
    client = as_(cast.stakeholder)
    with app.app_context():
        db.session.execute(delete(PersonLanguage).where(PersonLanguage.person_id == cast.stakeholder.id))
        db.session.commit()
    client.post("/mentoring/profile", TERMS)
    client.post("/mentoring/profile/hours", {"d0_0_from": "9", "d0_0_until": "12"})
    assert "Say in your account which languages you work in" in client.get("/mentoring/profile").get_data(as_text=True)
    assert client.post("/mentoring/profile/publication").status_code == 422
    assert profile_in(app, cast.stakeholder).state == "draft"


def test_what_a_mentor_tells_is_read_by_mentees(app: Flask, pair: Any, mentor: Any, mentee: Any) -> None:
    assert mentor.post("/mentoring/profile", TERMS | {"confirms": "y"}).status_code == 303
    told = {"story_finance_grants": "Wrote eleven applications; seven were paid.", "story_finance": ""}
    assert mentor.post("/mentoring/profile/stories", told).status_code == 303
    mentor.post("/account", {"name": pair.mentor.name, "languages": ["en", "es"], "level_es": "native"})
    page = mentee.get(f"/mentoring/mentors/{pair.mentor.id}").get_data(as_text=True)
    for words in ("seven were paid", "by video, in person", "Sevilla", "a first talk of 20 minutes", "English",
                  "Food and agriculture", "Spanish (as their own)", "waits for the mentor"):  # fmt: skip
        assert words in page, words
    assert "Spanish (as their own)" in mentee.get(f"/people/{pair.mentor.id}").get_data(as_text=True)
    talks = mentee.get(f"/mentoring/mentors/{pair.mentor.id}?kind=first_talk").get_data(as_text=True)
    assert "09:20" not in page and "10:20" in talks
    assert "kind=first_talk" in talks and "seven were paid" in talks
    part = mentee.fragment(f"/mentoring/mentors/{pair.mentor.id}?kind=first_talk").get_data(as_text=True)
    assert "<h1" not in part and "10:20" in part


def test_a_topic_that_stays_keeps_its_story_and_the_same_again_is_nothing(app: Flask, pair: Any, mentor: Any) -> None:
    mentor.post("/mentoring/profile", TERMS)
    mentor.post("/mentoring/profile/stories", {"story_finance": "Ten years of it."})
    mentor.post("/mentoring/profile", TERMS | {"topics": ["finance", "legal"]})
    with app.app_context():
        rows = db.session.execute(select(MentorTopic.topic, MentorTopic.story)).all()
        assert {(row.topic, row.story) for row in rows} == {("finance", "Ten years of it."), ("legal", "")}
        before = len(db.session.execute(select(Event.id)).all())
    mentor.post("/mentoring/profile", TERMS | {"topics": ["finance", "legal"]})
    mentor.post("/mentoring/profile/stories", {"story_finance": "Ten years of it.", "story_legal": ""})
    with app.app_context():
        assert len(db.session.execute(select(Event.id)).all()) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [("capacity", "-1"), ("capacity", "x"), ("capacity", "9999999999999"), ("offer", ""), ("formats", []),
     ("timezone", "Mars/Base"), ("session_minutes", "7"), ("first_talk_minutes", "7"), ("topics", "nonsense"),
     ("sectors", "nonsense"), ("formats", "pigeon")],
)  # fmt: skip
def test_terms_that_do_not_work(app: Flask, pair: Any, mentor: Any, field: str, value: Any) -> None:
    answer = mentor.post("/mentoring/profile", TERMS | {field: value, "meets_in": "Kept"})
    assert answer.status_code == 422 and "There is a problem" in answer.get_data(as_text=True)
    assert mentor.soup.find("input", {"name": "meets_in"})["value"] == "Kept"
    assert profile_in(app, pair.mentor).meets_in == ""


def test_a_story_that_is_too_long_is_kept_and_explained(pair: Any, mentor: Any) -> None:
    answer = mentor.post("/mentoring/profile/stories", {"story_finance": "x" * 1501})
    assert answer.status_code == 422 and "at most 1500" in answer.get_data(as_text=True)
    assert "x" * 1501 in mentor.soup.find("textarea", {"name": "story_finance"}).text


def test_t3_a_pause_asks_what_becomes_of_booked_sessions(
    app: Flask, pair: Any, mentor: Any, as_: Any, cast: Any
) -> None:
    with app.app_context():
        session = a_session(pair.mentorship, MONDAY + timedelta(days=2, hours=1))
    asked = mentor.post("/mentoring/profile/pause")
    assert asked.status_code == 422 and f"/mentoring/sessions/{session}" in asked.get_data(as_text=True)
    assert "Say what becomes of them" in asked.get_data(as_text=True)
    assert profile_in(app, pair.mentor).state == "published"
    assert mentor.post("/mentoring/profile/pause", {"affected": "perhaps"}).status_code == 422
    assert mentor.post("/mentoring/profile/pause", {"affected": "keep"}).status_code == 303
    assert session in mentor.get("/mentoring/profile/availability").get_data(as_text=True)
    with app.app_context():
        assert db.session.get_one(MentoringSession, session).state == "confirmed"
    assert profile_in(app, pair.mentor).state == "paused"
    assert "Inés" not in as_(cast.innovator2).get("/mentoring/mentors").get_data(as_text=True)
    text = as_(cast.innovator2).get(f"/mentoring/mentors/{pair.mentor.id}").get_data(as_text=True)
    assert "takes no new requests" in text
    mentor.post("/mentoring/profile/publication")
    assert "Inés" in as_(cast.innovator2).get("/mentoring/mentors").get_data(as_text=True)


def test_t3_a_pause_may_cancel_what_lies_in_it_and_nothing_else(app: Flask, pair: Any, mentor: Any) -> None:
    with app.app_context():
        within = a_session(pair.mentorship, MONDAY + timedelta(days=2, hours=1))
        after = a_session(pair.mentorship, MONDAY + timedelta(days=9, hours=1))
    assert mentor.post("/mentoring/profile/pause", {"until": "2026-05-20", "affected": "cancel"}).status_code == 303
    with app.app_context():
        assert db.session.get_one(MentoringSession, within).state == "cancelled"
        assert db.session.get_one(MentoringSession, after).state == "confirmed"


@pytest.mark.parametrize("until", ["2026-05-11", "2026-05-10", "1999-01-01", "2036-01-01", "soon", "99999-01-01"])
def test_a_break_that_does_not_work(app: Flask, pair: Any, mentor: Any, until: str) -> None:
    assert mentor.post("/mentoring/profile/pause", {"until": until}).status_code == 422
    assert profile_in(app, pair.mentor).state == "published"


def test_a_mentor_returns_by_themselves_at_their_own_midnight(app: Flask, pair: Any, mentor: Any, clock: Any) -> None:
    """Midnight of 20 May in Madrid is 22:00 UTC of the 19th: reads treat it so, and the chore tells the log."""
    assert mentor.post("/mentoring/profile/pause", {"until": "2026-05-20"}).status_code == 303
    with app.app_context():
        mentorship = db.session.get_one(actions.mentorships.Mentorship, pair.mentorship)
        clock.move_to(MONDAY.replace(day=19, hour=21, minute=59))
        assert times_for(mentorship).hours.back_on == date(2026, 5, 20) and actions.return_mentors(now()) == 0
        assert min(slot.start for slot in times_for(mentorship).free()).day >= 20, "what lies after it (B4)"
        clock.move_to(MONDAY.replace(day=19, hour=22, minute=0))
        assert times_for(mentorship).free() != [], "the date has come, whether the chore has run or not"
        assert actions.return_mentors(now()) == 1 and actions.return_mentors(now()) == 0
        told = db.session.execute(select(Event.verb).order_by(Event.id.desc())).scalars().first()
        assert told == "mentoring.mentor_break_ended"
    stored = profile_in(app, pair.mentor)
    assert (stored.state, stored.paused_until) == ("published", None)


def test_a_break_without_an_end_ends_only_when_the_mentor_says_so(
    app: Flask, pair: Any, mentor: Any, clock: Any
) -> None:
    mentor.post("/mentoring/profile/pause")
    clock.move_to(MONDAY + timedelta(days=400))
    with app.app_context():
        assert actions.return_mentors(now()) == 0
    mentor.sign_in(pair.mentor)
    mentor.post("/mentoring/profile/pause", {"until": "2027-07-01"})
    assert profile_in(app, pair.mentor).paused_until == date(2027, 7, 1)


def test_who_has_left_does_not_return(app: Flask, pair: Any, mentor: Any, clock: Any) -> None:
    mentor.post("/mentoring/profile/pause", {"until": "2026-05-20"})
    with app.app_context():
        a_person(pair.mentor).state = "removed"
        db.session.commit()
        clock.move_to(MONDAY + timedelta(days=30))
        assert actions.return_mentors(now()) == 0


def test_pausing_twice_is_told_once(app: Flask, pair: Any, mentor: Any) -> None:
    for _ in range(2):
        assert mentor.post("/mentoring/profile/pause", {"until": "2026-05-20"}).status_code == 303
    with app.app_context():
        told = select(Event.id).where(Event.verb == "mentoring.mentor_profile_paused")
        assert len(db.session.execute(told).all()) == 1


def test_profile_pages_ask_no_more_for_many_topics(app: Flask, cast: Any, as_: Any) -> None:
    from tests.statements import statements

    with app.app_context():
        a_mentor(cast.mentor, topics=("finance",))
        a_mentor(cast.mentor2, topics=("finance", "legal", "impact"))
    counts = []
    for person in (cast.mentor, cast.mentor2):
        client = as_(person)
        client.get("/mentoring/profile")
        with statements(app) as asked:
            client.get("/mentoring/profile")
            client.get("/mentoring/profile/availability")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_observer_has_no_profile(cast: Any, as_: Any) -> None:
    assert as_(cast.observer).get("/mentoring/profile").status_code == 403
    assert as_(cast.observer).get("/mentoring/profile/availability").status_code == 403


def test_nobody_without_an_account(client: Any) -> None:
    assert client.get("/mentoring/profile").status_code in (303, 401)
    assert client.get("/mentoring/profile/availability/preview").status_code in (303, 401)
