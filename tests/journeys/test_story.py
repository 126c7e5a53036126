"""The whole loop in several browsers side by side: with a mouse, without JavaScript, by keyboard alone, on a phone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys import story
from tests.journeys.story import Loop
from tests.journeys.visitor import KeyboardVisitor, ThumbVisitor, Visitor
from tests.served import Site

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]


def cast_of(site: Site, visit: Any, kind: type[Visitor] = Visitor, **options: Any) -> Loop:
    """Four people, each at their own browser in their own zone."""
    return Loop(
        site,
        animator=visit("animator", kind, timezone_id="Europe/Brussels", **options),
        newcomer=visit(None, kind, timezone_id=story.ZONE, **options),
        mentor=visit("mentor", kind, timezone_id=story.MENTOR_ZONE, **options),
        giver=visit("stakeholder", kind, timezone_id="Europe/Berlin", **options),
    )


def test_the_whole_loop_side_by_side(site: Site, visit: Any) -> None:
    loop = cast_of(site, visit, inspect=True)
    story.mentoring(loop)
    story.giving(loop)


def test_the_whole_loop_without_javascript(site: Site, visit: Any) -> None:
    loop = cast_of(site, visit, java_script_enabled=False)
    story.mentoring(loop)
    story.giving(loop)


def test_the_whole_loop_by_keyboard_alone(site: Site, visit: Any) -> None:
    loop = cast_of(site, visit, KeyboardVisitor)
    story.mentoring(loop)
    story.giving(loop)


def test_the_whole_loop_on_a_phone(site: Site, visit: Any) -> None:
    loop = cast_of(site, visit, ThumbVisitor, inspect=True)
    story.mentoring(loop)
    story.giving(loop)
