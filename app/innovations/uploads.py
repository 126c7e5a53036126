"""The files of lists on their way in: outside the web root, for the program's own user alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.extensions import db

DROPPED = "dropped_lists"


def folder() -> Path:
    """Where they are."""
    return Path(current_app.config["INSTANCE"]) / "uploads" / "imports"


def keep(content: bytes) -> str:
    """Write it under a random name, which is given back."""
    stored = f"{secrets.token_hex(20)}.bin"
    for place in (folder().parent, folder()):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(folder() / stored, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return stored


def path_of(stored: str) -> Path:
    """The file of this name."""
    return folder() / stored


def let_go(stored: str) -> None:
    """Delete it when the action that says so is done; what is not committed is still needed."""
    if stored:
        db.session().info.setdefault(DROPPED, []).append(path_of(stored))


@event.listens_for(Session, "after_commit")
def _delete(session: Session) -> None:
    for path in session.info.pop(DROPPED, ()):
        path.unlink(missing_ok=True)


@event.listens_for(Session, "after_rollback")
def _spare(session: Session) -> None:
    session.info.pop(DROPPED, None)
