"""Every page of mentoring opens for whom it is, and is not there for others."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.extensions import db
from app.mentoring.models import MentorProfile
from tests.mentoring.builders import MONDAY, a_mentor, a_request, a_session, an_innovation


@pytest.fixture
def world(app: Flask, cast: SimpleNamespace, pair: SimpleNamespace) -> SimpleNamespace:
    """One of each."""
    with app.app_context():
        a_mentor(cast.mentor2, topics=("legal",), capacity=1)
        innovation = an_innovation(cast.innovator, needs=("finance.grants", "legal"))
        return SimpleNamespace(
            request=a_request(cast.mentor2, cast.innovator, innovation_id=innovation),
            mentorship=pair.mentorship,
            ahead=a_session(pair.mentorship, MONDAY + timedelta(days=2)),
            unmarked=a_session(pair.mentorship, MONDAY - timedelta(days=2)),
            held=a_session(pair.mentorship, MONDAY - timedelta(days=5), state="held"),
            cancelled=a_session(pair.mentorship, MONDAY + timedelta(days=3), state="cancelled"),
        )


def pages(world: SimpleNamespace) -> list[str]:
    return [
        f"/mentoring/requests/{world.request}",
        f"/mentoring/mentorships/{world.mentorship}",
        *(f"/mentoring/sessions/{id_}" for id_ in (world.ahead, world.unmarked, world.held, world.cancelled)),
        f"/mentoring/sessions/{world.ahead}/cancellation",
        f"/mentoring/sessions/{world.ahead}/time",
    ]


def test_both_people_open_their_pages(world: SimpleNamespace, cast: SimpleNamespace, as_: Any) -> None:
    client = as_(cast.innovator)
    for url in [*pages(world), "/mentoring", "/mentoring/mentors", f"/mentoring/mentors/{cast.mentor.id}",
                f"/mentoring/mentors/{cast.mentor2.id}", "/mentoring/profile",
                f"/mentoring/mentors/{cast.mentor2.id}/request"]:  # fmt: skip
        assert client.get(url).status_code == 200, url
    client = as_(cast.mentor)
    for url in [*pages(world)[1:], "/mentoring", "/mentoring/profile", f"/mentoring/mentors/{cast.mentor.id}"]:
        assert client.get(url).status_code == 200, url


def test_a_stranger_finds_nothing(world: SimpleNamespace, cast: SimpleNamespace, as_: Any) -> None:
    client = as_(cast.stranger)
    for url in pages(world):
        assert client.get(url).status_code == 404, url
    for url in ("acceptance", "refusal", "withdrawal"):
        assert client.post(f"/mentoring/requests/{world.request}/{url}").status_code == 404
    for url in ("cancellation", "time", "holding", "feedback"):
        assert client.post(f"/mentoring/sessions/{world.ahead}/{url}").status_code == 404
    for url in ("sessions", "completion", "ending"):
        assert client.post(f"/mentoring/mentorships/{world.mentorship}/{url}").status_code == 404


def test_an_animator_sees_that_they_talk_not_what(world: SimpleNamespace, cast: SimpleNamespace, as_: Any) -> None:
    client = as_(cast.animator)
    page = client.get(f"/mentoring/requests/{world.request}").get_data(as_text=True)
    assert "second kitchen" not in page and "for the two of them" in page
    assert client.get(f"/mentoring/mentorships/{world.mentorship}").status_code == 200
    assert client.get(f"/mentoring/sessions/{world.ahead}").status_code == 200
    assert client.get(f"/mentoring/sessions/{world.ahead}/time").status_code == 403
    assert client.post(f"/mentoring/sessions/{world.held}/holding").status_code == 403
    assert client.post(f"/mentoring/requests/{world.request}/acceptance").status_code == 403


def test_a_draft_is_its_owners_only(app: Flask, cast: SimpleNamespace, as_: Any) -> None:
    with app.app_context():
        a_mentor(cast.mentor, state="draft")
    assert as_(cast.mentor).get(f"/mentoring/mentors/{cast.mentor.id}").status_code == 200
    assert as_(cast.innovator).get(f"/mentoring/mentors/{cast.mentor.id}").status_code == 404


def test_nobody_signed_in(client: Any) -> None:
    for url in ("/mentoring", "/mentoring/mentors", "/mentoring/profile"):
        assert client.get(url).status_code == 303


def test_an_observer_reads_and_does_not_act(world: SimpleNamespace, cast: SimpleNamespace, as_: Any) -> None:
    client = as_(cast.observer)
    assert client.get("/mentoring/mentors").status_code == 200
    assert client.get(f"/mentoring/mentors/{cast.mentor.id}/request").status_code == 403
    assert client.post("/mentoring/requests", {"mentor": cast.mentor.id}).status_code == 403


def test_the_mentor_page_says_why_you_match(world: SimpleNamespace, cast: SimpleNamespace, as_: Any) -> None:
    text = as_(cast.innovator).get(f"/mentoring/mentors/{cast.mentor.id}").get_data(as_text=True)
    assert "Covers <b>1 of your 2</b> support needs" in text
    assert "Times in Europe/Sofia" in text


def test_a_week_of_times_by_htmx_is_only_the_block(cast: SimpleNamespace, pair: Any, mentee: Any) -> None:
    answer = mentee.fragment(f"/mentoring/mentorships/{pair.mentorship}?week=2026-05-18")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200 and "<html" not in text and "2026-05-18T07:00Z" in text


def test_a_full_mentor_says_so(app: Flask, cast: SimpleNamespace, pair: Any, as_: Any) -> None:
    with app.app_context():
        db.session.get_one(MentorProfile, cast.mentor.id).capacity = 1
        db.session.commit()
    client = as_(cast.innovator2)
    text = client.get(f"/mentoring/mentors/{cast.mentor.id}").get_data(as_text=True)
    assert "All places of this mentor are taken or promised." in text
    assert client.soup.find("button", disabled=True)
