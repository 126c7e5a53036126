"""A generated village and its log, written as the actions write it; and who may see what of it, read naively from the
rules (A3, M3). The oracle knows nothing of the queries: it looks at every event, one by one, for every reader."""

from __future__ import annotations

import os
import random
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import time_machine
from sqlalchemy import update

from app.activity.facts import Fact, Ref
from app.activity.kinds import kind_words
from app.activity.models import ANIMATORS, MEMBERS, NETWORK, PUBLIC, ObjectLimit
from app.activity.queries import Filters
from app.activity.record import limit_shown, record
from app.core.action import action
from app.core.clock import now
from app.core.models import new_id
from app.core.search import fold, words
from app.core.search import index as make_findable
from app.extensions import db
from app.people.models import Block, Person

SOAK = bool(os.environ.get("COMMONWEAVE_SOAK"))
PEOPLE, EVENTS = (300, 3000) if SOAK else (30, 300)
FIRST = "Alba Boris Chloé Dalia Emre Franek Gréta Hélène Ismaël Jonas Kadri Łucja".split()
LAST = "Archer Baker Cooper Dyer Fuller Glover Hooper Ironmonger Joiner Keeler".split()
PLACES = "Bakery Garden Library Orchard Workshop".split()
ROLES = ("member", "member", "member", "partner", "animator", "observer")
KINDS = {
    "messages.message_sent": ("messages", "conversation"),
    "innovations.team_joined": ("scaling", "innovation"),
    "people.organisation_added": ("people", "organisation"),
    "people.person_joined": ("people", "person"),
}
START = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
LASTS = timedelta(hours=80)
"""All of it is still news in the end (outbox.STALE). Three events each share a moment."""


@dataclass
class Happening(Fact):
    """A fact of any kind, visibility and number of people."""

    verb: str  # type: ignore[misc]
    strand: str  # type: ignore[misc]
    level: int
    object: Ref
    named: dict[str, Any]
    people: Collection[str]
    mail_after = timedelta(0)

    @property
    def about(self) -> Ref:
        return self.object

    def seen_by(self) -> int:
        return self.level

    def parties(self) -> list[Ref]:
        return [Ref("person", id_, "") for id_ in self.people]

    def tells(self) -> tuple[Ref, ...]:
        return ()

    def as_json(self) -> dict[str, Any]:
        return self.named


@dataclass
class Told:
    """An event as the oracle knows it."""

    ref: str
    at: datetime
    verb: str
    strand: str
    visibility: int
    object_kind: str
    object_id: str
    thing: str
    parties: set[str]
    told: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)

    @property
    def noted(self) -> set[str]:
        """Who has it in their inbox."""
        return self.told | self.asked


@dataclass
class Village:
    """Everybody, everything, who is kept apart from whom, and to whom a thing allows to be shown."""

    chance: random.Random
    people: dict[str, Any] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    apart: dict[str, set[str]] = field(default_factory=dict)
    things: list[tuple[str, str, str]] = field(default_factory=list)
    limits: dict[str, int] = field(default_factory=dict)

    def shown(self, told: Told) -> int:
        """The stricter of what it was recorded for and what the thing allows now."""
        return min(told.visibility, self.limits.get(told.object_id, PUBLIC))

    def seen(self, reader: Any, addressed: bool = False) -> list[Told]:
        """All that this reader may see."""
        return [it for it in self.told if may_see(self, reader, it, addressed)]

    def codes(self, people: Collection[str]) -> set[str]:
        """What is told apart in the names of these people."""
        return {self.people[id_].name.split()[-1] for id_ in people}


