"""The tale while it is told: what is on the agenda, and who and what has come into it so far."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.core.clock import at
from app.demo.moments import Moments
from app.demo.story import part


class Tale:
    """Chapters put acts on the agenda; `run` does them in the order of their moments, each at its own.

    What would lie ahead of the present is left undone: it waits for somebody. An act may put further ones on the
    agenda, so that what follows from a booked session needs no date of its own.
    """

    def __init__(self, present: datetime, password_hash: str) -> None:
        self.present = present
        self.password_hash = password_hash
        self.zone = ZoneInfo(part("cluster")["timezone"])
        self.moments = Moments(present, self.zone)
        self.people: dict[str, Any] = {}
        self.houses: dict[str, Any] = {}
        self.innovations: dict[str, Any] = {}
        self.posts: dict[str, Any] = {}  # by title
        self.rounds: dict[str, Any] = {}  # of selection
        self.counts: dict[str, Any] = {}  # rounds of reporting
        self._agenda: list[tuple[datetime, int, Callable[[], Any]]] = []
        self._count = 0

    def when(self, written: str, before: datetime | None = None) -> datetime:
        """The moment that the story means."""
        return self.moments.read(written, before)

    def on(self, moment: datetime, act: Callable[[], Any]) -> None:
        """Let this happen then."""
        self._count += 1
        heapq.heappush(self._agenda, (moment, self._count, act))

    def run(self) -> int:
        """Do all of it; returns how many acts were done."""
        done = 0
        while self._agenda:
            moment, _, act = heapq.heappop(self._agenda)
            if moment > self.present:
                break
            with at(moment):
                act()
            done += 1
        return done

    def innovation_id(self, key: str | None) -> str | None:
        """The id behind a key of the story."""
        return self.innovations[key].id if key else None

    def house_id(self, key: str | None) -> str | None:
        """The id behind an organisation's key."""
        return self.houses[key].id if key else None
