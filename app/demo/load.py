"""Many people and events around the example cluster, for load: plain rows put in by the thousand, invented by dice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from app.activity.facts import Fact, Ref
from app.activity.models import Event, EventParty
from app.activity.sealing import seal_rest
from app.core.action import action
from app.core.clock import at, now
from app.core.models import new_id
from app.core.search import SearchDocument, fold
from app.demo.story import part
from app.extensions import db
from app.innovations.events import InnovationChanged
from app.innovations.models import InnovationSector, SocialInnovation
from app.offers.events import PostChanged
from app.offers.models import CATEGORIES, Post
from app.people.events import PersonJoined
from app.people.models import Person, PersonLanguage
from app.reference.catalogue import SECTORS, STAGES

CHUNK = 5_000
_NAMES = (
    "Lyubov Øyvind Čeněk Þóra Żaneta İlker Ștefan Ángela Győző Ελπίδα Зорница Maël Saoirse Çiğdem Jürgen Ñusta".split()
)
_SURNAMES = "Bread Kettle Lantern Olive River Loom Stove Harbour Linden Tomato Ladle Fuse Bridge Meadow Orchard".split()


@action(silent="example entries, written by the thousand past record()")
def load(_actor: None, people: int, events: int) -> tuple[int, int]:
    """Fill up to so many people and events in all; innovations and posts grow with the people."""
    more = people - db.session.execute(select(func.count(Person.id))).scalar_one()
    crowd = _Crowd(random.Random(people + events), now())
    crowd.invite(max(more, 0))
    told = db.session.execute(select(func.count(Event.id))).scalar_one()
    crowd.talk(max(events - told, 0))
    seal_rest()
    return len(crowd.people), max(events - told, 0)


class _Crowd:
    """The people made by dice, and what they put forward and post."""

    def __init__(self, dice: random.Random, present: datetime) -> None:
        self.dice, self.present = dice, present
        self.people: list[Ref] = []
        self.innovations: list[Ref] = []
        self.posts: list[tuple[Ref, Ref]] = []
        self.stories = part("people")["person"]

    def invite(self, number: int) -> None:
        """People, an innovation for every fifth, a post for every third."""
        _put(Person, (self._person(n) for n in range(number)))
        _put(PersonLanguage, ({"person_id": person.id, "code": "en"} for person in self.people))
        _put(SocialInnovation, (self._innovation(n) for n in range(number // 5)))
        _put(InnovationSector, ({"innovation_id": one.id, "sector": self._any(SECTORS)} for one in self.innovations))
        _put(Post, (self._post(n) for n in range(number // 3)))
        found = [*self.people, *self.innovations, *(post for post, _owner in self.posts)]
        _put(SearchDocument, ({"kind": one.kind, "ref": one.id, "folded": fold(one.name)} for one in found))
        joined = [(self._moment(), PersonJoined(person), person) for person in self.people]
        self._record(sorted(joined, key=lambda row: row[0]))

    def talk(self, number: int) -> None:
        """Changes of posts and innovations, spread over the year."""
        writers = self.people or _those_here()
        innovations = self.innovations or _innovations_here()
        moments = sorted(self._moment() for _ in range(number))
        self._record((moment, self._fact(writers, innovations), self._any(writers)) for moment in moments)

    def _fact(self, writers: list[Ref], innovations: list[Ref]) -> Fact:
        if self.posts and self.dice.random() < 0.5:
            post, owner = self._any(self.posts)
            return PostChanged(post=post, kind="offer", audience="members", owner=owner)
        return InnovationChanged(self._any(innovations))

    def _person(self, number: int) -> dict[str, Any]:
        like = self._any(self.stories)
        person = Ref("person", self._id(), f"{self._any(_NAMES)} {self._any(_SURNAMES)} {number + 1}")
        self.people.append(person)
        return {
            "id": person.id, "email": f"crowd{number + 1}@example.org", "name": person.name, "welcomed": True,
            "headline": like["headline"], "city": like["city"], "country": like["country"],
            "timezone": like["timezone"], "created_at": self.present,
        }  # fmt: skip

    def _innovation(self, number: int) -> dict[str, Any]:
        like = self._any(part("innovations")["innovation"])
        one = Ref("innovation", self._id(), f"{like['name']} {number + 1}")
        self.innovations.append(one)
        return {
            "id": one.id, "name": one.name, "sort_name": fold(one.name)[:240], "summary": like["summary"],
            "language": like["language"], "city": like["city"], "country": like["country"],
            "stage": self._any(STAGES), "created_by": self._any(self.people).id, "created_at": self.present,
        }  # fmt: skip

    def _post(self, number: int) -> dict[str, Any]:
        like = self._any(part("posts")["post"])
        post, owner = Ref("post", self._id(), f"{like['title'][:100]} {number + 1}"), self._any(self.people)
        self.posts.append((post, owner))
        moment = self._moment()
        return {
            "id": post.id, "kind": "offer", "title": post.name, "text": like["text"], "state": "published",
            "category": self._any(CATEGORIES), "owner_id": owner.id, "country": like.get("country", ""),
            "quantity": self.dice.randint(1, 20), "unit": like["unit"], "published_at": moment, "created_at": moment,
        }  # fmt: skip

    def _any(self, among: Any) -> Any:
        return self.dice.choice(among if isinstance(among, list | tuple) else list(among))

    def _moment(self) -> datetime:
        return self.present - timedelta(seconds=self.dice.randrange(60, 365 * 86_400))

    def _id(self) -> str:
        with at(self._moment()):
            return new_id()

    def _record(self, told: Any) -> None:
        """Rows as `record` writes them, but without anybody's inbox."""
        first = (db.session.execute(select(func.max(Event.id))).scalar() or 0) + 1
        rows = [(first + n, *row) for n, row in enumerate(told)]
        _put(Event, (_event(*row) for row in rows))
        _put(EventParty, ({"event_id": id_, "person_id": actor.id, "at": moment} for id_, moment, _fact, actor in rows))


def _event(id_: int, moment: datetime, fact: Fact, actor: Ref) -> dict[str, Any]:
    named = {"actor": {"kind": "person", "id": actor.id, "name": actor.name}}
    return {
        "id": id_, "at": moment, "verb": fact.verb, "strand": fact.belongs_to(), "actor_id": actor.id,
        "visibility": fact.seen_by(), "shown": fact.seen_by(), "object_kind": fact.about.kind,
        "object_id": fact.about.id, "facts": fact.as_json() | named,
    }  # fmt: skip


def _put(model: Any, rows: Iterator[dict[str, Any]]) -> None:
    while chunk := list(islice(rows, CHUNK)):
        db.session.execute(insert(model), chunk)


def _those_here() -> list[Ref]:
    rows = db.session.execute(select(Person.id, Person.name).where(Person.state == "active").limit(CHUNK))
    return [Ref("person", *row) for row in rows]


def _innovations_here() -> list[Ref]:
    rows = db.session.execute(select(SocialInnovation.id, SocialInnovation.name).limit(CHUNK))
    return [Ref("innovation", *row) for row in rows]
