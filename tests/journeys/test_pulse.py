"""Two browsers talk live, a third sees nothing; what is new is shown where one is, and a hidden tab rests."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_claims import ask, post
from tests.journeys.visitor import Visitor
from tests.served import Site

pytestmark = pytest.mark.journey
SOON = 6_000
"""Milliseconds: a beat and what it fetches, on a busy machine."""
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", {configurable: true, get: () => hidden});
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def site(shared_site: Site) -> Site:
    return shared_site


def talk(who: Visitor, other: str) -> None:
    """To the conversation with this person."""
    who.open(f"/messages/with/{other}")
    expect(who.page.locator("textarea").first).to_be_visible()


def say(who: Visitor, words: str) -> None:
    """A message, as it is typed."""
    who.fill(who.main.locator("#composer textarea"), words)
    who.click(who.main.locator("#composer").get_by_role("button", name=re.compile("Send")))


def badge(page: Page) -> Any:
    return page.locator('.nav [data-count="messages.index"]:visible').first


@pytest.mark.timeout(240)
def test_two_talk_live_and_a_third_sees_nothing(site: Site, visit: Any) -> None:
    one, other, third = visit("mentor2"), visit("innovator2"), visit("stranger")
    talk(one, site.cast.innovator2.id)
    say(one, "Are you there?")
    expect(one.main.get_by_text("Are you there?")).to_be_visible()
    third.open("/messages")
    heard: list[int] = []
    third.page.on("response", lambda answer: heard.append(answer.status) if "/pulse" in answer.url else None)
    talk(other, site.cast.mentor2.id)
    field = other.main.locator("#composer textarea")
    field.fill("Half a sent")
    say(one, "The stove is free on Tuesday.")
    expect(other.main.get_by_text("The stove is free on Tuesday.")).to_be_visible(timeout=SOON)
    expect(field).to_have_value("Half a sent")
    expect(field).to_be_focused()
    say(other, "Then I take it.")
    expect(one.main.get_by_text("Then I take it.")).to_be_visible(timeout=SOON)
    third.page.wait_for_timeout(4_500)
    assert heard and set(heard) == {204}, heard
    expect(badge(third.page)).to_have_count(0)


@pytest.mark.timeout(240)
def test_badge_and_inbox_follow_and_a_hidden_tab_catches_up(site: Site, visit: Any) -> None:
    writer, reader = visit("animator"), visit("partner")
    reader.open("/today")
    inbox = Visitor.tab(reader)
    inbox.goto("/activity/inbox")
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url) if "/pulse" in request.url else None)
    talk(writer, site.cast.partner.id)
    say(writer, "One for you")
    expect(badge(reader.page)).to_have_text(re.compile("1"), timeout=SOON)
    expect(inbox.get_by_text(re.compile("wrote to you|Ana Kovač")).first).to_be_visible(timeout=SOON)
    reader.page.evaluate(HIDE, True)
    reader.page.wait_for_timeout(500)
    asked.clear()
    say(writer, "And another")
    reader.page.wait_for_timeout(5_000)
    assert asked == [], "a hidden tab asks nothing"
    expect(badge(reader.page)).to_have_text(re.compile("1"))
    reader.page.evaluate(HIDE, False)
    expect(badge(reader.page)).to_have_text(re.compile("2"), timeout=2_000)


@pytest.mark.timeout(240)
def test_a_claim_moves_under_the_eyes_of_both(visit: Any) -> None:
    owner, asker = visit("stakeholder"), visit("mentor")
    title = "A cargo bike on Fridays"
    claim = ask(asker, post(owner, title, "2"), title, "1")
    owner.open(claim)
    owner.arrive(title)
    reading = visit("mentor", java_script_enabled=False)
    reading.open(claim)
    asker.page.evaluate("document.querySelector('main').scrollIntoView({block: 'end'})")
    owner.main.get_by_role("button", name=re.compile("^(Accept|Agree)")).first.click()
    expect(asker.main.get_by_text(re.compile("Agreed|Accepted")).first).to_be_visible(timeout=SOON)
    reading.page.reload()
    expect(reading.main.get_by_text(re.compile("Agreed|Accepted")).first).to_be_visible()


@pytest.mark.timeout(120)
def test_it_asks_less_often_while_the_server_fails(visit: Any) -> None:
    who = visit("observer")
    asked: list[float] = []
    who.page.route("**/pulse?*", lambda route: (asked.append(0), route.fulfill(status=503))[1])
    who.open("/today")
    who.page.wait_for_timeout(9_000)
    assert 1 <= len(asked) <= 3, "at 2, about 6 and about 14 seconds"
    who.forgive_all(503)
