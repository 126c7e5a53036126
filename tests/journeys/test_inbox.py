"""The inbox in a real browser: done, undone and put off, with JavaScript and without; another window's badge
follows."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.story import SCRIPTED
from tests.journeys.test_claims import ask, post
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


@pytest.mark.timeout(300)
@pytest.mark.soak
@pytest.mark.parametrize("scripted", SCRIPTED)
def test_done_undone_and_put_off(visit: Any, scripted: bool) -> None:
    title = f"Boxes, {'with' if scripted else 'without'} JavaScript"
    owner: Visitor = visit("partner", java_script_enabled=scripted, inspect=scripted)
    asker: Visitor = visit("innovator2", java_script_enabled=scripted)
    url = post(owner, title, "3")
    window: Visitor = visit("partner", java_script_enabled=scripted)
    window.open("/today")
    badge = window.page.locator('.nav [data-count="activity.index"]').first
    expect(badge).to_be_hidden()
    ask(asker, url, title, "1")
    if scripted:
        expect(badge).to_be_visible(timeout=10_000)
    owner.open("/activity/inbox")
    owner.arrive("What concerns you")
    card = owner.page.locator("#results .log > li").filter(has_text=title).first
    owner.press("Done", card)
    owner.told("Done.")
    expect(owner.page.locator("#results .log > li").filter(has_text=title)).to_have_count(0)
    if scripted:
        expect(badge).to_be_hidden(timeout=10_000)
    owner.press("Undo")
    card = owner.page.locator("#results .log > li").filter(has_text=title).first
    owner.click(card.locator("summary"))
    owner.press("Put off: Next week", card)
    owner.told("Put off until")
    owner.follow("Put off")
    expect(owner.page.locator("#results .log > li").filter(has_text=title)).to_have_count(1)
