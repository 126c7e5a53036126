"""`commonweave migrate` and `doctor`, on the database of a folder of its own."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.hosting.site import site
from tests.served import Site


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as new:
        yield new


def set_version(made: Site, version: str) -> None:
    with closing(sqlite3.connect(made.instance / "commonweave.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
        connection.commit()


def test_the_first_time_makes_a_database_for_its_owner_only(tmp_path: Path) -> None:
    made = Site(tmp_path / "instance")
    made.run("migrate")
    assert stat.S_IMODE((made.instance / "commonweave.db").stat().st_mode) == 0o600
    assert made.run("doctor").stdout.count("WRONG") == 0


def test_the_second_time_does_nothing(made: Site) -> None:
    assert made.run("migrate").stdout == "The database is of this version already.\n"
    assert made.run("migrate", "--quiet").stdout == ""
    assert not (made.instance / "backups").exists()


def test_a_newer_database_is_left_alone(made: Site) -> None:
    set_version(made, "from_the_future")
    for command in ("migrate", "serve"):
        refused = made.run(command, check=False)
        assert refused.returncode == 1
        assert "newer version" in refused.stderr
    assert "newer version" in made.run("doctor", check=False).stdout


def test_a_damaged_database_is_found(made: Site) -> None:
    file = made.instance / "commonweave.db"
    content = bytearray(file.read_bytes())
    content[4096 * 5 : 4096 * 9] = b"\x55" * 4096 * 4
    file.write_bytes(content)
    found = made.run("doctor", check=False)
    assert found.returncode == 1
    assert "WRONG database" in found.stdout


def test_a_secret_that_others_can_read_is_refused(made: Site) -> None:
    (made.instance / "secret.key").chmod(0o644)
    refused = made.run("doctor", check=False)
    assert refused.returncode == 1
    assert "chmod 600" in refused.stderr
