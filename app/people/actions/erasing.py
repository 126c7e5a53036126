"""Leaving for good, with seven days to think again (SECURITY 28); and leaving anew an older copy of the database."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import func, select

from app.activity.facts import person_ref
from app.activity.record import record
from app.core.action import action, writers_turn
from app.core.clock import now
from app.core.rules import Actor, require
from app.core.search import rewrite_index
from app.extensions import db
from app.people import rules
from app.people.actions.care import remove
from app.people.actions.sign_ins import end_sign_ins
from app.people.events import ErasureAsked, ErasureWithdrawn, InactiveTold
from app.people.models import Person
from app.people.own_data import erase_own

log = logging.getLogger("commonweave.people")

THINK_AGAIN = timedelta(days=7)
INACTIVE = timedelta(days=730)
INACTIVE_NOTICE = timedelta(days=30)
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
    return _gone(person, person)


def _gone(actor: Actor, person: Person) -> Person:
    """Removed, and with the name all words and files of theirs; `erase_at` stays and says so."""
    from app.offers.actions import forget_posts

    asked = person.erase_at or now()
    remove(actor, person)
    forget_posts(person)
    erase_own(person.id)
    person.erase_at = asked
    return person


def carry_out_erasures(at: datetime) -> int:
    """Erase who asked for it seven days ago; how many. A chore of the worker."""
    due = select(Person).where(Person.erase_at <= at, Person.state != "removed").order_by(Person.erase_at).limit(20)
    gone = 0
    for person in db.session.execute(due).scalars().all():
        if isinstance(rules.may_erase(person, person), rules.Denied):
            log.warning("somebody asked to be erased who has become the last animator; they stay for now")
            continue
        names = [person.name, person.email or ""]
        erase_person(person)
        forget_mails(names)
        gone += 1
    note_erasures()
    if gone:
        scrub()
    return gone


def care_for_inactive(at: datetime) -> int:
    """Who has not been here for two years is told that the account will be closed; thirty days later it is, as if they
    had asked for it. Coming back in between is enough to keep it, afterwards they say so. How many were told or are
    to go. A chore of the worker."""
    last_here, told = func.coalesce(Person.seen_at, Person.created_at), Person.inactive_told_at
    untold = told.is_(None) | (told < last_here)
    idle = select(Person, untold.label("untold")).where(
        last_here < at - INACTIVE, Person.state == "active", Person.erase_at.is_(None),
        untold | (told < at - INACTIVE_NOTICE),
    )  # fmt: skip
    done = 0
    for person, first in db.session.execute(idle.order_by(Person.id).limit(20)).all():
        if not isinstance(rules.may_erase(person, person), rules.Denied):
            tell_inactive(person) if first else ask_erasure(person, person)
            done += 1
    return done


@action
def tell_inactive(person: Person) -> Person:
    """The account is going to be removed unless they come back."""
    person.inactive_told_at = now()
    record(None, InactiveTold(person_ref(person)))
    return person


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


def forget_mails(names: list[str]) -> None:
    """Where mails are written to files for trying out, take away those that name them."""
    place = urlsplit(current_app.config["MAIL_URL"])
    if place.scheme != "file":
        return
    for file in Path(place.path).glob("*.eml"):
        mail: Any = message_from_bytes(file.read_bytes(), policy=default)
        texts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
        told = "\n".join([str(mail["To"]), str(mail["Subject"]), *texts])
        if any(name and name in told for name in names):
            file.unlink(missing_ok=True)


def scrub() -> None:
    """Leave nothing of what was deleted in the database's files: the index of words is written anew, then the database,
    and the journal is cut off (SECURITY 28). `secure_delete` alone does not do: pages whose rows moved to others keep
    what was on them. Who wants to write meanwhile waits for their turn: about 20 seconds for each gigabyte."""
    rewrite_index(None)
    with writers_turn(), db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA temp_store=FILE")  # the copy may be larger than the memory
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA temp_store=MEMORY")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def reapply_erasures(ids: Iterable[str]) -> int:
    """Erase these people again where they are still there, as after a restore; how many were."""
    again = 0
    for id_ in ids:
        person = db.session.get(Person, id_)
        if person is not None and person.state != "removed":
            _erase_anew(person)
            again += 1
    if again:
        scrub()
    return again


@action
def _erase_anew(person: Person) -> Person:
    """Without a rule: it was allowed when it was done first."""
    return _gone(person, person)
