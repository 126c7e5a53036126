"""What each person gets of a generated world, by every way there is, is what a naive reading of the rules gives (A3,
A6, M3). The oracle knows nothing of the queries: it looks at every event, one by one, for every reader."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.activity import queries
from app.activity.chain import append
from app.activity.exporting.telling import told_log
from app.activity.kinds import kind_words
from app.activity.models import ANIMATORS, MEMBERS, NETWORK, PARTIES, PUBLIC, Delivery, Event, ObjectLimit
from app.activity.queries import Filters
from app.core.models import new_id
from app.core.search import fold, words
from app.core.search import index as make_findable
from app.extensions import db
from app.people.models import Block, Person
from app.web.periods import Period

PEOPLE, EVENTS = (300, 3000) if os.environ.get("COMMONWEAVE_SOAK") else (30, 300)
FIRST = "Alba Boris Chloé Dalia Emre Franek Gréta Hélène Ismaël Jonas Kadri Łucja".split()
LAST = "Archer Baker Cooper Dyer Fuller Glover Hooper Ironmonger Joiner Keeler".split()
PLACES = "Bakery Garden Library Orchard Workshop".split()
KINDS = {
    "messages.message_sent": ("messages", "conversation"),
    "innovations.team_joined": ("scaling", "innovation"),
    "people.organisation_added": ("people", "organisation"),
}
START = datetime(2026, 3, 1, 9, tzinfo=UTC)

pytestmark = [pytest.mark.soak, pytest.mark.timeout(600)]


@dataclass
class Told:
    """An event as the oracle knows it."""

    event: Event
    parties: set[str]
    names: list[str]
    things: set[str]
    inbox: set[str] = field(default_factory=set)


@dataclass
class Village:
    """Everybody, everything, and who is kept apart from whom."""

    people: dict[str, Any]
    told: list[Told]
    apart: dict[str, set[str]]
    things: list[tuple[str, str, str]]


@pytest.fixture
def village(app: Flask) -> Iterator[Village]:
    with app.test_request_context():
        yield _build(random.Random(20261))


def _build(chance: random.Random) -> Village:
    people = _people(chance)
    apart: dict[str, set[str]] = {id_: set() for id_ in people}
    for one, other in [chance.sample(sorted(people), 2) for _ in range(len(people) // 3)]:
        if other not in apart[one]:
            db.session.add(Block(person_id=one, other_id=other))
            apart[one].add(other)
            apart[other].add(one)
    things = []
    for number in range(12):
        kind = ("innovation", "organisation")[number % 2]
        things.append((kind, new_id(), f"The {chance.choice(PLACES)} {number}"))
        make_findable(db.session, *things[-1])
    limits = {id_: chance.randrange(5) for _kind, id_, _name in things if chance.random() < 0.4}
    db.session.add_all(ObjectLimit(kind=kind, ref=id_, level=limits[id_]) for kind, id_, _n in things if id_ in limits)
    told = [_event(chance, people, things, limits, number) for number in range(EVENTS)]
    db.session.commit()
    return Village(people, told, apart, things)


def _people(chance: random.Random) -> dict[str, Any]:
    made = {}
    for number in range(PEOPLE):
        name = f"{FIRST[number % len(FIRST)]} {chance.choice(LAST)}"
        role = ("member", "member", "member", "partner", "animator", "observer")[number % 6]
        person = Person(email=f"v{number}@example.org", name=name, role=role, timezone="Europe/Brussels", locale="en")
        db.session.add(person)
        db.session.flush()
        make_findable(db.session, "person", person.id, name)
        made[person.id] = SimpleNamespace(id=person.id, name=name, role=role)
    return made


def _event(chance: random.Random, people: Any, things: Any, limits: Any, number: int) -> Told:
    verb = chance.choice(sorted(KINDS))
    strand, about = KINDS[verb]
    actor, *others = chance.sample(sorted(people), chance.randint(1, 3))
    kind, id_, name = about, new_id(), ""
    if about != "conversation":
        kind, id_, name = chance.choice([thing for thing in things if thing[0] == about])
    named = {key: _ref("person", people[who]) for key, who in (("actor", actor), ("author", actor))}
    other = people[others[0] if others else actor]
    named |= {"recipient": _ref("person", other), "person": _ref("person", other)}
    named[about] = {"kind": kind, "id": id_, "name": name}
    visibility = chance.randrange(5)
    event = Event(
        at=START + timedelta(hours=7 * (number // 3)), verb=verb, strand=strand, actor_id=actor, visibility=visibility,
        shown=min(visibility, limits.get(id_, PUBLIC)), object_kind=kind, object_id=id_, facts=named, ref=new_id(),
        corrects_id=None,
    )  # fmt: skip
    parties = {actor, *others}
    append(event, parties)
    told = Told(event, parties, [people[who].name for who in parties], {id_})
    told.names.append(name)
    for person in sorted(parties - {actor}):
        if chance.random() < 0.7:
            told.inbox.add(person)
            db.session.add(
                Delivery(event_id=event.id, person_id=person, channel="inbox", state="unread", due_at=event.at)
            )
    return told


def _ref(kind: str, thing: Any) -> dict[str, str]:
    return {"kind": kind, "id": thing.id, "name": thing.name}


def may_see(village: Village, reader: Any, told: Told, addressed: bool = False) -> bool:
    """The rules of A3 and M3, word by word; `addressed`: what was sent to this very person names whom it names."""
    if reader is None:
        return told.event.shown == PUBLIC
    if reader.role == "observer":
        return told.event.shown in (NETWORK, PUBLIC)
    if reader.role != "animator" and not addressed and told.parties & village.apart[reader.id]:
        return False
    return reader.id in told.parties or told.event.shown >= (ANIMATORS if reader.role == "animator" else MEMBERS)


def fits(village: Village, told: Told, filters: Filters) -> bool:
    """Each filter as one would explain it to somebody."""
    event, day = told.event, told.event.at.date()
    people = [village.people[id_] for id_ in told.parties]
    return all((
        not filters.strand or event.strand == filters.strand,
        not filters.verb or event.verb == filters.verb,
        not filters.person or filters.person in told.parties,
        not filters.mine or filters.mine in told.parties,
        not filters.who or any(_begins(person.name, filters.who) for person in people),
        not filters.innovation or filters.innovation in told.things,
        not filters.work or (event.object_kind == "innovation" and _begins(told.names[-1], filters.work)),
        filters.seen is None or event.shown == filters.seen,
        filters.period.since is None or day >= filters.period.since,
        filters.period.until is None or day <= filters.period.until,
        all(_says(told, people, word, filters.unnamed) for word in filters.q.split()),
    ))  # fmt: skip


def _says(told: Told, people: list[Any], word: str, unnamed: bool) -> bool:
    kind = f"{kind_words(told.event.verb)} {told.event.strand}".replace("scaling", "innovations")
    said = [kind, told.names[-1]] + [person.name for person in people if not unnamed]
    return any(_begins(text, word) for text in said)


def _begins(text: str, asked: str) -> bool:
    said = words(fold(text))
    return all(any(part.startswith(word) for part in said) for word in words(asked))


def asked_by(village: Village, reader: Any) -> list[Filters]:
    """Questions of every kind, alone and together. Who sees no names asks none."""
    own, unnamed = village.told[17], reader is None or reader.role == "observer"
    thing = next(id_ for kind, id_, _name in village.things if kind == "innovation")
    period = Period((START + timedelta(days=5)).date(), (START + timedelta(days=12)).date())
    plain = [
        Filters(), Filters(strand="messages"), Filters(verb="innovations.team_joined"), Filters(period=period),
        Filters(innovation=thing), Filters(work="garden"), Filters(strand="scaling", period=period),
        Filters(verb="messages.message_sent", seen=NETWORK), *(Filters(seen=level) for level in range(5)),
    ]  # fmt: skip
    found = plain + [
        Filters(q=q, unnamed=unnamed) for q in ("wrote", "bakery joined", "lucja", "helene wrote", "the garden")
    ]
    if unnamed:
        return found
    who = next(iter(sorted(own.parties)))
    return [
        *found, Filters(person=who), Filters(who="gréta"), Filters(mine=reader.id), Filters(mine=reader.id, person=who),
        Filters(mine=reader.id, strand="messages", seen=PARTIES), Filters(who="emre", innovation=thing),
    ]  # fmt: skip


def paged(reader: Any, filters: Filters) -> list[str]:
    """All pages of the log, as one leafs through them."""
    found: list[str] = []
    after: str | None = None
    while True:
        page = queries.log_page(reader, filters, after)
        found += [row.ref for row in page.rows]
        if page.next is None:
            return found
        after = page.next


def test_every_way_gives_every_reader_what_the_rules_give(village: Village) -> None:
    for reader in (None, *village.people.values()):
        for filters in asked_by(village, reader):
            expected = {
                it.event.ref for it in village.told if may_see(village, reader, it) and fits(village, it, filters)
            }
            pages = paged(reader, filters)
            assert len(pages) == len(set(pages)) and set(pages) == expected, (reader, filters)
            count = queries.count_log(reader, filters)
            assert count.number == min(len(expected), 1000) and count.more == (len(expected) > 1000)
            if filters.q:
                page, shown = queries.counted_page(reader, filters, None)
                assert [row.ref for row in page.rows] == pages[:25] and bool(page.next) == (len(pages) > 25)
                assert shown.number == min(len(expected), 100) and shown.more == (len(expected) > 100)
            assert [row.ref for row in queries.log_rows(reader, filters)] == pages
            assert [entry.ref for entry in told_log(reader, filters)] == pages


def test_stories_hold_what_may_be_seen_of_one_thing(village: Village) -> None:
    for reader in (None, *village.people.values()):
        seen = [it for it in village.told if may_see(village, reader, it)]
        for kind, id_, _name in village.things[:3]:
            found = {row.ref for row in queries.story(reader, kind, id_, 10_000)}
            assert found == {it.event.ref for it in seen if id_ in it.things}
        for person in list(village.people)[:3]:
            found = {row.ref for row in queries.story(reader, "person", person, 10_000)}
            assert found == {it.event.ref for it in seen if person in it.parties}


def test_inboxes_hold_what_was_sent_to_them_alone(village: Village) -> None:
    for reader in village.people.values():
        sent = [it for it in village.told if reader.id in it.inbox and may_see(village, reader, it, addressed=True)]
        found = set()
        for kind, id_ in {(it.event.object_kind, it.event.object_id) for it in village.told}:
            after: str | None = None
            while True:
                page = queries.inbox_about(reader, kind, id_, after)
                found |= {row.ref for row in page.rows}
                if (after := page.next) is None:
                    break
        assert found == {it.event.ref for it in sent}
