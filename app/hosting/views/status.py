"""How the site is."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from app.hosting.state import faults, states
from app.hosting.views import bp
from app.web.answers import page
from app.web.gates import animator


@bp.get("/settings/status")
@animator
def status() -> ResponseReturnValue:
    """Disk, worker, mail, backups, database, errors: each in words, with what to do."""
    return page("hosting/status.html", states=states(), faults=faults())
