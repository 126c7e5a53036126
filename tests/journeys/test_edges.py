"""What fingers do: twice, back, again, too late, beside it. One result, kind words, and nothing lost."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import PATIENCE, Visitor
from tests.served import Site

pytestmark = pytest.mark.journey


@pytest.fixture
def site(shared_site: Site) -> Site:
    return shared_site


def fill_in_a_need(who: Visitor, title: str) -> None:
    """All that it takes."""
    who.open("/offers/new?kind=need")
    who.arrive("Post a need")
    who.write("Title", title)
    who.write("Description", "For the kitchen that feeds a whole street.")
    who.choose("Category", "Equipment")
    who.write("How many", "1")


def posts(site: Site, title: str) -> int:
    """How many there are, by the database."""
    with sqlite3.connect(site.instance / "commonweave.db", timeout=20) as database:
        (count,) = database.execute("SELECT count(*) FROM posts WHERE title = ?", (title,)).fetchone()
    database.close()
    return int(count)


def test_twice_back_and_again_is_once(site: Site, visit: Any) -> None:
    for scripted in (True, False):
        who: Visitor = visit("innovator", java_script_enabled=scripted)
        title = f"A large pot, asked for {'with' if scripted else 'without'} JavaScript"
        fill_in_a_need(who, title)
        who.main.get_by_role("button", name="Post this need").dblclick()
        who.arrive(title)
        who.page.reload()
        who.arrive(title)
        who.page.go_back()
        who.arrive("Post a need")
        who.page.go_forward()
        who.arrive(title)
        assert posts(site, title) == 1


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(site: Site, visit: Any) -> None:
    who: Visitor = visit("innovator")
    fill_in_a_need(who, "A pot")
    who.write("How many", "0")
    who.write("Last day", "2020-01-01")
    who.press("Post this need")
    who.forgive(422)
    who.told("There is a problem")
    expect(who.main.get_by_label("Title")).to_have_value("A pot")
    expect(who.main.get_by_label("How many")).to_have_value("0")
    expect(who.main.locator("#quantity-error")).to_contain_text("whole number")
    expect(who.main.locator("#until-error")).to_be_visible()
    who.look()
    expect(who.page.locator("#kept")).to_contain_text("What you typed is kept")
    who.page.reload()  # nothing was made, and nothing is lost
    who.arrive("Post a need")
    expect(who.main.get_by_label("Title")).to_have_value("A pot")
    who.press("Begin anew")
    expect(who.main.get_by_label("Title")).to_have_value("")
    assert posts(site, "A pot") == 0


def test_an_expired_session_leads_back_to_where_one_was(site: Site, visit: Any) -> None:
    for scripted in (True, False):
        who: Visitor = visit("innovator", java_script_enabled=scripted)
        who.open("/offers?kind=need")
        forget_sign_ins(site)
        who.open("/mentoring/mentors?free=1")
        sign_in_again(who)
        expect(who.page).to_have_url(re.compile(r"/mentoring/mentors\?free=1$"), timeout=PATIENCE)
        fill_in_a_need(who, "A pot")
        forget_sign_ins(site)
        who.press("Post this need")
        who.arrive("You have been signed out")
        expect(who.main.get_by_label("What you wrote")).to_have_value(re.compile("whole street"))
        who.main.get_by_role("link", name="Sign in").click()
        sign_in_again(who)
        who.arrive("Post a need")
        expect(who.page).to_have_url(re.compile("kind=need"))
        who.page.close()
        who.forgive_all(400)
    assert posts(site, "A pot") == 0


def forget_sign_ins(site: Site) -> None:
    """As time does."""
    with sqlite3.connect(site.instance / "commonweave.db", timeout=20) as database:
        database.execute("DELETE FROM sign_ins")
    database.close()


def sign_in_again(who: Visitor) -> None:
    who.arrive("Sign in")
    who.write("Mail address", "innovator@example.org")
    who.write("Password", "correct horse battery")
    who.press("Sign in")


def test_signed_in_anew_in_another_tab_the_old_form_still_says_what_to_do(visit: Any) -> None:
    who: Visitor = visit("innovator")
    fill_in_a_need(who, "A pot")
    first, who.page = who.page, who.tab()
    who.open("/today")
    who.page.get_by_role("button", name="Sign out").click()
    who.arrive("Sign in")
    who.sign_in("innovator@example.org")
    who.page = first
    who.press("Post this need")
    who.arrive(re.compile("."))
    who.forgive_all(400)  # what one writes is kept while one writes, and refused as well
    who.told("Load it again")


def test_signed_out_in_another_tab_the_open_page_says_so_and_keeps_the_words(visit: Any) -> None:
    who: Visitor = visit("innovator")
    fill_in_a_need(who, "A pot")
    first, who.page = who.page, who.tab()
    who.open("/today")
    who.page.get_by_role("button", name="Sign out").click()
    who.arrive("Sign in")
    who.page = first
    who.page.bring_to_front()
    who.told("You have been signed out")  # the pulse says so, or keeping the draft, whichever comes first
    expect(who.main.get_by_label("Title")).to_have_value("A pot")
    who.press("Post this need")
    who.arrive("You have been signed out")
    who.forgive_all(400)
    expect(who.main.get_by_label("What you wrote")).to_have_value(re.compile("."))


def test_a_wrong_link_helps_to_search(visit: Any) -> None:
    for who in (visit(), visit("innovator")):
        who.open("/offers/01hzzzzzzzzzzzzzzzzzzzzzzz")
        who.arrive("This page is not here")
        who.forgive(404)
        who.look()
        who.fill(who.main.get_by_role("searchbox"), "ines")
        who.press("Search")
        who.arrive("Search")
        expect(who.page).to_have_url(re.compile("q=ines"))
