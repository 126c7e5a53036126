"""A cluster whose board has been busy: what the board's figures are made from."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from app.activity.models import Event
from app.core.models import new_id
from app.offers.models import CATEGORIES, Claim, Post
from app.people.models import Organisation
from tests.bench.facts import Thing
from tests.bench.world import NOW, Builder

DAYS = 360


class Given(Builder):
    """10,000 claims on 1,000 offers and needs, three of four delivered and confirmed. An animator reads."""

    role = "animator"
    in_all, claims_each = 1_000, 10

    def __init__(self, connection: Any, chance: random.Random, events: int) -> None:
        super().__init__(connection, chance, events)
        self.people = [Thing("person", new_id(), f"Person {n:05}") for n in range(1_500)]
        self.mentors = self.people[:20]
        self.innovations = [Thing("innovation", new_id(), f"The house {n}") for n in range(300)]
        self.me = self.people[-1]

    def build(self) -> None:
        super().build()
        houses = [{"id": new_id(), "name": f"House {n}", "sort_name": f"house {n}"} for n in range(100)]
        self._add(Organisation, houses)
        rows: dict[Any, list[dict[str, Any]]] = {Post: [], Claim: [], Event: []}
        for number in range(self.in_all):
            self._given(rows, number, houses[number % len(houses)]["id"])
        for table, made in rows.items():
            self._add(table, made)

    def _given(self, rows: dict[Any, list[dict[str, Any]]], number: int, house: str) -> None:
        id_, began, chosen = new_id(), NOW - timedelta(days=self.chance.randrange(30, DAYS)), self.chance.choice
        post = {
            "id": id_, "kind": "need" if number % 3 == 0 else "offer", "title": f"Given {number}", "text": "",
            "category": chosen(CATEGORIES), "state": "published", "audience": "members",
            "owner_id": chosen(self.people).id, "organisation_id": house, "innovation_id": None, "quantity": None,
            "unit": "half-days", "value_cents": 8_000, "published_at": began, "created_at": began,
        }  # fmt: skip
        rows[Post].append(post)
        rows[Event].append(self._told("post_published", "post", id_, began, {}))
        for day in range(self.claims_each):
            self._claim(rows, id_, began + timedelta(days=day + 1, hours=number % 7))

    def _claim(self, rows: dict[Any, list[dict[str, Any]]], post: str, at: Any) -> None:
        id_, good, later = new_id(), self.chance.random() < 0.75, at + timedelta(days=5)
        rows[Claim].append(
            {"id": id_, "post_id": post, "claimer_id": self.chance.choice(self.people).id, "quantity": 1 + at.day % 4,
             "innovation_id": self.chance.choice(self.innovations).id, "state": "confirmed" if good else "declined",
             "snapshot": {"unit": "half-days"}, "value_cents": 8_000, "created_at": at, "changed_at": later,
             "confirmed_at": later if good else None, "answer_reason": "" if good else "too_late"}
        )  # fmt: skip
        rows[Event].append(self._told("claim_made", "claim", id_, at, {}))
        rows[Event].append(self._told("claim_accepted" if good else "claim_declined", "claim", id_, later, {}))
        if good:
            named = {"claim": {"kind": "claim", "id": id_, "name": "Given"}}
            rows[Event].append(self._told("claim_confirmed", "post", post, later, named))

    def _told(self, name: str, kind: str, about: str, at: Any, facts: dict[str, Any]) -> dict[str, Any]:
        return {"at": at, "verb": f"offers.{name}", "strand": "offers", "visibility": 2, "shown": 2,
                "object_kind": kind, "object_id": about, "facts": facts}  # fmt: skip
