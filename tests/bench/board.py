"""A cluster with as many posts on its board as wanted; its log is small."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.core.models import id_from, new_id
from app.core.search import SearchDocument, fold
from app.offers.models import CATEGORIES, Post, PostLanguage, PostTopic
from app.people.models import Organisation
from app.reference.models import Topic
from tests.bench.facts import Thing
from tests.bench.world import NOW, WORDS, Builder

SIZES = (1_000, 100_000)
EVENTS = 1_000
PLACES = [(country, region) for country in ("BE", "FR", "PL") for region in ("North", "South")]
LANGUAGES = ("en", "fr", "nl", "el", "pl")


class Board(Builder):
    """One word in every post, another in thirty; a fifth is closed, another fifth past its date."""

    in_all = 0

    def __init__(self, connection: Any, chance: random.Random, events: int) -> None:
        super().__init__(connection, chance, events)
        ends = [NOW - timedelta(minutes=5 * n) for n in range(self.in_all)]
        self.posts = [Thing("post", id_from(at)[:10] + new_id()[10:], self._name(n)) for n, at in enumerate(ends)]

    def _name(self, n: int) -> str:
        rare = " zeppelin" if n % max(1, self.in_all // 30) == 0 else ""
        return f"A {self.chance.choice(WORDS)} for everybody{rare} {n}"

    def _posts(self) -> None:
        topics = list(self.connection.execute(select(Topic.code)).scalars())
        houses = [{"id": new_id(), "name": f"House {n}", "sort_name": f"house {n}"} for n in range(40)]
        self.names |= {"house": houses[7]["id"], "innovation": self.innovations[0].id}
        self._add(Organisation, houses)
        self._add(Post, [self._post(n, one, houses) for n, one in enumerate(self.posts)])
        chosen = self.chance.choice
        self._add(PostTopic, [{"post_id": one.id, "topic": chosen(topics)} for one in self.posts])
        self._add(PostLanguage, [{"post_id": one.id, "code": chosen(LANGUAGES)} for one in self.posts])
        said = [(one.id, fold(f"{one.name} {self._text(20)}")) for one in reversed(self.posts)]
        self._add(SearchDocument, [{"kind": "post", "ref": ref, "folded": folded} for ref, folded in said])

    def _post(self, n: int, one: Thing, houses: list[dict[str, str]]) -> dict[str, Any]:
        country, region = self.chance.choice(PLACES)
        ends = timedelta(days=self.chance.randrange(1, 200) * (-1 if n % 5 == 1 else 1))
        return {
            "id": one.id, "kind": "need" if n % 3 == 0 else "offer", "title": one.name, "text": self._text(),
            "category": self.chance.choice(CATEGORIES), "state": "published" if n % 5 else "fulfilled",
            "audience": "public" if n % 4 == 0 else "members", "owner_id": self.chance.choice(self.people).id,
            "organisation_id": self.chance.choice(houses)["id"] if n % 3 else None,
            "city": "Gent", "country": country, "region": region, "remote": n % 4 == 0, "quantity": 4,
            "unit": "half-days", "taken": n % 4, "until": None if n % 5 == 2 else date.today() + ends,
            "published_at": NOW - timedelta(minutes=5 * n),
        }  # fmt: skip


def board_of(posts: int) -> type[Board]:
    """The builder of a board of this size."""
    return type(f"Board{posts}", (Board,), {"in_all": posts, "__doc__": f"a board of {posts:,} posts"})
