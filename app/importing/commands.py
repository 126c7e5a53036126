"""`commonweave import KIND FILE`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.rules import Actor
from app.importing import words
from app.importing.columns import parse_maps
from app.importing.outcome import STATES, Outcome, Report
from app.importing.reading import Unreadable, read

KINDS = ("innovations", "offers", "organisations", "people")
LINES_SHOWN = 8


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for."""

    maps: Mapping[str, str]
    dry_run: bool
    skip_bad: bool
    public: bool
    drafts: bool
    acting: str


@click.command("import")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option("--skip-bad", is_flag=True, help="Take the good rows although others are refused.")
@click.option("--map", "maps", multiple=True, metavar="COLUMN=FIELD", help="Which column is which field; repeatable.")
@click.option("--public", is_flag=True, help="Innovations, offers: show them to visitors, too.")
@click.option("--drafts", is_flag=True, help="Offers: keep them as drafts, off the board.")
@click.option("--as", "acting", default="", metavar="EMAIL", help="Which animator does this.")
@click.option("--notes", is_flag=True, help="List every note with its line, not only how many there are.")
@with_appcontext
def import_(kind: str, file: Path, notes: bool, maps: tuple[str, ...], **asked: Any) -> None:
    """Take in a CSV or XLSX file: all of it or nothing. The same file twice changes nothing."""
    try:
        wanted = Wanted(parse_maps(maps), **asked)
        report = TAKERS[kind](file, wanted)
    except Unreadable as problem:
        raise click.ClickException(words.of_file(problem)) from problem
    for line in told(report, file.name, dry_run=wanted.dry_run, every_note=notes):
        click.echo(line)
    if report.refused and not wanted.skip_bad:
        raise click.exceptions.Exit(1)


def _innovations(file: Path, wanted: Wanted) -> Report:
    from app.innovations.actions import import_innovations, preview_innovations
    from app.innovations.rows import read_rows

    reads, columns = read_rows(read(file), wanted.maps)
    if wanted.dry_run:
        report = preview_innovations(reads, public=wanted.public)
    else:
        report = import_innovations(None, file.name, reads, public=wanted.public, skip_bad=wanted.skip_bad)
    return replace(report, ignored=columns.ignored)


def _people(file: Path, wanted: Wanted) -> Report:
    from app.people.actions.imports import import_people
    from app.people.rows import read_people

    reads, columns = read_people(read(file), wanted.maps)
    report = import_people(_animator(wanted.acting), reads, skip_bad=wanted.skip_bad, dry=wanted.dry_run)
    return replace(report, ignored=columns.ignored)


def _organisations(file: Path, wanted: Wanted) -> Report:
    from app.people.actions.imports import import_organisations
    from app.people.rows import read_organisations

    reads, columns = read_organisations(read(file), wanted.maps)
    report = import_organisations(_animator(wanted.acting), reads, skip_bad=wanted.skip_bad, dry=wanted.dry_run)
    return replace(report, ignored=columns.ignored)


def _offers(file: Path, wanted: Wanted) -> Report:
    from app.offers.actions import import_posts
    from app.offers.rows import Defaults, read_posts

    defaults = Defaults(audience="public" if wanted.public else "members")
    reads, columns = read_posts(read(file), defaults, wanted.maps)
    asked = {"publish": not wanted.drafts, "skip_bad": wanted.skip_bad, "dry": wanted.dry_run}
    return replace(import_posts(_animator(wanted.acting), reads, **asked), ignored=columns.ignored)


TAKERS = {"innovations": _innovations, "offers": _offers, "organisations": _organisations, "people": _people}


def _animator(email: str) -> Actor:
    """In whose name it is done: the one with this address, else the first animator."""
    from app.people.queries import active_animators, person_here, person_of_address

    person = person_of_address(email) if email else next(map(person_here, active_animators(1)), None)
    if person is None or person.role != "animator" or person.state != "active":
        raise Unreadable("no_animator", email=email or "–")
    return person


def told(report: Report, name: str, *, dry_run: bool = False, every_note: bool = False) -> list[str]:
    """The report as lines of text."""
    total = len(report.outcomes)
    lines = [f"{name}: {ngettext('%(num)d row', '%(num)d rows', total)}", ""]
    lines += [f"  {str(words.STATES[state]):<12}{report.count(state):>7,}" for state in STATES]
    lines += _refused(report.refused)
    lines += _every_note(report) if every_note else _notes(report)
    if report.ignored:
        lines += [
            "",
            _("Columns left out, because no field goes by their name: %(names)s", names=", ".join(report.ignored)),
        ]
    return [*lines, "", _ending(report, dry_run)]


def _refused(refused: list[Outcome]) -> list[str]:
    if not refused:
        return []
    rows = [
        f"  {_('line')} {outcome.line:>6}  {' '.join(words.of_row(note) for note in outcome.notes)}"
        for outcome in refused
    ]
    return ["", _("Refused:"), *rows]


def _notes(report: Report) -> list[str]:
    counted = report.lines_by_note()
    if not counted:
        return []
    rows = []
    for code, lines in counted.items():
        some = ", ".join(str(line) for line in lines[:LINES_SHOWN]) + (", …" if len(lines) > LINES_SHOWN else "")
        rows.append(f"  {len(lines):>6,}  {words.SHORT[code]!s:<40} {_('lines')} {some}")
    return ["", _("Taken all the same, but odd (--notes lists every one):"), *rows]


def _every_note(report: Report) -> list[str]:
    rows = [
        f"  {_('line')} {outcome.line:>6}  {outcome.name[:40]}: {words.of_row(note)}"
        for outcome in report.outcomes
        if outcome.state in ("taken", "updated")
        for note in outcome.notes
    ]
    return ["", _("Taken all the same, but odd:"), *rows] if rows else []


def _ending(report: Report, dry_run: bool) -> str:
    if dry_run:
        return _("This was a dry run: nothing was changed.")
    if report.refused and not report.written:
        return _("Nothing was changed. Mend these rows, or take the others with --skip-bad.")
    if not report.count("taken") and not report.count("updated"):
        return _("Nothing was changed: all of it was here already.")
    return _("Done.")


COMMANDS = [import_]