def build() -> Village:
    """Everybody and everything; then all events, one by one; then what changes who may see them. In a request."""
    village = Village(random.Random(20261))
    _settle(village)
    for number in range(EVENTS):
        with time_machine.travel(START + LASTS * (number // 3 * 3 / EVENTS), tick=False):
            happen(village)
    with time_machine.travel(START + LASTS, tick=False):
        _change(village)
    return village


def _settle(village: Village) -> None:
    chance = village.chance
    for number in range(PEOPLE):
        name = f"{FIRST[number % len(FIRST)]} {chance.choice(LAST)} P{number:03}"
        role = ROLES[number % len(ROLES)]
        person = Person(email=f"v{number}@example.org", name=name, role=role, timezone="Europe/Brussels", locale="en")
        db.session.add(person)
        db.session.flush()
        make_findable(db.session, "person", person.id, name)
        village.people[person.id] = SimpleNamespace(id=person.id, name=name, role=role)
        village.apart[person.id] = set()
    for number in range(12):
        village.things.append(
            (("innovation", "organisation")[number % 2], new_id(), f"{chance.choice(PLACES)} {number}")
        )
        make_findable(db.session, *village.things[-1])
    _part(village, PEOPLE // 3)
    village.limits = {id_: chance.randrange(5) for _kind, id_, _name in village.things if chance.random() < 0.4}
    kinds = {id_: kind for kind, id_, _name in village.things}
    db.session.add_all(ObjectLimit(kind=kinds[id_], ref=id_, level=level) for id_, level in village.limits.items())
    db.session.commit()


def _part(village: Village, number: int) -> None:
    for one, other in [village.chance.sample(sorted(village.people), 2) for _ in range(number)]:
        if other not in village.apart[one]:
            db.session.add(Block(person_id=one, other_id=other))
            village.apart[one].add(other)
            village.apart[other].add(one)


def _change(village: Village) -> None:
    """Much is otherwise than when it was told: who is kept apart, what a thing allows, what somebody is here."""
    chance = village.chance
    _part(village, PEOPLE // 10)
    for person in chance.sample(sorted(village.people), PEOPLE // 10):
        village.people[person].role = chance.choice(ROLES)
        db.session.execute(update(Person).where(Person.id == person).values(role=village.people[person].role))
    db.session.commit()
    for kind, id_, _name in chance.sample(village.things, 4):
        village.limits[id_] = chance.randrange(5)
        happen(village, (kind, id_, village.limits[id_]))


@action
def _record(
    actor: Any, fact: Happening, told: Collection[str], asked: Collection[str], limit: tuple[str, str, int] | None
) -> str:
    if limit:
        limit_shown(*limit)
    return record(actor, fact, tell=told, ask=asked).ref


def happen(village: Village, limit: tuple[str, str, int] | None = None) -> Told:
    """One more event, now; with what a thing allows from then on."""
    chance, people = village.chance, village.people
    verb = chance.choice(sorted(KINDS))
    strand, about = KINDS[verb]
    actor, *others = chance.sample(sorted(people), chance.randint(1, 3))
    other = people[others[0] if others else actor]
    kind, id_, name = about, new_id(), ""
    if about == "person":
        id_ = other.id
    elif about != "conversation":
        kind, id_, name = chance.choice([thing for thing in village.things if thing[0] == about])
    named = {"author": _ref(people[actor]), "recipient": _ref(other), "person": _ref(other)}
    if about != "person":
        named[about] = {"kind": kind, "id": id_, "name": name}
    parties, level = {actor, *others}, chance.randrange(5)
    asked = {person for person in others if chance.random() < 0.4}
    told = {person for person in others if chance.random() < 0.5} - asked
    if level >= MEMBERS and chance.random() < 0.2:
        told |= {chance.choice(sorted(people))} - {actor} - asked
    fact = Happening(verb, strand, level, Ref(**named[about]), named, parties)
    ref = _record(people[actor], fact, told, asked, limit)
    village.told.append(Told(ref, now(), verb, strand, level, kind, id_, name, parties, told, asked))
    return village.told[-1]


def _ref(person: Any) -> dict[str, str]:
    return {"kind": "person", "id": person.id, "name": person.name}


def may_see(village: Village, reader: Any, told: Told, addressed: bool = False) -> bool:
    """The rules of A3 and M3, word by word; `addressed`: what was sent to this very person names whom it names."""
    shown = village.shown(told)
    if reader is None:
        return shown == PUBLIC
    if reader.role == "observer":
        return shown in (NETWORK, PUBLIC)
    if reader.role != "animator" and not addressed and told.parties & village.apart[reader.id]:
        return False
    return reader.id in told.parties or shown >= (ANIMATORS if reader.role == "animator" else MEMBERS)


def fits(village: Village, told: Told, filters: Filters) -> bool:
    """Each filter as one would explain it to somebody."""
    day = told.at.date()
    plain = all((
        not filters.strand or told.strand == filters.strand,
        not filters.verb or told.verb == filters.verb,
        not filters.person or filters.person in told.parties,
        not filters.mine or filters.mine in told.parties,
        not filters.innovation or filters.innovation == told.object_id,
        filters.seen is None or village.shown(told) == filters.seen,
        filters.period.since is None or day >= filters.period.since,
        filters.period.until is None or day <= filters.period.until,
    ))  # fmt: skip
    return plain and _by_words(village, told, filters)


def _by_words(village: Village, told: Told, filters: Filters) -> bool:
    people = [village.people[id_].name for id_ in told.parties]
    return all((
        not filters.who or any(_begins(name, filters.who) for name in people),
        not filters.work or (told.object_kind == "innovation" and _begins(told.thing, filters.work)),
        all(_says(told, people, word, filters.unnamed) for word in filters.q.split()),
    ))  # fmt: skip


def _says(told: Told, people: list[str], word: str, unnamed: bool) -> bool:
    kind = f"{kind_words(told.verb)} {told.strand}".replace("scaling", "innovations")
    return any(_begins(text, word) for text in [kind, told.thing, *([] if unnamed else people)])


def _begins(text: str, asked: str) -> bool:
    said = words(fold(text))
    return all(any(part.startswith(word) for part in said) for word in words(asked))
