"""A list through the pages: brought, its columns named, looked through, taken in by the worker, reported."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.activity.models import Event
from app.core.clock import at, now
from app.extensions import db
from app.innovations.actions import sweep_imports
from app.innovations.actions.working import LEASE, TRIES, claim_import, note_import
from app.innovations.background import import_due
from app.innovations.models import ImportedRow, InnovationImport, SocialInnovation
from tests.client import CheckingClient
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]
LIST = """Wer;Wo;Was;Nummer
Offene Straße;Köln;"Eine Straße für alle, jeden Sonntag.";1
Łódź Kitchen;Łódź;Cooks what is left.;2
;Gent;No name;3
"""
COLUMNS = {"column_0": "name", "column_1": "city", "column_2": "summary", "column_3": "source_id"}


@pytest.fixture
def animator(as_: As, cast: SimpleNamespace) -> CheckingClient:
    return as_(cast.animator)


@pytest.fixture(autouse=True)
def no_files_before(app: Flask) -> None:
    for path in files_of(app):
        path.unlink()


def files_of(app: Flask) -> list[Path]:
    return sorted((Path(app.config["INSTANCE"]) / "uploads" / "imports").glob("*"))


def bring(client: CheckingClient, text: str | bytes = LIST, name: str = "list.csv") -> str:
    """Send a file; gives the address of its import."""
    content = text.encode() if isinstance(text, str) else text
    answer = client.post("/innovations/imports/new", {"file": (io.BytesIO(content), name)})
    assert answer.status_code == 303, client.soup.get_text()
    return answer.headers["Location"].removesuffix("/columns")


def look(app: Flask, client: CheckingClient, text: str | bytes = LIST, **columns: str) -> str:
    """Bring a list, name its columns, and have it looked through."""
    here = bring(client, text)
    assert client.post(f"{here}/columns", columns or COLUMNS).status_code == 303
    assert import_due(app) == 1
    return here


def import_of(app: Flask, here: str) -> InnovationImport:
    with app.app_context():
        return db.session.get_one(InnovationImport, here.rsplit("/", 1)[1])


def count(app: Flask, table: Any) -> int:
    with app.app_context():
        return db.session.query(table).count()


def text_of(client: CheckingClient, url: str) -> str:
    client.get(url)
    return " ".join(client.soup.get_text(" ").split())


def selected(client: CheckingClient) -> list[str]:
    return [select.select_one("option[selected]")["value"] for select in client.soup.select("table select")]


def test_a_list_comes_through_the_pages(app: Flask, animator: CheckingClient) -> None:
    here = bring(animator)
    (path,) = files_of(app)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    columns = text_of(animator, f"{here}/columns")
    assert "Offene Straße Łódź Kitchen" in columns and selected(animator) == ["", "", "", ""]
    assert animator.get(here).headers["Location"].endswith("/columns"), "first its columns"
    assert animator.post(f"{here}/columns", COLUMNS).headers["Location"] == here
    assert "Being looked through" in text_of(animator, here) and "Look again" in text_of(animator, here)
    assert import_due(app) == 1 and import_due(app) == 0
    ready = text_of(animator, here)
    assert "2 will be new" in ready and "1 cannot be taken" in ready and "It has no name." in ready
    assert count(app, SocialInnovation) == 0, "nothing is taken in yet"
    assert animator.post(f"{here}/confirmation", {"skip_bad": "1"}).headers["Location"] == here
    assert "Being taken in" in text_of(animator, here)
    assert import_due(app) == 1
    assert "2 new" in text_of(animator, here) and count(app, SocialInnovation) == 2
    assert files_of(app) == [] and "Taken in" in text_of(animator, "/innovations/imports")
    with app.app_context():
        (fact,) = db.session.query(Event).all()
        assert (fact.verb, fact.facts["taken"]) == ("innovations.innovations_imported", 2)
        assert fact.facts["source"]["id"] == here.rsplit("/", 1)[1] and fact.facts["actor"]["name"] == "Ana Kovač"


def test_the_same_list_again_remembers_its_columns_and_changes_nothing(app: Flask, animator: CheckingClient) -> None:
    here = look(app, animator)
    animator.post(f"{here}/confirmation", {"skip_bad": "1"})
    import_due(app)
    again = bring(animator)
    assert "same headings was imported before" in text_of(animator, f"{again}/columns")
    assert selected(animator) == ["name", "city", "summary", "source_id"]
    animator.post(f"{again}/columns", COLUMNS)
    import_due(app)
    assert "2 are here already" in text_of(animator, again) and "No line can be taken" in text_of(animator, again)
    assert count(app, Event) == 1


def test_headings_that_are_known_are_preselected(animator: CheckingClient) -> None:
    here = bring(animator, "Titel;Ort;Beschreibung;Ort;;Summary (FR)\nA;Gent;x;y;z;w\n")
    text = text_of(animator, f"{here}/columns")
    assert selected(animator) == ["name", "city", "summary", "", "", "summary_fr"]
    assert "Ort (2)" in text and "(5)" in text, "every column has a name of its own"


def test_what_is_chosen_counts_and_nothing_else(app: Flask, animator: CheckingClient) -> None:
    here = look(app, animator, "name;label\nA;B\n", column_0="", column_1="name")
    animator.post(f"{here}/confirmation")
    import_due(app)
    with app.app_context():
        assert db.session.query(SocialInnovation).one().name == "B"


def test_columns_that_cannot_be(animator: CheckingClient) -> None:
    here = bring(animator)
    assert animator.post(f"{here}/columns", {**COLUMNS, "column_0": ""}).status_code == 422
    assert "Say which column is “Name”." in animator.soup.get_text()
    assert animator.post(f"{here}/columns", {**COLUMNS, "column_1": "name"}).status_code == 422
    assert "Another column is “Name” already." in animator.soup.get_text()
    assert animator.post(f"{here}/columns", {**COLUMNS, "column_1": "nonsense"}).status_code == 422


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel workbook"),
        (b"PK\x03\x04", "neither a CSV file nor an XLSX"),
        (b"x" * 20_000_001, "at most 20 MB"),
    ],
)
def test_a_file_that_is_no_list(app: Flask, animator: CheckingClient, content: bytes, words: str) -> None:
    answer = animator.post("/innovations/imports/new", {"file": (io.BytesIO(content), "list.csv")})
    assert answer.status_code == 422 and words in animator.soup.get_text()
    assert animator.post("/innovations/imports/new", {}).status_code == 422
    assert files_of(app) == [] and count(app, InnovationImport) == 0


def test_all_or_nothing_unless_lines_are_left_out(app: Flask, animator: CheckingClient) -> None:
    here = look(app, animator)
    assert animator.post(f"{here}/confirmation").status_code == 422
    assert "lines that cannot be taken are left out" in animator.soup.get_text()
    assert import_of(app, here).state == "ready"


def test_lines_are_paged_and_narrowed(app: Flask, animator: CheckingClient) -> None:
    rows = "".join(f"Kitchen {n};Gent;{'' if n % 2 else 'text'};{n}\n" for n in range(60))
    here = look(app, animator, f"Wer;Wo;Was;Nummer\n{rows}")
    animator.get(here)
    assert len(animator.soup.select("tbody tr")) == 25
    animator.get(f"{here}?show=refused")
    assert not animator.soup.select("tbody tr") and "No line of this kind" in animator.soup.get_text()
    seen, url = set(), f"{here}?show=taken"
    while url:
        text = animator.fragment(url).get_data(as_text=True)
        seen |= {n for n in range(60) if f"<bdi>Kitchen {n}</bdi>" in text}
        url = next(
            (link["href"] for link in BeautifulSoup(text, "html5lib").select(".pager a") if "after" in link["href"]), ""
        )
    assert len(seen) == 60
    assert animator.get(f"{here}?show=nonsense&after=x").status_code == 200


def test_the_report_is_a_csv_that_no_spreadsheet_runs(app: Flask, animator: CheckingClient) -> None:
    here = look(app, animator, "Wer;Wo;Was;Nummer\n=cmd|'/c calc'!A1;Gent;x;1\n;;;9\n")
    animator.post(f"{here}/confirmation", {"skip_bad": "1"})
    import_due(app)
    report = animator.get(f"{here}/report.csv").get_data(as_text=True).splitlines()
    assert report[0] == "line,name,outcome,remarks,innovation_id"
    assert report[1].startswith("2,'=cmd|'/c calc'!A1,taken,") and "It has no name." in report[2]


def test_a_list_can_be_put_aside(app: Flask, animator: CheckingClient) -> None:
    here = look(app, animator)
    assert animator.post(f"{here}/removal").status_code == 303
    assert files_of(app) == [] and count(app, InnovationImport) == count(app, ImportedRow) == 0
    assert animator.get(here).status_code == 404


def test_what_is_taken_in_cannot_be_put_aside_or_confirmed_again(app: Flask, animator: CheckingClient) -> None:
    here = look(app, animator)
    for _twice in range(2):
        animator.post(f"{here}/confirmation", {"skip_bad": "1"}, form_token="the same form, clicked twice")
    import_due(app)
    assert animator.post(f"{here}/removal").status_code == 409
    assert animator.post(f"{here}/confirmation", {"skip_bad": "1"}).status_code == 409
    assert animator.post(f"{here}/columns", COLUMNS).status_code == 303
    assert import_due(app) == 0 and count(app, SocialInnovation) == 2


def test_a_worker_that_was_killed_leaves_nothing_and_another_goes_on(app: Flask, animator: CheckingClient) -> None:
    here = look(app, animator)
    animator.post(f"{here}/confirmation", {"skip_bad": "1"})
    with app.app_context():
        assert claim_import(None) is not None, "it begins, and is never heard of again"
    assert import_due(app) == 0, "its lease is not over"
    with at(now() + LEASE + timedelta(seconds=1)):
        assert import_due(app) == 1
        with app.app_context():
            assert not note_import(None, here.rsplit("/", 1)[1], 1, 1, 3), "the first one no longer has it"
    assert import_of(app, here).state == "done" and count(app, SocialInnovation) == 2


KILLED = """
import os, signal, sys
from app import create_app
from app.innovations import background
from app.innovations.actions import working
working._keep_rows = lambda *told: os.kill(os.getpid(), signal.SIGKILL)  # the innovations are written, not committed
background.import_due(create_app({"INSTANCE": sys.argv[1], "BASE_URL": "http://localhost"}))
"""


def test_kill_9_in_the_middle_of_writing_leaves_nothing(app: Flask, animator: CheckingClient) -> None:
    here = look(app, animator)
    animator.post(f"{here}/confirmation", {"skip_bad": "1"})
    ended = subprocess.run([sys.executable, "-c", KILLED, app.config["INSTANCE"]], env=dict(os.environ), check=False)
    assert ended.returncode == -9
    assert import_of(app, here).state == "running" and count(app, SocialInnovation) == count(app, Event) == 0
    assert len(files_of(app)) == 1 and import_due(app) == 0, "its lease is not over"
    with at(now() + LEASE + timedelta(seconds=1)):
        assert import_due(app) == 1
    assert import_of(app, here).state == "done" and count(app, SocialInnovation) == 2 and files_of(app) == []


def test_a_file_that_is_gone_is_said(app: Flask, animator: CheckingClient) -> None:
    here = bring(animator)
    (path,) = files_of(app)
    path.unlink()
    assert animator.get(f"{here}/columns").status_code == 409
    assert "is not here any more" in animator.soup.get_text()
    assert animator.post(f"{here}/columns", COLUMNS).status_code == 409
    assert animator.post(f"{here}/removal").status_code == 303


def test_one_that_never_ends_is_given_up(app: Flask, animator: CheckingClient) -> None:
    here = bring(animator)
    animator.post(f"{here}/columns", COLUMNS)
    for turn in range(TRIES):
        with app.app_context(), at(now() + turn * 2 * LEASE):
            assert claim_import(None) is not None
    with at(now() + 2 * TRIES * LEASE):
        assert import_due(app) == 0
    assert "It was begun several times" in text_of(animator, here)
    assert animator.post(f"{here}/columns", COLUMNS).status_code == 303
    assert import_due(app) == 1 and import_of(app, here).state == "ready"


def test_a_worker_that_is_stopped_lets_it_wait(app: Flask, animator: CheckingClient) -> None:
    here = bring(animator)
    animator.post(f"{here}/columns", COLUMNS)
    assert import_due(app, SimpleNamespace(is_set=lambda: True)) == 1  # type: ignore[arg-type]
    assert import_of(app, here).state == "looking" and import_due(app) == 1
    assert import_of(app, here).state == "ready"


def test_one_that_is_put_aside_while_it_is_read_stays_so(app: Flask, animator: CheckingClient) -> None:
    here = bring(animator)
    animator.post(f"{here}/columns", COLUMNS)
    with app.app_context():
        claimed = claim_import(None)
        assert claimed is not None
        attempt = claimed.attempts
    animator.post(f"{here}/removal")
    with app.app_context():
        assert not note_import(None, here.rsplit("/", 1)[1], attempt, 1, 3)
    assert import_due(app) == 0 and count(app, ImportedRow) == 0


def test_lists_that_nobody_confirmed_go_after_a_month(app: Flask, animator: CheckingClient) -> None:
    here = look(app, animator)
    with app.app_context():
        assert sweep_imports(now()) == 0
        assert sweep_imports(now() + timedelta(days=31)) >= 1
    assert animator.get(here).status_code == 404 and files_of(app) == []


def test_only_animators_come_here(app: Flask, as_: As, cast: SimpleNamespace, animator: CheckingClient) -> None:
    here = look(app, animator)
    for part in (cast.innovator, cast.partner, cast.observer):
        client = as_(part)
        for url in ("/innovations/imports", "/innovations/imports/new", here, f"{here}/report.csv", f"{here}/columns"):
            assert client.get(url).status_code == 403
        assert client.post(f"{here}/confirmation", {"skip_bad": "1"}).status_code == 403
    assert app.test_client().get(here).status_code == 303


def test_a_page_of_lists_asks_as_often_for_three_as_for_one(app: Flask, animator: CheckingClient) -> None:
    bring(animator)
    with statements(app) as one:
        animator.get("/innovations/imports")
    bring(animator)
    bring(animator)
    with statements(app) as three:
        animator.get("/innovations/imports")
    assert len(one) == len(three)
