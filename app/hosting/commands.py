"""The commands of whoever hosts: serve, migrate, doctor."""

from __future__ import annotations

import os

import click

from app.config import DEFAULTS, BadSetting, load
from app.hosting.doctor import examine
from app.hosting.migrate import CannotMigrate, migrate


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 for every interface.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", type=click.IntRange(1, 64), help="Web processes. Default: one per core, two to four.")
def serve_command(host: str, port: int, workers: int | None) -> None:
    """Serve the site: web processes and the worker, until Ctrl-C or SIGTERM."""
    from app.hosting.serve import Address, CannotServe, serve

    address = Address(host, port)
    processes = workers or min(4, max(2, os.cpu_count() or 2))
    try:
        if load()["BASE_URL"] == DEFAULTS["BASE_URL"]:  # nobody said otherwise: links name the address we listen on
            os.environ["COMMONWEAVE_BASE_URL"] = address.url
        serve(address, processes, click.echo)
    except (BadSetting, CannotServe) as refused:
        raise click.ClickException(str(refused)) from refused


@click.command("migrate")
@click.option("--quiet", is_flag=True, help="Say nothing when there is nothing to do.")
def migrate_command(quiet: bool) -> None:
    """Make the database, or bring it to this version; a backup is made first."""
    from app import create_app

    try:
        done = migrate(create_app())
    except (BadSetting, CannotMigrate) as refused:
        raise click.ClickException(str(refused)) from refused
    if done or not quiet:
        click.echo(done or "The database is of this version already.")


@click.command("doctor")
def doctor_command() -> None:
    """Check database, disk, settings and files; exit 1 with words when something is wrong."""
    from app import create_app

    try:
        findings = examine(create_app())
    except BadSetting as refused:
        raise click.ClickException(str(refused)) from refused
    for finding in findings:
        click.echo(f"{'ok   ' if finding.well else 'WRONG'} {finding.about}: {finding.words}")
    if not all(finding.well for finding in findings):
        raise SystemExit(1)


COMMANDS = [serve_command, migrate_command, doctor_command]
