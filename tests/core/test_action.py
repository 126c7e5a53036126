"""Every write: one transaction, one turn, once."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.facts import AT_ONCE, Fact, Ref
from app.activity.models import MEMBERS, Delivery, Event
from app.activity.record import record
from app.core.action import FormToken, action, form_token, hearing
from app.core.rules import Conflict, Denied, NotAllowed, require
from app.extensions import db
from app.people.models import Organisation, Person


class _Renamed(Fact):
    verb, strand, visibility, mail_after = "people.renamed", "people", MEMBERS, AT_ONCE

    @property
    def about(self) -> Ref:
        return Ref("organisation", "01a", "Aurora")

    def refs(self) -> tuple[Ref, ...]:
        return ()

    def as_json(self) -> dict[str, object]:
        return {}


@action
def add_organisation(actor: SimpleNamespace, name: str) -> Organisation:
    made = Organisation(name=name)
    db.session.add(made)
    record(actor, _Renamed())
    if name == "broken":
        raise ValueError(name)
    return made


@action
def rename(actor: SimpleNamespace, organisation: Organisation, name: str) -> Organisation:
    if organisation.name == name:
        raise Conflict("already")
    organisation.name = name
    return organisation


@action
def add_two(actor: SimpleNamespace) -> None:
    add_organisation(actor, "one")
    add_organisation(actor, "two")


@action
def forbidden(actor: SimpleNamespace) -> None:
    require(Denied("no"))


def count(table: type) -> int:
    return db.session.execute(select(func.count()).select_from(table)).scalar_one()


def test_it_commits_the_change_and_its_event_together(context: Flask, cast: SimpleNamespace) -> None:
    before = count(Organisation)
    made = add_organisation(cast.animator, "Aurora")
    db.session.rollback()
    assert db.session.get(Organisation, made.id) is made
    assert (count(Organisation), count(Event)) == (before + 1, 1)


def test_a1_rolled_back_means_no_event_and_no_mail(context: Flask, cast: SimpleNamespace) -> None:
    before = count(Organisation)
    with pytest.raises(ValueError, match="broken"):
        add_organisation(cast.animator, "broken")
    assert (count(Organisation), count(Event), count(Delivery)) == (before, 0, 0)


def test_actions_inside_an_action_join_its_transaction(context: Flask, cast: SimpleNamespace) -> None:
    before = count(Organisation)
    add_two(cast.animator)
    assert count(Organisation) == before + 2


def test_only_an_action_records(context: Flask, cast: SimpleNamespace) -> None:
    with pytest.raises(RuntimeError, match="only an action records"):
        record(cast.animator, _Renamed())


def test_a_denied_action_changes_nothing(context: Flask, cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="no"):
        forbidden(cast.animator)
    assert not db.session.info.get("acting")


def test_b3_the_same_form_gives_the_first_result(context: Flask, cast: SimpleNamespace) -> None:
    before = count(Organisation)
    made = []
    for _ in range(3):
        form_token.set(FormToken("the very same form"))
        made.append(add_organisation(cast.animator, "Aurora"))
    form_token.set(None)
    assert {organisation.id for organisation in made} == {made[0].id}
    assert (count(Organisation), count(Event)) == (before + 1, 1)


def test_another_content_is_another_form(context: Flask, cast: SimpleNamespace) -> None:
    before = count(Organisation)
    for key in ("one form", "another form"):
        form_token.set(FormToken(key))
        add_organisation(cast.animator, "Aurora")
    form_token.set(None)
    assert count(Organisation) == before + 2


def test_arguments_are_read_again_under_the_lock(app: Flask, cast: SimpleNamespace) -> None:
    """Eight threads have all loaded the old name; the lock and the second reading let one rename it."""
    with app.app_context():
        organisation_id = add_organisation(cast.animator, "old").id
    start = threading.Barrier(8)
    outcomes: list[str] = []

    def run() -> None:
        with app.app_context():
            organisation = db.session.get(Organisation, organisation_id)
            assert organisation is not None
            start.wait()
            try:
                rename(cast.animator, organisation, "new")
                outcomes.append("renamed")
            except Conflict:
                outcomes.append("too late")
            db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["renamed"] + ["too late"] * 7


def test_a_thing_removed_in_the_meantime_is_a_conflict(context: Flask, cast: SimpleNamespace) -> None:
    organisation = add_organisation(cast.animator, "old")
    db.session.execute(Organisation.__table__.delete().where(Organisation.id == organisation.id))
    db.session.commit()
    with pytest.raises(Conflict):
        rename(cast.animator, organisation, "new")


def test_people_are_told_apart(context: Flask, cast: SimpleNamespace) -> None:
    assert db.session.get(Person, cast.mentor.id).name == cast.mentor.name  # type: ignore[union-attr]


@action
def tell_twice(actor: SimpleNamespace) -> None:
    record(actor, _Renamed())
    record(actor, _Renamed())


@action(silent="nobody need know")
def whisper(actor: SimpleNamespace) -> None:
    record(actor, _Renamed())


@pytest.mark.parametrize("act, fault", [(tell_twice, "a second event"), (whisper, "an event")])
def test_a1_one_event_or_none(context: Flask, cast: SimpleNamespace, act: Any, fault: str) -> None:
    with pytest.raises(RuntimeError, match=f"leaves {fault}"):
        act(cast.animator)
    assert db.session.execute(select(func.count(Event.id))).scalar_one() == 0
    with hearing() as calls:
        add_two(cast.animator)
    assert [(call.name.rpartition(".")[2], len(call.events)) for call in calls] == [
        ("add_organisation", 1), ("add_organisation", 1), ("add_two", 0),
    ]  # fmt: skip
