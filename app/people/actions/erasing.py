"""Leaving for good, with seven days to think again (SECURITY 28); and leaving anew an older copy of the database."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from app.activity.facts import person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, require
from app.extensions import db
from app.people import rules
from app.people.actions.care import remove
from app.people.actions.sign_ins import end_sign_ins
from app.people.events import ErasureAsked, ErasureWithdrawn
from app.people.models import Person

log = logging.getLogger("commonweave.people")

THINK_AGAIN = timedelta(days=7)
NOTED = "erasures.log"
"""One line of JSON for each person whose data are gone, `{"id": …, "at": …}`, in the instance folder: a backup that is
older than that is put right by it."""


@action
def ask_erasure(actor: Actor, person: Person) -> Person:
    """The account is closed at once, and erased in seven days unless its owner comes back and keeps it."""
    require(rules.may_erase(actor, person))
    if person.erase_at is None and person.state != "removed":
        person.erase_at = now() + THINK_AGAIN
        end_sign_ins(person.id)
        record(actor, ErasureAsked(person_ref(person)))
    return person


@action
def keep_account(actor: Actor, person: Person) -> Person:
    """Think again: nothing is erased. Said twice, it is once."""
    require(rules.may_keep_account(actor, person))
    if person.erase_at is not None:
        person.erase_at = None
        record(actor, ErasureWithdrawn(person_ref(person)))
    return person


@action
def erase_person(person: Person) -> Person:
    """Carry it out: what is open ends, name and words go (A5). By their own will, so they are who acts."""
    require(rules.may_erase(person, person))
    return remove(person, person)


def carry_out_erasures(at: datetime) -> int:
    """Erase who asked for it seven days ago; how many. A chore of the worker."""
    due = select(Person).where(Person.erase_at <= at, Person.state != "removed").order_by(Person.erase_at).limit(20)
    gone = 0
    for person in db.session.execute(due).scalars().all():
        if isinstance(rules.may_erase(person, person), rules.Denied):
            log.warning("somebody asked to be erased who has become the last animator; they stay for now")
            continue
        erase_person(person)
        gone += 1
    note_erasures()
    return gone


def note_erasures() -> int:
    """Write down everybody who is gone and not noted yet; how many. Outside of the database: a restored one forgot."""
    file = Path(current_app.config["INSTANCE"], NOTED)
    noted = {json.loads(line)["id"] for line in file.read_text("utf-8").splitlines()} if file.exists() else set()
    gone = db.session.execute(select(Person.id).where(Person.state == "removed")).scalars()
    fresh = [id_ for id_ in gone if id_ not in noted]
    if fresh:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as target:
            target.writelines(json.dumps({"id": id_, "at": now().isoformat()}) + "\n" for id_ in fresh)
            target.flush()
            os.fsync(target.fileno())
    return len(fresh)


def reapply_erasures(ids: Iterable[str]) -> int:
    """Erase these people again where they are still there, as after a restore; how many were."""
    again = 0
    for id_ in ids:
        person = db.session.get(Person, id_)
        if person is not None and person.state != "removed":
            _erase_anew(person)
            again += 1
    return again


@action
def _erase_anew(person: Person) -> Person:
    """Without a rule: it was allowed when it was done first."""
    return remove(person, person)
