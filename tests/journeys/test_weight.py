"""What a page view sends, as it goes over the wire: compressed, fonts included (130 KB the first time, 15 KB after)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.visitor import Visitor
from tests.served import Site

pytestmark = pytest.mark.journey


@pytest.fixture
def site(shared_site: Site) -> Site:
    return shared_site


FIRST, NEXT = 130_000, 15_000


class Scales:
    """Counts the bytes that one browser receives."""

    def __init__(self, visitor: Visitor) -> None:
        self.bytes = 0
        session = visitor.context.new_cdp_session(visitor.page)
        session.on("Network.loadingFinished", self._add)
        session.send("Network.enable")

    def _add(self, told: dict[str, Any]) -> None:
        self.bytes += int(told["encodedDataLength"])

    def weigh(self, visitor: Visitor) -> int:
        """What came since the last time, once the page is quiet."""
        visitor.page.wait_for_load_state("networkidle")
        weight, self.bytes = self.bytes, 0
        return weight


def test_a_visitors_pages_are_light(visit: Any) -> None:
    visitor = visit()
    scales = Scales(visitor)
    visitor.open("/")
    assert 10_000 < scales.weigh(visitor) <= FIRST
    visitor.follow("The whole board")
    visitor.arrive("Offers and needs")
    assert 0 < scales.weigh(visitor) <= NEXT


def test_a_members_pages_are_light(visit: Any) -> None:
    visitor = visit()
    scales = Scales(visitor)
    visitor.sign_in("mentor2@example.org")
    sent = scales.weigh(visitor)
    visitor.go(
        "People"
    )  # names in Greek and Cyrillic: each script's letters come once, with the first page that has them
    visitor.arrive("People")
    assert 10_000 < sent + scales.weigh(visitor) <= FIRST
    for room in ("Mentoring", "Offers", "People", "Activity"):
        visitor.go(room)
        assert 0 < scales.weigh(visitor) <= NEXT, room
