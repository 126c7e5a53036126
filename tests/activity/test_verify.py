"""What was recorded always verifies; whatever is tampered with is found, and the first broken entry is named (A4)."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import select

from app.activity.heads import heads_file, keep_head, read_heads
from app.activity.models import Event
from app.activity.verifying import Found, verify
from app.cli import main
from app.core.clock import now
from app.extensions import db
from app.hosting.doctor import Finding, examine
from app.innovations import actions as innovations
from app.messages.actions import write_to
from app.offers import actions as offers
from app.people import actions as people
from tests.activity.tampering import KINDS
from tests.builders import a_claim, a_person, an_accepted_claim, an_event, an_offer

TIMES = 1000 if os.environ.get("COMMONWEAVE_SOAK") else len(KINDS)


@pytest.fixture(scope="module")
def lived(house: Flask) -> Iterator[Path]:
    """A database in which people wrote, offered, claimed, were limited and removed; its heads beside it."""
    instance = Path(house.config["INSTANCE"])
    with fresh(house, instance / "template.db"), house.app_context():
        live(house.config["CAST"])
        keep_head()
        an_event(house.config["CAST"].mentor)
        keep_head(now() + timedelta(days=1))
        db.session.remove()
        files = (sqlite3.connect(instance / name) for name in ("commonweave.db", "lived.db"))
        with closing(next(files)) as source, closing(next(files)) as target:
            source.backup(target)
        shutil.copy(heads_file(), instance / "lived.heads")
    yield instance / "lived.db"


@contextmanager
def fresh(house: Flask, copy: Path) -> Iterator[Path]:
    """This copy in the database's place."""
    instance = Path(house.config["INSTANCE"])
    with house.app_context():
        db.session.remove()
        db.engine.dispose()
    for leftover in ("commonweave.db-wal", "commonweave.db-shm", "heads.log"):
        (instance / leftover).unlink(missing_ok=True)
    shutil.copy(copy, instance / "commonweave.db")
    if copy.with_suffix(".heads").exists():
        shutil.copy(copy.with_suffix(".heads"), instance / "heads.log")
    yield instance / "commonweave.db"
    with house.app_context():
        db.session.remove()
        db.engine.dispose()
    (instance / "heads.log").unlink(missing_ok=True)


def live(cast: SimpleNamespace) -> None:
    """A history of every kind: said, limited, hidden, corrected, erased."""
    animator, mentor, stranger = (a_person(one) for one in (cast.animator, cast.mentor, cast.stranger))
    for _ in range(3):
        write_to(mentor, a_person(cast.innovator), "Hello")
        an_event(cast.partner, parties=[cast.stranger], visibility=4)
    kitchens = innovations.put_forward(animator, {
        "name": "Kitchens", "summary": "Shared", "language": "en", "country": "BE", "stage": "prototype"})  # fmt: skip
    for act in (innovations.publish_innovation, innovations.unpublish_innovation, innovations.withdraw_innovation):
        act(animator, kitchens)
    post, other = an_offer(cast.stakeholder, quantity=5), an_offer(cast.stranger)
    for claimer in (cast.innovator, cast.stranger):
        an_accepted_claim(post, claimer)
    a_claim(other, cast.innovator2)
    offers.hide_post(animator, other, "It is not what it says.")
    invited = people.invite(animator, "guest@example.net")
    people.resend_invitation(animator, invited)
    an_event(cast.mentor, parties=[cast.stranger], visibility=3)
    people.remove_person(animator, stranger)
    offers.remove_post(animator, post, "It is against the rules.")
    an_event(cast.mentor)
    db.session.commit()


def looked_at(house: Flask) -> Found:
    with house.app_context():
        found = verify()
        db.session.remove()
        db.engine.dispose()
    return found


def test_a_life_verifies(house: Flask, lived: Path) -> None:
    with fresh(house, lived), house.app_context():
        found = verify()
        assert found.broken is None, found.broken.words()
        last = db.session.execute(select(Event).order_by(Event.id.desc()).limit(1)).scalar_one()
        assert (found.entries, found.hash) == (last.id, last.hash) and found.entries > 25
        facts = str(db.session.execute(select(Event.facts)).scalars().all())
        assert "Tomás Novák" not in facts and "Lucía Ferrer" in facts


@pytest.mark.soak
@pytest.mark.parametrize("first", range(0, TIMES, 100))
def test_every_tampering_is_found_and_named(house: Flask, lived: Path, first: int) -> None:
    names, missed = list(KINDS), []
    for number in range(first, min(first + 100, TIMES)):
        chance, name = random.Random(number), names[number % len(names)]
        with fresh(house, lived) as file:
            with closing(sqlite3.connect(file)) as base, base:
                base.execute("PRAGMA foreign_keys = OFF")
                expected = KINDS[name](base, chance)
            broken = looked_at(house).broken
        if broken is None or broken.number not in expected:
            missed.append((number, name, expected, broken))
    assert missed == []


def test_a_head_that_knew_better(house: Flask, lived: Path) -> None:
    with fresh(house, lived) as file:
        lines = file.with_name("heads.log")
        assert len(list(read_heads(lines))) == 2
        assert lines.stat().st_mode & 0o777 == 0o600
        first = lines.read_text().splitlines()[0]
        number = int(first.split()[2])
        lines.write_text(first.replace(first.split()[3], "0" * 64) + "\n")
        broken = looked_at(house).broken
        assert broken is not None and (broken.number, broken.why) == (number, "head_line")
        lines.write_text("what is this\n")
        broken = looked_at(house).broken
        assert broken is not None and broken.why == "heads_line"


def test_once_a_day(context: Flask, cast: SimpleNamespace) -> None:
    assert not keep_head(), "an empty log has no head"
    an_event(cast.mentor)
    assert keep_head() and not keep_head()
    assert keep_head(now() + timedelta(days=1))


def test_the_command_says_it_and_so_does_the_doctor(house: Flask, lived: Path) -> None:
    with fresh(house, lived) as file:
        assert "all as they were recorded" in said(house, 0, "verify-log")
        assert log_finding(house).well
        with closing(sqlite3.connect(file)) as base, base:
            base.execute("UPDATE events SET verb = 'x.y' WHERE id = 7")
        assert "Entry 7 is not what was recorded" in said(house, 1, "verify-log")
        assert not log_finding(house).well and "Entry 7" in log_finding(house).words


def said(house: Flask, code: int, *command: str) -> str:
    result = house.test_cli_runner().invoke(main, command, obj=ScriptInfo(create_app=lambda: house))
    assert result.exit_code == code, result.output
    return result.output


def log_finding(house: Flask) -> Finding:
    return next(finding for finding in examine(house) if finding.about == "log")
