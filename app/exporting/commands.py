"""`commonweave export KIND -o FILE`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.rules import Actor
from app.exporting.files import FORMATS, Listed


def _offers(reader: Actor) -> Listed:
    from app.offers.exporting import COLUMNS, export_rows
    from app.offers.queries import BoardFilter, open_board, today

    return Listed(COLUMNS, list(export_rows(open_board(reader, BoardFilter(show="all"), today()))))


def _outreach(reader: Actor) -> Listed:
    from app.outreach.exporting import COLUMNS, export_rows
    from app.outreach.queries import ActivityFilter, activity_rows

    return Listed(COLUMNS, list(export_rows(reader, activity_rows(reader, ActivityFilter()))))


GIVERS = {"offers": _offers, "outreach": _outreach}
"""What can be given out, by its kind. Each gives all that its reader's own page would."""


def _log(reader: Actor, form: str, out: IO[bytes]) -> int:
    """Every entry that this reader sees, in their language, written while it is read; how many."""
    from app.activity.exporting.files import write_file
    from app.activity.exporting.telling import told_log
    from app.activity.queries import Filters
    from app.people.links import external
    from app.people.queries import cluster, person_here
    from app.web.language import written_for

    person, rows = person_here(reader.id), 0

    def counted(entries: Iterable[Any]) -> Iterator[Any]:
        nonlocal rows
        for entry in entries:
            rows += 1
            yield entry

    with written_for(person.locale if person else "", person.timezone if person else ""):
        write_file(form, counted(told_log(reader, Filters())), external("activity.index"), cluster().name, out)
    return rows


STREAMED = {"log": _log}
"""What may be too long to be held in memory."""


@click.command("export")
@click.argument("kind", type=click.Choice([*GIVERS, *STREAMED]))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="Without it: as the file's name ends.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file.")
@click.option("--as", "acting", default="", metavar="EMAIL", help="For whose eyes; without it, an animator's.")
@with_appcontext
def export(kind: str, form: str | None, output: Path, acting: str) -> None:
    """Write a list to a file: the columns and the rows of its page, closed ones included."""
    form = form or output.suffix.lstrip(".").lower()
    if form not in FORMATS:
        raise click.UsageError(_("Say the format: %(formats)s.", formats=", ".join(FORMATS)))
    reader = _reader(acting)
    try:
        with output.open("wb") as out:
            rows = STREAMED[kind](reader, form, out) if kind in STREAMED else _listed(kind, reader, form, out)
    except OSError as problem:
        raise click.ClickException(_("The file cannot be written: %(reason)s.", reason=problem.strerror)) from problem
    click.echo(f"{output}: {ngettext('%(num)d row', '%(num)d rows', rows)}")


def _listed(kind: str, reader: Actor, form: str, out: IO[bytes]) -> int:
    listed = GIVERS[kind](reader)
    out.write(FORMATS[form](listed))
    return len(listed.rows)


def _reader(email: str) -> Actor:
    """Whose eyes: the one with this address, else the first animator."""
    from app.people.queries import active_animators, person_here, person_of_address

    person = person_of_address(email) if email else next(map(person_here, active_animators(1)), None)
    if person is None or person.state != "active":
        raise click.ClickException(_("There is no account with the address %(email)s.", email=email or "–"))
    return person


COMMANDS = [export]
