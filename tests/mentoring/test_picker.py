"""The free times to choose from: kinds, week and list, formats; all by links and forms (B4, T4)."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.extensions import db
from app.mentoring.models import MentoringSession, MentorProfile
from tests.statements import statements


@pytest.fixture
def url(app: Flask, pair: Any) -> str:
    """The mentorship's page; the mentor offers first talks of 20 minutes, and two ways of meeting."""
    with app.app_context():
        profile = db.session.get_one(MentorProfile, pair.mentor.id)
        profile.first_talk_minutes, profile.formats = 20, ["video", "in_person"]
        profile.meets_in = "Café Kotva, Prague"
        db.session.commit()
    return f"/mentoring/mentorships/{pair.mentorship}"


def values(client: Any) -> list[str]:
    return [radio["value"] for radio in client.soup.select("input[name=start]")]


def test_a_first_talk_has_its_own_length_and_is_chosen_by_a_link(app: Flask, url: str, mentee: Any) -> None:
    mentee.get(url)
    link = mentee.soup.find("a", string=lambda text: text and "First talk, 20 min" in text)
    mentee.get(link["href"])
    assert values(mentee)[:3] == ["2026-05-12T07:00Z", "2026-05-12T07:20Z", "2026-05-12T07:40Z"]
    assert mentee.soup.select_one("form input[name=kind]")["value"] == "first_talk"
    form = {"start": "2026-05-12T07:20Z", "kind": "first_talk", "format": "in_person"}
    where = mentee.post(f"{url}/sessions", form).location
    page = mentee.get(where).get_data(as_text=True)
    assert "10:20–10:40" in page and "Café Kotva, Prague" in page
    with app.app_context():
        made = db.session.get_one(MentoringSession, where.rsplit("/", 1)[1])
        assert (made.kind, made.format) == ("first_talk", "in_person")
    assert mentee.post(f"{url}/sessions", {"start": "2026-05-13T07:20Z", "kind": "session"}).status_code == 422
    assert mentee.post(f"{url}/sessions", {"start": "2026-05-13T07:00Z", "kind": "feast"}).status_code == 422
    assert mentee.post(f"{url}/sessions", {"start": "2026-05-13T07:00Z", "format": "phone"}).status_code == 422


def test_a_mentor_without_first_talks_is_not_asked_for_one(app: Flask, pair: Any, mentee: Any) -> None:
    mentee.get(f"/mentoring/mentorships/{pair.mentorship}")
    assert "First talk" not in mentee.soup.get_text()
    form = {"start": "2026-05-13T07:00Z", "kind": "first_talk"}
    assert mentee.post(f"/mentoring/mentorships/{pair.mentorship}/sessions", form).status_code == 422


def test_week_and_list_show_the_same_times_with_the_partners_beside(url: str, mentee: Any) -> None:
    mentee.get(f"{url}?week=2026-05-11")
    week = values(mentee)
    mentee.get(f"{url}?view=list")
    listed = values(mentee)
    assert listed[: len(week)] == week and len(listed) > len(week)
    heads = [head.get_text() for head in mentee.soup.select(".slots.listed h3")]
    assert heads[0] == "Tuesday 12 May" and "Saturday 16 May" not in heads
    label = mentee.soup.select_one("input[name=start]")["aria-label"]
    assert label == "Tuesday 12 May, 10:00, 09:00 for Inés"
    later = mentee.soup.select_one("a[aria-label='Later times'], a:-soup-contains('Later times')")
    mentee.get(later["href"])
    assert min(values(mentee)) > max(listed)
    assert mentee.fragment(f"{url}?view=list&week=2026-05-25").status_code == 200
    for odd in ("view=x", "kind=x", "week=9999-99-99", "view=list&week=1900-01-01", "start=x"):
        assert mentee.get(f"{url}?{odd}").status_code == 200


def test_a_lost_race_keeps_kind_view_and_format(app: Flask, url: str, pair: Any, mentee: Any, mentor: Any) -> None:
    form = {"start": "2026-05-12T07:20Z", "kind": "first_talk"}
    assert mentor.post(f"{url}/sessions", form).status_code == 303
    answer = mentee.post(f"{url}/sessions", form | {"view": "list", "format": "in_person"})
    assert answer.status_code == 409
    assert mentee.soup.select_one("input[name=format][checked]")["value"] == "in_person"
    chip = mentee.soup.select_one("a.chip[href*=start]")["href"]
    assert "kind=first_talk" in chip and "view=list" in chip
    mentee.get(chip)
    assert mentee.soup.select_one("input[name=start][checked]")


def test_more_sessions_cost_no_more_statements(app: Flask, url: str, pair: Any, mentee: Any, mentor: Any) -> None:
    mentor.post(f"{url}/sessions", {"start": "2026-05-12T07:00Z"})
    mentee.get(url)
    with statements(app) as one:
        mentee.get(url)
    for hour in ("08", "09", "10"):
        mentor.post(f"{url}/sessions", {"start": f"2026-05-12T{hour}:00Z"})
    with statements(app) as many:
        mentee.get(url)
    assert len(one) == len(many)
