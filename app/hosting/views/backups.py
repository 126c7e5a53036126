"""Backups, as animators see them. They hold what everybody wrote, so nobody takes one out through a browser."""

from __future__ import annotations

from flask import current_app, url_for
from flask.typing import ResponseReturnValue

from app.hosting import actions
from app.hosting.backups.drill import last_drill
from app.hosting.backups.manifest import backups_in
from app.hosting.backups.noted import ask, last_outcome, unsafe_since
from app.hosting.queries import backup_awaited, backup_folder
from app.hosting.views import bp
from app.people.proof import proved
from app.web.answers import leave, page
from app.web.form_pages import form_on
from app.web.gates import animator, current_reader


@bp.get("/settings/backups")
@animator
@proved
def backups() -> ResponseReturnValue:
    """Which there are, how the last one and the last rehearsal went, and how to have one made."""
    folder, told = backup_folder(), current_app.config
    return page(
        "hosting/backups.html",
        backups=backups_in(folder),
        awaited=backup_awaited(),
        last=last_outcome(folder),
        drill=last_drill(folder),
        overdue=unsafe_since(folder),
        encrypted=bool(told["BACKUP_PASSPHRASE"]),
        copy_to=told["BACKUP_COPY_TO"],
        every=told["BACKUP_EVERY_HOURS"],
    )


@bp.post("/settings/backups/new")
@animator
@form_on("hosting.backups")
@proved
def backup_new() -> ResponseReturnValue:
    """Have one made now."""
    actions.ask_backup(current_reader())
    ask(backup_folder())
    return leave(url_for("hosting.backups"))
