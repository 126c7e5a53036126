"""How the installation is, as the pages ask it: read from the folder, without a statement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import current_app, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _

from app.core.glances import Waiting
from app.hosting.backups.manifest import STALE
from app.hosting.backups.noted import is_asked, unsafe_since


def backup_folder() -> Path:
    """Where the worker puts backups."""
    return Path(current_app.config["INSTANCE"], "backups")


def backup_awaited() -> bool:
    """Was one asked for that is not made yet?"""
    return is_asked(backup_folder())


def waiting_for(reader: Any) -> list[Waiting]:
    """For animators, that there is no good backup."""
    if reader.role != "animator" or current_app.config["BACKUP_EVERY_HOURS"] == 0:
        return []
    since = unsafe_since(backup_folder())
    if since is None:
        return []
    text = _("There has been no good backup since %(when)s.", when=format_datetime(since, "d MMMM"))
    return [Waiting("people", _("Backup"), text, url_for("hosting.backups"), _("Look at it"), since + STALE)]
