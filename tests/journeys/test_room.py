"""A room fills the board: three phones, one wall, one yes for all."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.story import SCRIPTED
from tests.journeys.visitor import ThumbVisitor, Visitor

pytestmark = pytest.mark.journey
SAID = {
    "Mira": ("I can offer something", "A cold van on Tuesdays"),
    "Zoë": ("I need something", "Somebody who mends ovens"),
    "يوسف": ("I can offer something", "Two hours of statutes a month"),
}


@pytest.mark.soak
@pytest.mark.parametrize("scripted", SCRIPTED)
def test_three_phones_fill_one_wall(visit: Any, scripted: bool) -> None:
    """Live with JavaScript; without it the same, and a link shows what is new."""
    animator: Visitor = visit("animator", java_script_enabled=scripted, inspect=scripted)
    code = hold(animator)
    desk = animator.tab()
    desk.goto(animator.page.url.removesuffix("/wall"))
    for number, (name, (kind, what)) in enumerate(SAID.items(), 1):
        phone: ThumbVisitor = visit(None, ThumbVisitor, java_script_enabled=scripted, inspect=scripted)
        add(phone, code, name, kind, what)
        if not scripted:
            animator.follow("Show what is new")
        expect(animator.page.locator(".wall-column li b")).to_have_count(number)
        animator.told(what)
    if scripted:
        desk.bring_to_front()
        expect(desk.get_by_role("link", name="3 more have come in: show them")).to_be_visible()
        animator.page.bring_to_front()
    publish(animator)


def hold(animator: Visitor) -> str:
    """Open a session and show its wall; the code that stands on it."""
    animator.open("/offers/sessions")
    animator.arrive("Offers and needs sessions")
    animator.write("Title", "Kitchens of the valley")
    animator.write("What you ask the room", "What can you give to the kitchen next door?")
    animator.press("Open the session")
    animator.arrive("Kitchens of the valley")
    animator.follow("Show the wall")
    expect(animator.page.locator(".wall-code svg")).to_be_visible()
    animator.arrive("Kitchens of the valley")
    return animator.page.locator(".wall-letters").inner_text()


def add(phone: ThumbVisitor, code: str, name: str, kind: str, what: str) -> None:
    """As a guest: the code, a few words, one's name."""
    phone.open("/offers/join")
    phone.arrive("Join a session")
    phone.write("Code", code.lower())
    phone.press("Join")
    phone.arrive("Kitchens of the valley")
    phone.check(kind)
    phone.write("In a few words", what)
    phone.write("Your name", name)
    phone.press("Add it")
    phone.told("Added. An animator looks at it before it is on the board.")
    expect(phone.card("What you added").get_by_role("listitem")).to_have_count(1)
    phone.fits()


def publish(animator: Visitor) -> None:
    """All three at once; they stand on the board, under the names of those who said it."""
    animator.follow("The desk")
    animator.arrive("Kitchens of the valley")
    animator.unfold("Publish all 3")
    animator.main.locator("details[open]").get_by_role("button", name="Publish all 3").click()
    animator.told("3 posts are on the board now.")
    animator.open("/offers")
    animator.arrive(re.compile("Offers and needs"))
    for name, (_kind, what) in SAID.items():
        animator.told(what)
        animator.told(name)
