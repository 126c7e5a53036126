"""The commands of whoever hosts: serve, migrate, doctor."""

from __future__ import annotations

import os
from pathlib import Path

import click

from app.config import DEFAULTS, instance_folder, load, told_passphrase
from app.hosting.doctor import examine, rehearsed
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
    except CannotServe as refused:
        raise click.ClickException(str(refused)) from refused


@click.command("migrate")
@click.option("--quiet", is_flag=True, help="Say nothing when there is nothing to do.")
def migrate_command(quiet: bool) -> None:
    """Make the database, or bring it to this version; a backup is made first."""
    from app import create_app

    try:
        done = migrate(create_app())
    except CannotMigrate as refused:
        raise click.ClickException(str(refused)) from refused
    if done or not quiet:
        click.echo(done or "The database is of this version already.")


@click.command("doctor")
@click.option("--drill", is_flag=True, help="Restore the newest backup into an empty folder and look at it, too.")
def doctor_command(drill: bool) -> None:
    """Check database, disk, settings, files and backups; exit 1 with words when something is wrong."""
    from app import create_app

    app = create_app()
    findings = [*examine(app), *([rehearsed(app)] if drill else [])]
    for finding in findings:
        click.echo(f"{'ok   ' if finding.well else 'WRONG'} {finding.about}: {finding.words}")
    if not all(finding.well for finding in findings):
        raise SystemExit(1)


@click.command("backup")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def backup_command(folder: Path | None) -> None:
    """Make a backup in FOLDER (default: backups/ in the instance folder), also while the site is served."""
    from app import create_app
    from app.hosting.backups.copying import CannotCopy, copy_on
    from app.hosting.backups.making import CannotBackUp, back_up, default_folder

    try:
        app = create_app()
        manifest = back_up(app, folder)
        where = folder or default_folder(app)
        click.echo(f"{where / manifest.name}.json: {len(manifest.files)} files, {manifest.size / 1e6:.1f} MB, whole.")
        if told := copy_on(app.config["BACKUP_COPY_TO"], where):
            click.echo(told)
    except (CannotBackUp, CannotCopy) as refused:
        raise click.ClickException(str(refused)) from refused


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def restore_command(file: Path) -> None:
    """Put a backup in place: FILE is its .json, or a folder of backups (the newest). The old data are kept aside."""
    from app.hosting.backups.restoring import CannotRestore, restore

    passphrase = os.environ.get("COMMONWEAVE_BACKUP_PASSPHRASE") or told_passphrase(instance_folder())
    try:
        done = restore(instance_folder(), file, passphrase)
    except CannotRestore as refused:
        raise click.ClickException(str(refused)) from refused
    manifest = done.manifest
    click.echo(f"The backup of {manifest.made_at:%Y-%m-%d %H:%M} UTC is in place: {manifest.entries} log entries.")
    if done.aside:
        click.echo(f"What was there before lies in {done.aside}.")
    if done.erased:
        click.echo(f"{done.erased} people who were erased after it was made are erased again.")


COMMANDS = [serve_command, migrate_command, doctor_command, backup_command, restore_command]
