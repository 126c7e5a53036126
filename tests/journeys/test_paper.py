"""On paper: a certificate is one sheet whatever the name, so is the radar; the list of hours stays a table."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from app.core.clock import now
from app.extensions import db
from app.offers.models import CATEGORIES
from app.people.models import Person
from app.reference.topics import SHIPPED
from tests.builders import a_need
from tests.journeys.visitor import Visitor
from tests.mentoring.builders import an_innovation
from tests.mentoring.held import a_held_session, a_mentorship_for
from tests.served import Site

pytestmark = pytest.mark.journey
PAPER = {"format": "A4", "prefer_css_page_size": True, "print_background": True}


def sheets(who: Visitor) -> int:
    """How many pages the browser prints."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", who.page.pdf(**PAPER)))


@pytest.fixture
def mentor(site: Site, visit: Any) -> Visitor:
    """Somebody with the longest name there can be, and thirty sessions."""
    with site.beside():
        innovation = an_innovation(site.cast.innovator)
        mentorship = a_mentorship_for(innovation, site.cast.mentor, site.cast.innovator)
        for day in range(1, 31):
            a_held_session(mentorship, now() - timedelta(days=day), minutes=45)
        db.session.get_one(Person, site.cast.mentor.id).name = "Przedsiębiorczyni Brzęczyszczykiewicz-" * 3
        db.session.commit()
    return visit("mentor", inspect=True)


def test_what_is_printed(mentor: Visitor) -> None:
    mentor.open("/mentoring/certificates")
    mentor.arrive("Certificates")
    mentor.press("Issue the certificate")
    mentor.arrive("Certificate")
    assert sheets(mentor) == 1
    address = mentor.page.locator(".certificate-address").inner_text()
    mentor.open(address)
    mentor.arrive("Certificate of mentoring")
    expect(mentor.main).to_contain_text("This certificate is valid")
    for url, heading in (
        ("/mentoring/hours", "Hours"),
        ("/mentoring/figures?since=2026-01-01", "Mentoring in figures"),
    ):
        mentor.open(url)
        mentor.arrive(heading)
    mentor.page.emulate_media(media="print")
    mentor.page.set_viewport_size({"width": 680, "height": 900})
    mentor.open("/mentoring/hours")
    heads = mentor.main.locator("thead th")
    expect(heads.first).to_be_visible()
    assert heads.count() == 5 and not mentor.page.locator(".rail").is_visible()
    mentor.open("/activity")
    mentor.open(mentor.main.locator(".log .when a").first.get_attribute("href") or "")
    expect(mentor.main.get_by_text("Nobody has said anything")).to_be_visible()
    assert not mentor.main.locator("textarea:visible, .btn:visible").count(), "nothing to fill in on paper"


@pytest.fixture
def animator(site: Site, visit: Any) -> Visitor:
    """A board with more gaps than a sheet has room for."""
    countries = ("BG", "BE", "FR", "DE", "ES", "PT", "IT", "GR", "RO", "PL", "CZ", "AT")
    with site.beside():
        for number, topic in enumerate(list(SHIPPED)[:24]):
            a_need(
                site.cast.innovator, title=f"Somebody who knows all about number {number} and the long way to it",
                topics=(topic,), category=CATEGORIES[number % len(CATEGORIES)], country=countries[number % 12],
                region="A region with a rather long name",
            )  # fmt: skip
    return visit("animator", inspect=True)


def test_the_radar_is_one_sheet(animator: Visitor) -> None:
    animator.open("/offers/radar")
    animator.arrive("Gap radar")
    expect(animator.main.get_by_role("table")).to_have_count(3)
    assert sheets(animator) == 1
