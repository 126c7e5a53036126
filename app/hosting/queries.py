"""How the installation is, as the pages ask it: read from the folder, without a statement."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _

from app.core.clock import now
from app.core.glances import Waiting
from app.hosting.backups.background import ASKED, newest_made
from app.hosting.backups.manifest import STALE


def backup_folder() -> Path:
    """Where the worker puts backups."""
    return Path(current_app.config["INSTANCE"], "backups")


def backup_awaited() -> bool:
    """Was one asked for that is not made yet?"""
    return (backup_folder() / ASKED).exists()


def without_backup_since(at: datetime | None = None) -> datetime | None:
    """Since when there is no good backup, where that is longer ago than eight days; else None. A site begins with its
    first start."""
    folder = backup_folder()
    newest = newest_made(folder)
    if newest is None:
        newest = datetime.fromtimestamp((folder.parent / "secret.key").stat().st_mtime, UTC)
    return newest if (at or now()) - newest > STALE else None


def waiting_for(reader: Any) -> list[Waiting]:
    """For animators, that there is no good backup."""
    if reader.role != "animator" or current_app.config["BACKUP_EVERY_HOURS"] == 0:
        return []
    since = without_backup_since()
    if since is None:
        return []
    text = _("There has been no good backup since %(when)s.", when=format_datetime(since, "d MMMM"))
    return [
        Waiting("people", _("Backup"), text, url_for("hosting.backups"), _("Look at it"), since + timedelta(days=8))
    ]
