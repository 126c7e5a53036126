"""Posting in a minute: what is typed is kept, seen before it is sent, and not lost to a bad file; by thumb, by keys,
and without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.files.hostile import HTML, an_image
from tests.journeys.visitor import KeyboardVisitor, ThumbVisitor, Visitor
from tests.served import Site

pytestmark = pytest.mark.journey


@pytest.fixture
def site(shared_site: Site) -> Site:
    return shared_site


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A picture, and a page that says it is one."""
    (tmp_path / "kettle.png").write_bytes(an_image(size=(900, 500)))
    (tmp_path / "page.png").write_bytes(HTML)
    return tmp_path


def test_in_a_minute_by_thumb(visit: Any, files: Path) -> None:
    who: ThumbVisitor = visit("stakeholder", ThumbVisitor, inspect=True)
    who.open("/offers/new?kind=offer")
    who.arrive("Post an offer")
    who.write("Title", "A kettle for forty")
    who.write("Description", "It **whistles**.")
    expect(who.page.locator("#kept")).to_contain_text("What you typed is kept")
    who.open("/offers/mine")
    who.follow("Go on with it")
    who.arrive("Post an offer")
    who.told("Here is what you had begun")
    expect(who.main.get_by_label("Title")).to_have_value("A kettle for forty")
    who.unfold("See how it will look")
    expect(who.main.locator("[hx-post] .prose strong")).to_have_text("whistles")
    who.choose("Category", "Equipment")
    who.unfold("Pictures and files")
    who.main.get_by_label("Pictures and files").set_input_files([files / "kettle.png", files / "page.png"])
    who.write("What the new pictures show", "A red kettle")
    who.press("Post this offer")
    who.forgive(422)
    expect(who.main.locator(".error-summary")).to_be_focused()
    expect(who.main.get_by_label("Title")).to_have_value("A kettle for forty")
    who.press("Post this offer")
    who.arrive("A kettle for forty")
    expect(who.main.get_by_role("img", name="A red kettle")).to_be_visible()
    assert who.main.locator(".picture img").evaluate("it => it.complete && it.naturalWidth") == 900
    who.open("/offers/new?kind=offer")
    expect(who.main.get_by_label("Title")).to_have_value("")


def test_no_draft_comes_after_what_was_posted(visit: Any) -> None:
    """The last keys are still waiting to be kept when the form is sent, and the answer takes its time."""
    who: Visitor = visit("innovator")
    kept: list[str] = []
    who.page.on("request", lambda request: kept.append(request.url) if "/draft" in request.url else None)

    def slowly(route: Any) -> None:
        who.page.wait_for_timeout(2500)
        route.continue_()

    who.open("/offers/new?kind=need")
    who.page.route("**/offers/new?kind=need", slowly)
    who.write("Description", "For the oven.")
    who.choose("Category", "Equipment")
    who.write("Title", "A peel")
    who.press("Post this need")
    who.arrive("A peel")
    assert kept == []
    who.page.unroute("**/offers/new?kind=need")
    who.open("/offers/new?kind=need")
    expect(who.main.get_by_label("Title")).to_have_value("")


def test_with_keys_alone(visit: Any) -> None:
    who: KeyboardVisitor = visit("stakeholder", KeyboardVisitor)
    who.open("/offers/new?kind=need")
    who.arrive("Post a need")
    who.write("Title", "A lorry for bees")
    who.write("Description", "Two hives fit.")
    who.choose("Category", "Equipment")
    who.check("It stands, without a last day")
    who.unfold("Where")
    who.write("Region", "Trakya")
    who.press("Post this need")
    who.arrive("A lorry for bees")
    who.told("Trakya")
    who.told("It stands; asked about once a year")


def test_without_javascript(visit: Any, files: Path) -> None:
    who: Visitor = visit("stakeholder", java_script_enabled=False, inspect=True)
    who.open("/offers/new?kind=offer")
    who.arrive("Post an offer")
    who.write("Title", "A desk by the window")
    who.write("Description", "It is **quiet**.")
    who.press("Preview")
    expect(who.main.locator(".prose strong")).to_have_text("quiet")
    who.press("Keep as a draft")
    who.told("Kept as it is")
    who.open("/offers/new?kind=offer")
    expect(who.main.get_by_label("Title")).to_have_value("A desk by the window")
    who.press("Begin anew")
    expect(who.main.get_by_label("Title")).to_have_value("")
