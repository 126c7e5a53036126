"""`commonweave import innovations`: all or nothing, the same again changes nothing, one fact for a whole list."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result
from flask import Flask

from app.activity.models import MEMBERS, Event
from app.core.rules import NotAllowed
from app.core.search import SearchDocument
from app.extensions import db
from app.importing.commands import import_
from app.importing.reading import read_bytes
from app.innovations import actions
from app.innovations.models import InnovationSector, InnovationText, SocialInnovation
from app.innovations.rows import read_rows
from app.people.models import Person
from tests.client import CheckingClient

Run = Callable[..., Result]
Make = Callable[..., str]

LIST = """id,name,land,ort,types,description,description_lang_json,website,lat,lon
1,Łódź Kitchen,Polska,Łódź,foodrescue; repair_cafe,"Cooks what is left.
On two lines.","{""pl"": ""Gotuje to, co zostało.""}",kitchen.example.pl,51.7,19.4
2,Offene Straße,Deutschland,Köln,bicycle_awareness,,"{""de"": ""Eine Straße für alle.""}",,50.9,6.9
3,Ελιά,,Αθήνα,community_garden,,,update6,,
"""


@pytest.fixture
def run(app: Flask, tmp_path: Path) -> Run:
    """`run("text of a file", "--dry-run")`."""

    def go(text: str | bytes, *options: str, name: str = "list.csv") -> Result:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return app.test_cli_runner().invoke(import_, ["innovations", str(path), *options])

    return go


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.query(table).count()


def one(app: Flask, source: str) -> SocialInnovation:
    with app.app_context():
        return db.session.query(SocialInnovation).filter_by(source_id=source).one()


def figures(result: Result) -> dict[str, int]:
    lines = [line.split() for line in result.output.splitlines()]
    return {line[0]: int(line[1].replace(",", "")) for line in lines if line and line[0] in
            ("taken", "updated", "unchanged", "refused")}  # fmt: skip


def test_a_list_is_taken_in(app: Flask, run: Run) -> None:
    result = run(LIST)
    assert result.exit_code == 0, result.output
    assert figures(result) == {"taken": 3, "updated": 0, "unchanged": 0, "refused": 0}
    assert "no country" in result.output and "website not usable" in result.output
    kitchen = one(app, "1")
    assert (kitchen.country, kitchen.city, kitchen.latitude) == ("PL", "Łódź", 51.7)
    assert kitchen.summary == "Cooks what is left.\nOn two lines."
    assert kitchen.website == "http://kitchen.example.pl" and not kitchen.public
    assert count(app, InnovationText) == 1
    with app.app_context():
        assert db.session.query(SearchDocument).filter_by(kind="innovation").count() == 3
        assert {row.sector for row in db.session.query(InnovationSector).filter_by(innovation_id=kitchen.id)} == {
            "food", "environment",
        }  # fmt: skip


def test_one_fact_for_the_whole_list(app: Flask, run: Run) -> None:
    run(LIST)
    with app.app_context():
        fact = db.session.query(Event).one()
        assert fact.verb == "innovations.innovations_imported" and fact.visibility == MEMBERS
        assert fact.facts["taken"] == 3 and fact.facts["source"]["name"] == "list.csv"
    with app.test_request_context():
        from app.activity.sentences import sentence_text

        assert sentence_text(fact.verb, fact.facts) == "Commonweave took in 3 innovations from list.csv"


def test_the_same_file_twice_changes_nothing(app: Flask, run: Run) -> None:
    run(LIST)
    before = one(app, "1").id
    again = run(LIST)
    assert figures(again) == {"taken": 0, "updated": 0, "unchanged": 3, "refused": 0}
    assert "Nothing was changed" in again.output
    assert one(app, "1").id == before and count(app, SocialInnovation) == 3 and count(app, Event) == 1


def test_a_changed_row_updates_what_is_here(app: Flask, run: Run) -> None:
    run(LIST)
    result = run(LIST.replace("Offene Straße", "Offene Gasse").replace("bicycle_awareness", "microfinance"))
    assert figures(result) == {"taken": 0, "updated": 1, "unchanged": 2, "refused": 0}
    assert one(app, "2").name == "Offene Gasse" and one(app, "2").sort_name == "offene gasse"
    with app.app_context():
        assert [row.sector for row in db.session.query(InnovationSector).filter_by(innovation_id=one(app, "2").id)] == [
            "finance"
        ]
        assert "gasse" in db.session.query(SearchDocument).filter_by(ref=one(app, "2").id).one().folded
    assert count(app, Event) == 2


def test_what_was_edited_here_is_not_overwritten(app: Flask, run: Run, cast: SimpleNamespace) -> None:
    run(LIST)
    with app.app_context():
        actor = db.session.get(Person, cast.animator.id)
        here = db.session.query(SocialInnovation).filter_by(source_id="2").one()
        actions.edit_innovation(actor, here, {"name": "Our Street", "sectors": ["rights"]})
    result = run(LIST.replace("Offene Straße", "Neue Straße").replace(",,50.9,6.9", ",https://a.example.org,50.9,6.9"))
    assert figures(result)["updated"] == 1 and "edited here" in result.output
    assert (one(app, "2").name, one(app, "2").website) == ("Our Street", "https://a.example.org")
    with app.app_context():
        assert db.session.query(InnovationSector).filter_by(innovation_id=one(app, "2").id).one().sector == "rights"


def test_a_dry_run_changes_nothing(app: Flask, run: Run) -> None:
    result = run(LIST, "--dry-run")
    assert figures(result)["taken"] == 3 and "dry run" in result.output
    assert count(app, SocialInnovation) == count(app, Event) == 0


def test_a_refused_row_keeps_all_out_unless_told(app: Flask, run: Run) -> None:
    bad = LIST + "4,,France,Paris,,,,,,\n"
    result = run(bad)
    assert result.exit_code == 1 and count(app, SocialInnovation) == 0
    assert "line      6  It has no name." in result.output and "--skip-bad" in result.output
    result = run(bad, "--skip-bad")
    assert result.exit_code == 0 and figures(result) == {"taken": 3, "updated": 0, "unchanged": 0, "refused": 1}
    assert count(app, SocialInnovation) == 3


def test_public_shows_them_now_or_later(app: Flask, run: Run, client: CheckingClient) -> None:
    run(LIST)
    client.get("/innovations")
    assert not client.soup.select(".cards li")
    assert figures(run(LIST, "--public"))["updated"] == 3
    assert figures(run(LIST, "--public"))["unchanged"] == 3
    client.get("/innovations")
    assert len(client.soup.select(".cards li")) == 3


def test_columns_can_be_mapped(app: Flask, run: Run) -> None:
    result = run("bezeichner;wo;misc\nA;Gent;x\n", "--map", "bezeichner=name", "--map", "wo=city")
    assert figures(result)["taken"] == 1 and "misc" in result.output


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        ("town\nGent\n", [], "No column for name"),
        ("name\nA\n", ["--map", "x"], "is not column=field"),
        ("name\nA\n", ["--map", "zz=name"], "There is no column"),
        ("", [], "The file is empty"),
        (b"PK\x03\x04", [], "neither a CSV file nor an XLSX"),
    ],
)
def test_a_file_that_cannot_be_taken_is_said_in_words(
    app: Flask, run: Run, text: str | bytes, options: list[str], words: str
) -> None:
    result = run(text, *options)
    assert result.exit_code == 1 and words in result.output and "Traceback" not in result.output
    assert count(app, SocialInnovation) == 0


def test_every_note_can_be_listed(run: Run) -> None:
    assert "Ελιά: “update6” is not a web address" in run(LIST, "--notes").output


def test_what_is_here_by_that_name_is_said(app: Flask, run: Run, an_innovation: Make) -> None:
    an_innovation(name="Offene Strasse", city="Koln")
    assert "same name and town already here" in run(LIST).output


def test_a_withdrawn_one_stays_withdrawn(app: Flask, run: Run, cast: SimpleNamespace) -> None:
    run(LIST)
    with app.app_context():
        here = db.session.query(SocialInnovation).filter_by(source_id="1").one()
        actions.withdraw_innovation(db.session.get(Person, cast.animator.id), here, "Closed")
    run(LIST.replace("Kitchen", "Kitchens"), "--public")
    assert one(app, "1").state == "withdrawn" and one(app, "1").name == "Łódź Kitchens"
    with app.app_context():
        assert db.session.query(SearchDocument).filter_by(ref=one(app, "1").id).count() == 0


def test_half_of_it_never_stays(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("the disk")

    monkeypatch.setattr("app.innovations.actions.writing.index_new", broken)
    reads, _columns = read_rows(read_bytes(LIST.encode()))
    with app.app_context(), pytest.raises(RuntimeError):
        actions.import_innovations(None, "list.csv", reads)
    assert count(app, SocialInnovation) == count(app, InnovationText) == count(app, Event) == 0


def test_two_at_once_take_it_once(app: Flask) -> None:
    reads, _columns = read_rows(read_bytes(LIST.encode()))
    reports = []

    def go() -> None:
        with app.app_context():
            reports.append(actions.import_innovations(None, "list.csv", reads).count("taken"))

    both = [threading.Thread(target=go) for _each in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(reports) == [0, 3] and count(app, SocialInnovation) == 3


def test_only_animators_or_the_host_import(app: Flask, cast: SimpleNamespace) -> None:
    reads, _columns = read_rows(read_bytes(LIST.encode()))
    with app.app_context():
        with pytest.raises(NotAllowed):
            actions.import_innovations(db.session.get(Person, cast.partner.id), "list.csv", reads)
        actions.import_innovations(db.session.get(Person, cast.animator.id), "list.csv", reads)
    assert one(app, "1").created_by == cast.animator.id
