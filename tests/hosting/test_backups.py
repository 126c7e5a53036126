"""Backups: whole, checked, cheap to keep, and put in place without losing what was there (SECURITY 22)."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app import create_app
from app.extensions import db
from app.hosting.background import back_up_when_due
from app.hosting.backups import restoring
from app.hosting.backups.copying import copy_on
from app.hosting.backups.drill import drill, last_drill
from app.hosting.backups.keeping import kept, prune
from app.hosting.backups.making import CannotBackUp, back_up
from app.hosting.backups.manifest import backups_in
from app.hosting.backups.noted import ask, last_outcome
from app.hosting.backups.restoring import CannotRestore, restore
from app.hosting.in_use import in_use
from app.people.actions import erase_person, note_erasures
from app.people.models import Person
from tests.world import settle

PHRASE = "nine green lanterns over Sofia"


@pytest.fixture
def site(tmp_path: Path) -> Flask:
    return site_in(tmp_path / "instance")


def site_in(instance: Path, **told: Any) -> Flask:
    if not instance.exists():
        settle(instance)
        for name, content in (("one.bin", b"a picture"), ("two.bin", b"another")):
            place = instance / "uploads/files" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    return create_app({"INSTANCE": str(instance), "TESTING": True, **told})


def folder(site: Flask) -> Path:
    return Path(site.config["INSTANCE"])


def names(instance: Path) -> list[str]:
    with closing(sqlite3.connect(instance / "commonweave.db")) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM people ORDER BY name")]


def ids(email: str, instance: Path) -> list[str]:
    with closing(sqlite3.connect(instance / "commonweave.db")) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM people WHERE email = ?", (email,))]


def rename_somebody(instance: Path, name: str) -> None:
    with closing(sqlite3.connect(instance / "commonweave.db")) as connection:
        connection.execute("UPDATE people SET name = ? WHERE email = 'mentor@example.org'", (name,))
        connection.commit()


@pytest.mark.parametrize("phrase", ["", PHRASE])
def test_what_was_backed_up_comes_back_and_what_was_there_is_kept(tmp_path: Path, phrase: str) -> None:
    site = site_in(tmp_path / "instance", BACKUP_PASSPHRASE=phrase)
    before, place = names(folder(site)), tmp_path / "elsewhere"
    manifest = back_up(site, place)
    rename_somebody(folder(site), "Somebody Else")
    (folder(site) / "uploads/files/one.bin").unlink()
    done = restore(folder(site), place / f"{manifest.name}.json", phrase)
    assert names(folder(site)) == before
    assert (folder(site) / "uploads/files/one.bin").read_bytes() == b"a picture"
    assert done.aside is not None and "Somebody Else" in names(done.aside)
    assert {stat.S_IMODE(file.stat().st_mode) for file in place.glob("*.json")} == {0o600}


def test_an_encrypted_one_shows_nothing_and_wants_its_passphrase(tmp_path: Path) -> None:
    site = site_in(tmp_path / "instance", BACKUP_PASSPHRASE=PHRASE)
    place = tmp_path / "elsewhere"
    back_up(site, place)
    held = b"".join(file.read_bytes() for file in place.rglob("*") if file.is_file())
    assert b"a picture" not in held and b"SQLite format" not in held and b"mentor@example.org" not in held
    for phrase, words in (("", "BACKUP_PASSPHRASE"), ("another", "not the one")):
        with pytest.raises(CannotRestore, match=words):
            restore(folder(site), place, phrase)


def test_a_second_one_costs_what_is_new(site: Flask, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere"
    with time_machine.travel(datetime(2026, 3, 2, 3, tzinfo=UTC), tick=False):
        back_up(site, place)
    blobs = {file.name for file in place.glob("blobs/*/*")}
    (folder(site) / "uploads/files/three.bin").write_bytes(b"a third")
    with time_machine.travel(datetime(2026, 3, 3, 3, tzinfo=UTC), tick=False):
        back_up(site, place)
    fresh = {file for file in place.glob("blobs/*/*") if file.name not in blobs}
    assert len(fresh) == 1 and (folder(site) / "uploads/files/three.bin").samefile(fresh.pop())


def test_it_is_made_while_others_write(site: Flask, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder(site) / "commonweave.db")) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE people SET name = 'Not Yet' WHERE email = 'mentor@example.org'")
        back_up(site, tmp_path / "elsewhere")
        writer.rollback()
    restore(tmp_path / "fresh", tmp_path / "elsewhere")
    assert "Not Yet" not in names(tmp_path / "fresh")


@pytest.mark.parametrize("tampered", ["blob", "manifest", "missing"])
def test_one_that_is_not_what_it_was_is_refused_and_nothing_changes(site: Flask, tmp_path: Path, tampered: str) -> None:
    place = tmp_path / "elsewhere"
    manifest = back_up(site, place)
    blob = max(place.glob("blobs/*/*"), key=lambda file: file.stat().st_size)
    if tampered == "blob":
        content = bytearray(blob.read_bytes())
        content[len(content) // 2] ^= 1
        blob.write_bytes(content)
    elif tampered == "missing":
        blob.unlink()
    else:
        file = place / f"{manifest.name}.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | {"entries": 5}))
    before = names(folder(site))
    with pytest.raises(CannotRestore, match="not whole|was changed"):
        restore(folder(site), place)
    assert names(folder(site)) == before
    assert not [file for file in folder(site).iterdir() if file.name.startswith(("before-", "restoring-"))]


def test_one_of_a_newer_version_is_refused_in_words(site: Flask, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder(site) / "commonweave.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
        connection.commit()
    back_up(site, tmp_path / "elsewhere")
    with pytest.raises(CannotRestore, match="newer version"):
        restore(tmp_path / "fresh", tmp_path / "elsewhere")


def test_a_served_site_is_not_replaced(site: Flask, tmp_path: Path) -> None:
    back_up(site, tmp_path / "elsewhere")
    with in_use(folder(site)), pytest.raises(CannotRestore, match="stop it first"):
        restore(folder(site), tmp_path / "elsewhere")


def test_a_full_disk_leaves_nothing_that_looks_like_a_backup(site: Flask, tmp_path: Path) -> None:
    (folder(site) / "uploads/files/large.bin").write_bytes(os.urandom(300_000))
    pid = os.fork()
    if pid == 0:  # a limit of this process's own
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            back_up(site, tmp_path / "elsewhere")
        except CannotBackUp:
            os._exit(7)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
    assert backups_in(tmp_path / "elsewhere") == []
    back_up(site, tmp_path / "elsewhere")
    left = [file.name for file in (tmp_path / "elsewhere").rglob("*") if file.name.startswith((".making", ".part"))]
    assert len(backups_in(tmp_path / "elsewhere")) == 1 and left == []


def test_who_was_erased_since_is_erased_again(site: Flask, tmp_path: Path) -> None:
    back_up(site, tmp_path / "elsewhere")
    gone = next(iter(ids("mentor@example.org", folder(site))))
    erase_mentor(site)
    done = restore(folder(site), tmp_path / "elsewhere")
    assert done.erased == 1
    with closing(sqlite3.connect(folder(site) / "commonweave.db")) as connection:
        assert connection.execute("SELECT name, email FROM people WHERE id = ?", (gone,)).fetchone() == (
            "Former member", None,
        )  # fmt: skip


def test_a_copy_of_the_folder_knows_who_was_erased_after_the_backup(site: Flask, tmp_path: Path) -> None:
    place, second = tmp_path / "elsewhere", tmp_path / "second"
    with time_machine.travel(datetime(2026, 3, 2, 3, tzinfo=UTC), tick=False):
        older = back_up(site, place)
    erase_mentor(site)
    back_up(site, place)
    copy_on(str(second), place)
    done = restore(tmp_path / "fresh", second / f"{older.name}.json")
    assert done.erased == 1 and "Inés Ortega" not in names(tmp_path / "fresh")


def test_a_restore_that_was_killed_forgets_nobody(site: Flask, tmp_path: Path) -> None:
    """The old files are aside, the new ones not yet in place: as after kill -9 between the two."""
    back_up(site, tmp_path / "elsewhere")
    erase_mentor(site)
    pid = os.fork()
    if pid == 0:
        restoring.BESIDE = (*restoring.BESIDE, Killed())  # type: ignore[assignment]
        restore(folder(site), tmp_path / "elsewhere")
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -9
    assert not (folder(site) / "commonweave.db").exists()
    assert restore(folder(site), tmp_path / "elsewhere").erased == 1
    assert "Inés Ortega" not in names(folder(site))
    assert not [file for file in folder(site).iterdir() if file.name.startswith("restoring-")]


class Killed:
    """A name in the list of files, at whose turn among the new ones the process dies."""

    def __rtruediv__(self, folder: Path) -> Path:
        if "restoring-" in folder.name:
            os.kill(os.getpid(), 9)
        return folder / "never there"

    def __eq__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return 0


def erase_mentor(site: Flask) -> None:
    with site.app_context():
        erase_person(db.session.query(Person).filter_by(email="mentor@example.org").one())
        note_erasures()
        db.session.remove()
        db.engine.dispose()


def test_the_drill_restores_the_newest_and_says_when(site: Flask) -> None:
    place = folder(site) / "backups"
    assert drill(site, place).wrong == f"There is no backup in {place}."
    manifest = back_up(site)
    done = drill(site, place)
    assert (done.backup, done.wrong) == (manifest.name, "") and last_drill(place) == done
    max(place.glob("blobs/*/*"), key=lambda file: file.stat().st_size).unlink()
    assert "not whole" in drill(site, place).wrong


def test_copies_follow_and_a_lost_folder_takes_nothing_away(site: Flask, tmp_path: Path) -> None:
    place, second = tmp_path / "elsewhere", tmp_path / "second"
    back_up(site, place)
    assert copy_on("", place) == ""
    copy_on(str(second), place)
    shutil.rmtree(place)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
        back_up(site, place)
    copy_on(str(second), place)
    assert len(backups_in(second)) == 2
    restore(tmp_path / "fresh", second)
    assert names(tmp_path / "fresh") == names(folder(site))


@pytest.fixture
def days() -> Iterator[datetime]:
    yield datetime(2026, 1, 1, 3, tzinfo=UTC)


def test_seven_days_four_weeks_six_months(site: Flask, tmp_path: Path, days: datetime) -> None:
    place = tmp_path / "elsewhere"
    for day in range(0, 40, 9):
        with time_machine.travel(days + timedelta(days=day), tick=False):
            back_up(site, place)
    assert prune(place) == []
    every_day = [days + timedelta(days=day) for day in range(400)]
    assert sorted((days + timedelta(days=399) - day).days for day in kept(every_day)) == [
        *range(7), 11, 18, 35, 66, 96, 127,
    ]  # fmt: skip


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), max_size=60))
def test_the_newest_is_kept_and_to_keep_again_changes_nothing(moments: list[datetime]) -> None:
    left = kept(moments)
    assert kept(left) == left
    assert not moments or max(moments) in left
    assert len(left) <= 7 + 4 + 6


def test_another_passphrase_is_refused_in_words(tmp_path: Path) -> None:
    place = tmp_path / "elsewhere"
    back_up(site_in(tmp_path / "instance", BACKUP_PASSPHRASE=PHRASE), place)
    with pytest.raises(CannotBackUp, match="begin another folder"):
        back_up(site_in(tmp_path / "instance", BACKUP_PASSPHRASE="another long phrase"), place)


def test_what_an_unreadable_manifest_may_hold_is_kept(site: Flask, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere"
    manifest = back_up(site, place)
    (place / f"{manifest.name}.json").write_text("torn")
    blobs = {file.name for file in place.glob("blobs/*/*")}
    assert prune(place) == [] and {file.name for file in place.glob("blobs/*/*")} == blobs


def test_a_torn_upload_is_put_right(site: Flask, tmp_path: Path) -> None:
    back_up(site, tmp_path / "elsewhere")
    torn = folder(site) / "uploads/files/one.bin"
    torn.unlink()
    torn.write_bytes(b"a pic")
    restore(folder(site), tmp_path / "elsewhere")
    assert torn.read_bytes() == b"a picture"


def test_the_worker_makes_one_copies_it_and_rehearses(tmp_path: Path) -> None:
    site = site_in(tmp_path / "instance", BACKUP_COPY_TO=str(tmp_path / "second"))
    place = folder(site) / "backups"
    ask(place)
    assert (back_up_when_due(site), back_up_when_due(site)) == (1, 0)
    outcome, done = last_outcome(place), last_drill(place)
    assert outcome is not None and (outcome.wrong, outcome.copy_wrong) == ("", "")
    assert done is not None and (done.backup, done.wrong) == (backups_in(place)[0].name, "")
    assert [one.why for one in backups_in(tmp_path / "second")] == ["asked"]
