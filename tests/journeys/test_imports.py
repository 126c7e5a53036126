"""A list of 1,794 real initiatives comes in through the pages, comes again without JavaScript and changes nothing; what
is there twice is offered; the whole of it goes again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.innovations.test_real_list import LIST
from tests.journeys.visitor import ThumbVisitor, Visitor

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not LIST.is_file(), reason="the real list is not on this machine (COMMONWEAVE_SHARED)"),
]
LONG = 240_000
"""Milliseconds that a worker on a busy machine may take for the list."""


def bring(who: Visitor, path: Path) -> None:
    """From the list of imports to the question which column is which."""
    who.open("/innovations/imports")
    who.follow("Import a list")
    who.arrive("Import a list")
    who.main.get_by_label("The list").set_input_files(path)
    who.press("Look at its columns")
    who.arrive("Which column is which?")


def wait_for(who: Visitor, state: str) -> None:
    """The page follows by itself; without JavaScript one loads it again."""
    shown = who.main.get_by_text(state, exact=True)
    for _look in range(LONG // 2000):
        if who.scripted or shown.count():
            break
        who.page.wait_for_timeout(2000)
        who.page.reload()
    expect(shown.first).to_be_visible(timeout=LONG)


@pytest.mark.timeout(900)
def test_the_real_list_comes_and_goes(visit: Any) -> None:
    who: Visitor = visit("animator", inspect=True)
    bring(who, LIST)
    chosen = who.main.locator("table select").evaluate_all("all => all.map(one => one.value)")
    named = "source_id name country_written country city postcode types summary texts website found_by lat lon"
    assert chosen == [*named.split(), "source_url"], "what the headings' names tell is chosen"
    who.press("Look through the list")
    who.arrive(LIST.name)
    here = who.page.url
    wait_for(who, "Waits for your yes")
    expect(who.main.locator(".stats")).to_contain_text("1,794will be new")
    who.look()
    who.photograph("imports-ready")
    who.follow("Only what is odd")
    expect(who.main.locator("tbody tr")).to_have_count(25)
    who.told("is not a web address: left out.")
    who.open(here)
    who.press("Take in the list")
    wait_for(who, "Taken in")
    expect(who.main.locator(".stats")).to_contain_text("1,794new")
    _again_without_javascript(visit)
    _offered(who)
    who.open(here)
    who.unfold("Undo the whole import")
    who.press("Undo the whole import")
    wait_for(who, "Undone")
    who.open("/innovations")
    who.told("No innovations yet")


def _again_without_javascript(visit: Any) -> None:
    plain: Visitor = visit("animator", ThumbVisitor, java_script_enabled=False)
    bring(plain, LIST)
    plain.told("A list with the same headings was imported before")
    plain.press("Look through the list")
    wait_for(plain, "Waits for your yes")
    expect(plain.main.locator(".stats")).to_contain_text("1,794are here already")
    plain.told("All of this is here already: there is nothing to take in.")
    plain.press("Put the list aside")
    plain.arrive("Imports")


def _offered(who: Visitor) -> None:
    """All pages of pairs: eighteen names stand twice in one town, or with no town."""
    who.open("/innovations/duplicates")
    who.arrive("Duplicates")
    twice: set[str] = set()
    while True:
        same = who.main.locator("article", has_text=re.compile("Same name"))
        twice |= {label.casefold() for label in same.evaluate_all("all => all.map(it => it.ariaLabel)")}
        further = who.main.get_by_role("link", name="Look further")
        if not further.count():
            break
        address = further.get_attribute("href")
        assert address
        who.open(address)
    assert len(twice) >= 18
    who.open("/innovations/duplicates")
    who.follow("Compare and merge")
    who.arrive("Are these the same?")
