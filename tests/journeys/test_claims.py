"""Two browsers: asked in part, other terms proposed and accepted, delivered in part, confirmed and thanked; with
JavaScript and without it. Then: too late, into the line, and called up."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.story import SCRIPTED
from tests.journeys.visitor import ThumbVisitor, Visitor
from tests.served import Site

pytestmark = pytest.mark.journey


@pytest.fixture
def site(shared_site: Site) -> Site:
    return shared_site


def post(owner: Visitor, title: str, quantity: str) -> str:
    """An offer on the board; its address."""
    owner.open("/offers/new?kind=offer")
    owner.arrive("Post an offer")
    owner.write("Title", title)
    owner.write("Description", "Contracts and statutes.")
    owner.choose("Category", "Expertise")
    owner.write("How many", quantity)
    owner.write("Of what", "half-days")
    owner.press("Post this offer")
    owner.arrive(title)
    return owner.page.url


def ask(asker: Visitor, url: str, title: str, quantity: str, button: str = "Send the request") -> str:
    """Ask on the post's page; the address of the claim."""
    asker.open(url)
    asker.arrive(title)
    asker.write("Message", "For our statutes.")
    asker.write("How many", quantity)
    asker.press(button)
    asker.told("Where it stands")
    return asker.page.url


@pytest.mark.timeout(300)
@pytest.mark.soak
@pytest.mark.parametrize("scripted", SCRIPTED)
def test_in_part_with_a_counter_proposal(visit: Any, scripted: bool) -> None:
    title = "Half-days of legal advice"
    owner: Visitor = visit("stakeholder", java_script_enabled=scripted, inspect=scripted)
    asker: ThumbVisitor = visit("innovator", ThumbVisitor, java_script_enabled=scripted, inspect=scripted)
    claim = ask(asker, post(owner, title, "6"), title, "5")
    owner.open(claim)
    owner.arrive(title)
    owner.unfold("Propose other terms")
    owner.write("How many", "4")
    owner.write("Conditions", "You fetch it.")
    owner.press("Propose this")
    owner.told("to answer what you proposed")
    asker.open(claim)
    asker.arrive(title)
    asker.told("You fetch it.")
    asker.press("Accept")
    asker.told("to deliver")
    owner.open(claim)
    owner.write("How many you gave", "3")
    owner.press("It is delivered")
    owner.told("to confirm")
    asker.open(claim)
    asker.told("3 half-days")
    asker.write("A word of thanks", "You saved us.")
    asker.check("Everybody may read it, beside what was given")
    asker.press("I have received it")
    asker.told("confirmed by the receiver")
    owner.open(claim)
    owner.arrive(title)
    owner.told("You saved us.")


@pytest.mark.timeout(300)
def test_too_late_and_into_the_line(visit: Any) -> None:
    title = "One room on Monday"
    owner: Visitor = visit("stakeholder", inspect=True)
    first: Visitor = visit("innovator")
    late: ThumbVisitor = visit("mentor", ThumbVisitor, inspect=True)
    url = post(owner, title, "1")
    taken = ask(first, url, title, "1")
    owner.open(taken)
    owner.press("Accept")
    owner.told("give it to")
    waiting = ask(late, url, title, "1", "Join the line")
    late.told("You are number 1 in line")
    first.open(taken)
    first.unfold("Or cancel the agreement")
    first.choose("Reason", "Already found elsewhere")
    first.write("Why", "A friend has one.")
    first.press("Cancel the agreement")
    first.told("Cancelled on")
    late.open(waiting)
    late.told("to answer")
    expect(late.main.locator(".card").first).to_contain_text("Waiting for an answer")
