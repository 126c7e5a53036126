"""What stands beside the backups of the instance folder: that one is asked for, how the last one went."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.core.clock import now
from app.hosting.backups.manifest import MANIFESTS, STALE, STAMP
from app.hosting.backups.store import whole

ASKED = "asked"
LAST = "last.json"


@dataclass(frozen=True)
class Outcome:
    """Of the last one: when (UTC), what was wrong with it and with its copy; empty: nothing."""

    at: datetime
    wrong: str = ""
    copy_wrong: str = ""


def ask(folder: Path) -> None:
    """Have one made soon."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / ASKED).touch()


def is_asked(folder: Path) -> bool:
    """Was one asked for that is not made yet?"""
    return (folder / ASKED).exists()


def note_outcome(folder: Path, outcome: Outcome) -> None:
    """It was made, or it failed: what was asked for is done with."""
    (folder / ASKED).unlink(missing_ok=True)
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        whole(folder / LAST, [json.dumps({**vars(outcome), "at": outcome.at.isoformat()}).encode()])


def last_outcome(folder: Path) -> Outcome | None:
    """What was noted of the last one."""
    try:
        told = json.loads((folder / LAST).read_text("utf-8"))
        return Outcome(datetime.fromisoformat(told["at"]), str(told["wrong"]), str(told["copy_wrong"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def newest_made(folder: Path) -> datetime | None:
    """The moment of the newest backup (UTC), by its name alone."""
    names = sorted(file.stem for file in folder.glob(MANIFESTS))
    with suppress(ValueError):
        return datetime.strptime(names[-1], STAMP).replace(tzinfo=UTC) if names else None
    return None


def last_safe(folder: Path) -> datetime:
    """Up to when everything could be brought back (UTC): the newest backup, or the site's first start."""
    begun = (folder.parent / "secret.key").stat().st_mtime
    return newest_made(folder) or datetime.fromtimestamp(begun, UTC)


def unsafe_since(folder: Path) -> datetime | None:
    """The same, where it is longer ago than it should be; else None."""
    safe = last_safe(folder)
    return safe if now() - safe > STALE else None
