"""Who sees which entry: the one predicate against a naive reading of the rule, over a generated world (A3)."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity import queries
from app.activity.facts import Ref, person_ref
from app.activity.models import ANIMATORS, MEMBERS, NETWORK, PUBLIC, Event, EventParty
from app.activity.queries import Filters
from app.activity.reading import entries
from app.activity.record import limit_shown, record
from app.activity.verifying import verify
from app.core.action import action
from app.extensions import db
from app.offers.events import PostChanged
from app.people.events import ProfileChanged
from tests.builders import an_event

PARTS = ("animator", "mentor", "innovator", "partner", "observer", "stranger")


@pytest.fixture
def world(context: Flask, cast: SimpleNamespace) -> list[int]:
    chance = random.Random(7)
    people = [getattr(cast, part) for part in PARTS]
    for _ in range(160):
        actor, *parties = chance.sample(people, chance.randint(1, 3))
        visibility = chance.randrange(5)
        an_event(actor, visibility=visibility, shown=chance.randint(0, visibility), parties=parties)
    return [row.id for row in db.session.execute(select(Event.id))]


def may_see(person: SimpleNamespace | None, event: Event, parties: set[str]) -> bool:
    if person is None:
        return event.shown == PUBLIC
    if person.role == "observer":
        return event.shown in (NETWORK, PUBLIC)
    if person.id in parties:
        return True
    return event.shown >= (ANIMATORS if person.role == "animator" else MEMBERS)


@pytest.mark.parametrize("part", [*PARTS, None])
def test_each_sees_exactly_what_the_rule_says(world: list[int], cast: SimpleNamespace, part: str | None) -> None:
    person = getattr(cast, part) if part else None
    expected = set()
    for event in db.session.execute(select(Event)).scalars():
        parties = set(db.session.execute(select(EventParty.person_id).filter_by(event_id=event.id)).scalars())
        if may_see(person, event, parties):
            expected.add(event.id)
    everything = Filters()
    assert {row.id for row in queries.log_rows(person, everything)} == expected
    assert {row.id for row in _all_pages(person, everything)} == expected
    assert queries.count_log(person, everything).number == len(expected)
    assert {row.id for row in queries.latest(person, 1000)} == expected


@pytest.mark.parametrize("part", PARTS)
def test_a_story_shows_no_more_than_the_log(world: list[int], cast: SimpleNamespace, part: str) -> None:
    person = getattr(cast, part)
    visible = {row.id for row in queries.log_rows(person, Filters())}
    for other in PARTS:
        told = {row.id for row in queries.story(person, "person", getattr(cast, other).id, 1000)}
        assert told <= visible


@action
def limit(actor: SimpleNamespace, level: int) -> None:
    limit_shown("post", "p" * 26, level)
    record(actor, ProfileChanged(person_ref(actor)))  # type: ignore[arg-type]


def test_what_comes_later_keeps_to_the_limit(context: Flask, cast: SimpleNamespace) -> None:
    limit(cast.stakeholder, MEMBERS)
    offered(cast.stakeholder, PUBLIC)
    event = db.session.execute(select(Event).order_by(Event.id.desc()).limit(1)).scalar_one()
    assert (event.visibility, event.shown) == (PUBLIC, MEMBERS)
    assert verify().broken is None


@action
def offered(actor: SimpleNamespace, level: int) -> None:
    ref = person_ref(actor)  # type: ignore[arg-type]
    audience = {PUBLIC: "public", MEMBERS: "members"}[level]
    record(actor, PostChanged(Ref("post", "p" * 26, "Desks"), "offer", audience, ref))  # type: ignore[arg-type]


def test_an_object_that_became_private_takes_its_story_with_it(context: Flask, cast: SimpleNamespace) -> None:
    event = an_event(cast.stakeholder, visibility=PUBLIC, about=("post", "p" * 26))
    seen_by = [None, cast.observer, cast.stranger]
    assert all(queries.latest(person) for person in seen_by)
    limit(cast.stakeholder, MEMBERS)
    assert [bool(queries.latest(person)) for person in seen_by] == [False, False, True]
    limit(cast.stakeholder, PUBLIC)
    assert queries.latest(None)[0].id == event.id


def test_nothing_becomes_wider_than_it_was_recorded(context: Flask, cast: SimpleNamespace) -> None:
    an_event(cast.stakeholder, visibility=MEMBERS, about=("post", "p" * 26))
    limit(cast.stakeholder, PUBLIC)
    assert queries.latest(None) == []


def test_observers_and_visitors_see_people_unnamed(app: Flask, cast: SimpleNamespace) -> None:
    with app.test_request_context():
        an_event(cast.mentor, visibility=PUBLIC, parties=[cast.innovator])
        for reader in (None, cast.observer):
            words = str(entries(queries.latest(reader), reader)[0].sentence)
            assert cast.mentor.name not in words and cast.innovator.name not in words
        assert cast.mentor.name in str(entries(queries.latest(cast.stranger), cast.stranger)[0].sentence)


def test_filtering_by_person_never_shows_more(world: list[int], cast: SimpleNamespace) -> None:
    visible = {row.id for row in queries.log_rows(cast.stranger, Filters())}
    mine = {row.id for row in queries.log_rows(cast.stranger, Filters(person=cast.mentor.id))}
    assert mine and mine <= visible


def _all_pages(person: Any, filters: Filters) -> list[Any]:
    rows: list[Any] = []
    after = None
    while True:
        page = queries.log_page(person, filters, after)
        rows += page.rows
        if page.next is None:
            return rows
        after = page.next
