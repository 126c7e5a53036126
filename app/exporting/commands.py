"""`commonweave export KIND -o FILE`."""

from __future__ import annotations

from pathlib import Path

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


@click.command("export")
@click.argument("kind", type=click.Choice(list(GIVERS)))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="Without it: as the file's name ends.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file.")
@click.option("--as", "acting", default="", metavar="EMAIL", help="For whose eyes; without it, an animator's.")
@with_appcontext
def export(kind: str, form: str | None, output: Path, acting: str) -> None:
    """Write a list to a file: the columns and the rows of its page, closed ones included."""
    form = form or output.suffix.lstrip(".").lower()
    if form not in FORMATS:
        raise click.UsageError(_("Say the format: %(formats)s.", formats=", ".join(FORMATS)))
    listed = GIVERS[kind](_reader(acting))
    try:
        output.write_bytes(FORMATS[form](listed))
    except OSError as problem:
        raise click.ClickException(_("The file cannot be written: %(reason)s.", reason=problem.strerror)) from problem
    click.echo(f"{output}: {ngettext('%(num)d row', '%(num)d rows', len(listed.rows))}")


def _reader(email: str) -> Actor:
    """Whose eyes: the one with this address, else the first animator."""
    from app.people.queries import active_animators, person_here, person_of_address

    person = person_of_address(email) if email else next(map(person_here, active_animators(1)), None)
    if person is None or person.state != "active":
        raise click.ClickException(_("There is no account with the address %(email)s.", email=email or "–"))
    return person


COMMANDS = [export]
