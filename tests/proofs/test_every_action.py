"""A1: every action leaves exactly one event or says why none; a rollback leaves nothing; each sentence is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import func, select

import app as house_of_all
from app.activity.models import Delivery, Event, EventParty, EventRef
from app.activity.sentences import link, plain, sentence, sentence_text, unnamed
from app.config import LANGUAGES
from app.core.action import ACTIONS, SILENT, action, hearing
from app.extensions import db
from tests.builders import a_person
from tests.mentoring.builders import MONDAY
from tests.proofs.recipes import RECIPES

for module in walk_packages(house_of_all.__path__, "app."):
    if module.name != "app.__main__":
        import_module(module.name)  # each may have actions of its own
HOLES = re.compile(r"None|%\(|\{\{|\}\}|Undefined|<bdi></bdi>|>\s*</a>|\s[,.]|^[\s,.:;]|&lt;")


@pytest.fixture
def people(context: Flask, cast: SimpleNamespace) -> Iterator[Any]:
    """The cast, each read anew; a Monday in May that stands still."""
    with time_machine.travel(MONDAY, tick=False), context.test_request_context():
        yield SimpleNamespace(**{part: a_person(person) for part, person in vars(cast).items()})


@action(silent="it breaks when all is done")
def _broken(act: Any, *args: Any, **named: Any) -> None:
    act(*args, **named)
    db.session.flush()
    raise ZeroDivisionError


def test_every_action_has_a_recipe(house: Flask) -> None:
    """But those that write example data, which tests/demo runs."""
    ours = {name for name, run in ACTIONS.items() if run.__module__.startswith("app.")}
    ours -= {"demo.load.load", "demo.tell.tell"}
    assert not sorted(ours - set(RECIPES)), "write a recipe for each"
    assert not set(RECIPES) - ours, "recipes of what is no action any more"


def test_the_silent_say_why(house: Flask) -> None:
    assert all(len(why.split()) > 3 for name, why in SILENT.items() if not name.startswith("tests."))


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_one_event_and_none_when_it_breaks(people: Any, name: str) -> None:
    prepared = RECIPES[name](people)
    act, args = (prepared[0], prepared[1:]) if callable(prepared[0]) else (ACTIONS[name], prepared)
    db.session.commit()
    before = _standing()
    with pytest.raises(ZeroDivisionError):
        _broken(act, *args)
    assert _standing() == before, "something of what was rolled back is left"
    with hearing() as calls:
        act(*args)
    own = [call.events for call in calls if call.name == name]
    assert own, "the recipe does not run it"
    assert [len(events) for events in own] == [0 if name in SILENT else 1] * len(own)
    written = db.session.execute(select(Event).where(Event.id > (before[0] or 0))).scalars().all()
    assert len(written) == sum(len(call.events) for call in calls)
    for event in written:
        _is_whole(event)


def _standing() -> tuple[Any, ...]:
    newest = db.session.execute(select(Event.id, Event.hash).order_by(Event.id.desc()).limit(1)).one_or_none()
    counts = (select(func.count()).select_from(table) for table in (Event, EventParty, EventRef, Delivery))
    return (*(newest or (None, None)), *(db.session.execute(count).scalar_one() for count in counts))


def _is_whole(event: Event) -> None:
    """To members, to observers, and as text, in each language. Nobody is without a name but who was removed."""
    assert event.verb == "people.person_removed" or "someone who has left" not in sentence_text(event.verb, event.facts)
    for language in LANGUAGES:
        with force_locale(language):
            for names in (link, plain, unnamed):
                told = sentence(event.verb, event.facts, names)
                assert told.striptags().strip() and not HOLES.search(told), (event.verb, language, told)
            assert not HOLES.search(sentence_text(event.verb, event.facts)), (event.verb, language)
