"""`commonweave import people` and `import organisations`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app.activity.models import Delivery, Event
from app.extensions import db
from app.importing.commands import import_
from app.people.models import Invitation, Organisation

Run = Callable[..., Result]
PEOPLE = """E-Mail;Name;Role
zofia@example.org;Zofia Wójcik;
Rui@Example.org;Rui Lopes;partner
mentor@example.org;Inés Ortega;
"""
BODIES = """name,kind,land,ort,url
Ελπίδα Συν.,venture,Ελλάδα,Αθήνα,elpida.example.gr
Notaires solidaires,,BE,Brussels,https://notaires.example.org
Old Kind,guild,FR,Lyon,
"""


@pytest.fixture
def run(app: Flask, tmp_path: Path) -> Run:
    def go(kind: str, text: str, *options: str) -> Result:
        path = tmp_path / "list.csv"
        path.write_text(text, "utf-8")
        return app.test_cli_runner().invoke(import_, [kind, str(path), *options])

    return go


def figures(result: Result) -> list[int]:
    lines = [line.split() for line in result.output.splitlines()]
    states = ("taken", "updated", "unchanged", "refused")
    return [int(line[1]) for state in states for line in lines if line and line[0] == state and len(line) == 2]


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.query(table).count()


def test_people_are_invited_once(app: Flask, run: Run) -> None:
    assert figures(run("people", PEOPLE, "--dry-run")) == [2, 0, 1, 0]
    assert count(app, Invitation) == count(app, Delivery) == count(app, Event) == 0
    assert figures(run("people", PEOPLE)) == [2, 0, 1, 0]
    with app.app_context():
        rows = db.session.query(Invitation).order_by(Invitation.email)
        assert [(row.email, row.role) for row in rows] == [
            ("rui@example.org", "partner"),
            ("zofia@example.org", "member"),
        ]
    assert figures(run("people", PEOPLE)) == [0, 0, 3, 0]
    assert count(app, Invitation) == 2


def test_a_bad_address_keeps_all_out_unless_told(app: Flask, run: Run) -> None:
    bad = PEOPLE + "nobody;No Address;\nx@example.org;X;king\n"
    result = run("people", bad)
    assert result.exit_code == 1 and figures(result) == [2, 0, 1, 2] and count(app, Invitation) == 0
    assert "is not an e-mail address" in result.output and "There is no role “king”" in result.output
    assert run("people", bad, "--skip-bad").exit_code == 0 and count(app, Invitation) == 2


def test_in_whose_name(app: Flask, run: Run) -> None:
    assert "No animator (mentor@example.org)" in run("people", PEOPLE, "--as", "mentor@example.org").output
    assert figures(run("people", PEOPLE, "--as", "animator@example.org")) == [2, 0, 1, 0]


def test_organisations_are_added_and_brought_up_to_date(app: Flask, run: Run) -> None:
    result = run("organisations", BODIES)
    assert figures(result) == [2, 1, 0, 0] and "kind of organisation not known" in result.output
    with app.app_context():
        here = {row.name: row for row in db.session.query(Organisation)}
        assert here["Ελπίδα Συν."].country == "GR" and here["Ελπίδα Συν."].kind == "venture"
        assert here["Notaires Solidaires"].website == "https://notaires.example.org"
    assert figures(run("organisations", BODIES)) == [0, 0, 3, 0]
    assert count(app, Organisation) == 3
