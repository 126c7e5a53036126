"""Somebody takes their data along and is forgotten: all of theirs and nothing of others', then nothing at all (SECURITY
28). On a copy of the example cluster, in its files as they lie on the disk."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, count
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import JSON, func, select, update

from app.activity.chores import do_chores
from app.activity.worker import send_due
from app.core.clock import now
from app.core.data_map import STAYS, tables
from app.core.models import Base
from app.extensions import db
from app.files.keeping import Upload
from app.hosting.backups.making import back_up
from app.hosting.backups.restoring import restore
from app.messages.actions import write_to
from app.people.actions import ask_erasure, change_profile, keep_account
from app.people.actions.profiles import Profile
from app.people.models import OneTimeLink, OutsideIdentity, Person, SecurityEntry, SignIn
from app.people.own_data import _is_words, zipped
from tests.demo.conftest import make

MARK = re.compile(r"mark\d{4}x")
OTHERS = "othersword"


@pytest.fixture
def site(told_once: Path, tmp_path: Path) -> Iterator[Flask]:
    instance = tmp_path / "instance"
    shutil.copytree(told_once, instance, ignore=shutil.ignore_patterns("lock", "printed"))
    app = make(instance)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def whoever(part: str) -> Person:
    return db.session.query(Person).filter_by(email=f"{part}@example.org").one()


def plant(site: Flask, person: Person, other: Person) -> set[str]:
    """A word of its own in every place where this person has some; what was planted."""
    numbers = count(1000)

    def word() -> str:
        return f"mark{next(numbers)}x"

    planted = {"profile": [word() for _time in range(6)]}
    name, headline, about, city, link, pronouns = planted["profile"]
    change_profile(person, Profile(name, pronouns, headline, about, city, "BG", "", [f"https://example.org/{link}"]))
    said, file = word(), word()
    upload = Upload(f"{file}.txt", "text/plain", f"In it: {file}".encode())
    write_to(person, other, f"I say {said}", [upload])
    write_to(other, person, f"{OTHERS} for you")
    everywhere, at = {said, file}, now()
    db.session.add_all([
        SignIn(person_id=person.id, secret_hash="s" * 64), SecurityEntry(person_id=person.id, kind="password"),
        OneTimeLink(purpose="reset", secret_hash="l" * 64, person_id=person.id, expires_at=at),
        OutsideIdentity(person_id=person.id, issuer="https://id.example.org", subject="7"),
    ])  # fmt: skip
    db.session.flush()
    for table in chain(*tables().values()):
        for whose, own in table.theirs.items():
            if table.erase != STAYS and table.name != "people":
                everywhere |= {*_planted_in(Base.metadata.tables[table.name], whose, own, person.id, word)}
    db.session.commit()
    send_due(site)
    return everywhere | {*planted["profile"]}


def _planted_in(kept: Any, whose: str, own: str, person_id: str, word: Any) -> Iterator[str]:
    """Beside what is in the columns that hold words; where they have no row, in a row that is theirs from now on."""
    theirs = kept.c[whose] == person_id
    if not db.session.execute(select(kept).where(theirs).limit(1)).first():
        some = select(kept.c["id"]).limit(1).scalar_subquery() if "id" in kept.c else None
        if some is None or kept.name in ALONE:
            return
        db.session.execute(update(kept).where(kept.c["id"] == some).values({whose: person_id}))
    for column in (kept.c[name] for name in own.split() if _is_words(kept.c[name])):
        if not isinstance(column.type, JSON):
            said = func.coalesce(column, "") + f" {(mark := word())}"
            if db.session.execute(update(kept).where(theirs).values({column.name: said})).rowcount:
                yield mark


ALONE = ("mentorships", "mentoring_sessions", "claims", "introductions", "conflicts_of_interest", "deliveries")
"""What cannot be made somebody else's without the rest that belongs to it."""


def words_in(content: bytes) -> set[str]:
    """The markers in a file: as they are, in UTF-16, and in what is packed."""
    if content[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(content))
        return set().union(*(words_in(archive.read(name)) | words_in(name.encode()) for name in archive.namelist()))
    texts = [content.decode("utf-8", "ignore"), content.decode("utf-16-le", "ignore")]
    return {found for text in texts for found in MARK.findall(text)}


def left_in(instance: Path) -> dict[str, set[str]]:
    files = [file for file in instance.rglob("*") if file.is_file() and "backups" not in file.parts]
    found = {
        str(file.relative_to(instance)): words_in(file.read_bytes()) | words_in(file.name.encode()) for file in files
    }
    return {name: marks for name, marks in found.items() if marks}


@pytest.mark.timeout(300)
def test_28_all_of_theirs_nothing_of_others_and_then_nothing(site: Flask, tmp_path: Path) -> None:
    instance = Path(site.config["INSTANCE"])
    with site.test_request_context():
        person, other = whoever("mentor"), whoever("innovator")
        planted = plant(site, person, other)
        assert len(planted) >= 40
        taken = zipped(person.id).read()
        assert planted - words_in(taken) == set()
        with zipfile.ZipFile(io.BytesIO(taken)) as archive:
            whole = "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
        assert OTHERS not in whole and other.name not in whole and str(other.email) not in whole
        db.session.commit()
        assert left_in(instance), "they are there"
    back_up(site, tmp_path / "elsewhere")
    with site.test_request_context():
        ask_erasure(whoever("mentor"), whoever("mentor"))
        keep_account(whoever("mentor"), whoever("mentor"))
        do_chores()
        assert whoever("mentor").erase_at is None
        ask_erasure(whoever("mentor"), whoever("mentor"))
        with time_machine.travel(now() + timedelta(days=6, hours=23), tick=False):
            do_chores()
            assert whoever("mentor").state == "active"
        with time_machine.travel(now() + timedelta(days=7, hours=1), tick=False):
            do_chores()
        db.session.remove()
        db.engine.dispose()
    assert left_in(instance) == {}
    done = restore(instance, tmp_path / "elsewhere")
    assert done.erased == 1 and done.aside is not None
    shutil.rmtree(done.aside)
    assert left_in(instance) == {}
