"""`commonweave worker`, `commonweave verify-log`, `commonweave log-belongings`."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.activity import worker
from app.activity.belonging import note_belongings
from app.activity.verifying import verify
from app.hosting.in_use import in_use


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due, then exit.")
@with_appcontext
def worker_command(once: bool) -> None:
    """Send mail and do what only time does."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with in_use(Path(app.config["INSTANCE"])):
        if once:
            click.echo(f"{worker.run_once(app)} mails dealt with.")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        worker.run_forever(app, stop)


@click.command("verify-log")
@with_appcontext
def verify_command() -> None:
    """Look at every entry of the activity log; exit 1 and name the first that is not as it was recorded."""
    found = verify()
    if found.broken:
        click.echo(found.broken.words())
        raise SystemExit(1)
    click.echo(f"{found.entries} entries, all as they were recorded. The last one's hash: {found.hash or '-'}")


@click.command("log-belongings")
@with_appcontext
def belongings_command() -> None:
    """Note with past entries of the log what they belong to. Safe to run again."""
    click.echo(f"{note_belongings(None)} things looked at.")


COMMANDS = [worker_command, verify_command, belongings_command]
