"""What people adds to the command line."""

from __future__ import annotations

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from app.core.rules import Conflict
from app.people import actions, links


@click.command("setup")
@click.option("--if-empty", is_flag=True, help="Say nothing when there is an animator already.")
@with_appcontext
def setup(if_empty: bool) -> None:
    """Print a one-time link that creates the first animator (SECURITY 11)."""
    try:
        link = actions.open_setup(None)
    except Conflict as done:
        if if_empty:
            return
        raise click.ClickException(str(done.reason)) from done
    except OperationalError as missing:
        raise click.ClickException("The database is not ready: run `commonweave migrate` first.") from missing
    click.echo("Open this link within 24 hours to set up the cluster. It works once:")
    click.echo(links.external("people.setup", token=links.token("setup", link.id)))


COMMANDS = [setup]
