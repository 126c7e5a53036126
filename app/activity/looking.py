"""The look at the whole log that animators can ask for: done by the worker, since a long log takes minutes, and kept in
`verified.json` in the instance folder, outside of what it speaks of."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask, current_app

from app.activity.actions.trust import begin_look, end_look
from app.activity.broken import WORDS, Broken
from app.activity.verifying import Found, verify
from app.core.clock import now
from app.people.queries import active_animators

FILE = "verified.json"


@dataclass(frozen=True)
class Look:
    """What the last look came to, and when it was (UTC)."""

    at: datetime
    found: Found


def look_when_asked(app: Flask) -> bool:
    """Look at the log if somebody asked for it and no other worker is at it; was it done?"""
    with app.app_context():
        if not begin_look(None):
            return False
        try:
            keep_look(verify())
        finally:
            end_look(None, active_animators())
    return True


def keep_look(found: Found) -> None:
    """For the page, whole or not at all; readable by its owner only."""
    file, broken = _file(), found.broken
    told = {
        "at": now().isoformat(), "entries": found.entries, "hash": found.hash,
        "broken": broken and {"number": broken.number, "why": broken.why, "more": broken.more},
    }  # fmt: skip
    beside = file.with_suffix(".new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as target:
        json.dump(told, target)
    beside.replace(file)


def last_look() -> Look | None:
    """What was kept last; None when nobody looked yet, or what is there cannot be read."""
    try:
        told = json.loads(_file().read_text("utf-8"))
        broken = Broken(**told["broken"]) if told["broken"] else None
        if broken and broken.why not in WORDS:
            return None
        return Look(datetime.fromisoformat(told["at"]), Found(told["entries"], told["hash"], broken))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _file() -> Path:
    return Path(current_app.config["INSTANCE"], FILE)
