"""A mentor sets hours; a mentee two zones away books, moves and cancels; both see the right times throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from app.extensions import db
from app.people.models import Person
from tests.journeys.visitor import Visitor
from tests.mentoring.builders import a_mentor, a_mentorship
from tests.served import Site

pytestmark = pytest.mark.journey
MENTOR_ZONE, ZONE = "Europe/Lisbon", "Europe/Sofia"
"""Two hours apart, the whole year."""


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two have agreed before it starts; the mentor, in Lisbon, has no hours yet."""
    site = Site(tmp_path_factory.mktemp("site") / "instance")
    site.prepare()
    with site.beside():
        db.session.get_one(Person, site.cast.mentor.id).timezone = MENTOR_ZONE
        a_mentor(site.cast.mentor, zone=MENTOR_ZONE, days=range(0), formats=["video", "phone"])
        site.cast.mentorship = a_mentorship(site.cast.mentor, site.cast.innovator)
    site.start()
    yield site
    site.remove()


def hours(mentor: Visitor) -> None:
    """Three mornings, by the mentor's own clock."""
    mentor.open("/mentoring/profile/availability")
    card = mentor.card("Weekly hours")
    for day in ("Monday", "Wednesday", "Thursday"):
        mentor.write(f"{day}, from", "9:00", card)
        mentor.write(f"{day}, until", "12:00", card)
    mentor.press("Save these hours")
    mentor.arrive("When I am free")


def times(start: datetime) -> tuple[str, str]:
    """The same instant by the mentee's clock and by the mentor's."""
    mine, theirs = (f"{start.astimezone(ZoneInfo(zone)):%H:%M}" for zone in (ZONE, MENTOR_ZONE))
    assert mine != theirs
    return mine, theirs


def choose(who: Visitor, place: int) -> datetime:
    """One of the free times in sight, named in both clocks."""
    if who.main.get_by_text("Go to the nearest week").count():
        who.follow("Go to the nearest week with free times")
    slot = who.main.locator("input[name=start]:enabled").nth(place)
    start = datetime.fromisoformat(str(slot.get_attribute("value")).replace("Z", "+00:00"))
    mine, theirs = times(start)
    expect(slot).to_have_accessible_name(re.compile(rf"{mine}, {theirs} for Inés$"))
    who.tick(slot)
    return start


def both_see(mentor: Visitor, mentee: Visitor, url: str, start: datetime) -> None:
    """Each their own zone's time first, and the other's beside it."""
    mine, theirs = times(start)
    for who, own, other, zone, name in (
        (mentee, mine, theirs, ZONE, "Inés"),
        (mentor, theirs, mine, MENTOR_ZONE, "Lucía"),
    ):
        who.open(url)
        who.arrive(re.compile("Session with"))
        when = who.card("When and where")
        expect(when).to_contain_text(f"{own}–")
        expect(when).to_contain_text(f"({zone}; {other} for {name})")


def test_hours_book_move_cancel_two_zones_away(site: Site, visit: Any) -> None:
    """Once with JavaScript and once without."""
    for scripted in (True, False):
        mentor: Visitor = visit("mentor", timezone_id=MENTOR_ZONE, java_script_enabled=scripted, inspect=scripted)
        mentee: Visitor = visit("innovator", timezone_id=ZONE, java_script_enabled=scripted, inspect=scripted)
        hours(mentor)
        book_move_cancel(mentor, mentee, site.cast.mentorship)


def book_move_cancel(mentor: Visitor, mentee: Visitor, mentorship: str) -> None:
    mentee.open(f"/mentoring/mentorships/{mentorship}")
    mentee.unfold("Book a session")
    start = choose(mentee, 0)
    mentee.press("Book this time")
    mentee.arrive("Session with Inés Ortega")
    url = mentee.page.url
    both_see(mentor, mentee, url, start)
    mentee.follow("Move it")
    mentee.arrive("Move the session")
    mentee.follow("List")
    expect(mentee.main.locator(".slots.listed")).to_be_visible()
    moved = choose(mentee, 1)
    assert moved != start
    mentee.press("Move to this time")
    mentee.arrive("Session with Inés Ortega")
    both_see(mentor, mentee, url, moved)
    mentee.follow("Cancel it")
    mentee.arrive("Cancel the session")
    mentee.write("Why?", "A storm took the bridge")
    mentee.press("Cancel the session")
    mentee.arrive("Session with Inés Ortega")
    mentor.open(url)
    mentor.told("A storm took the bridge")
    mentor.told("Lucía Ferrer cancelled it")
