"""What one backup holds, and whether that is still all of it."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.hosting.backups.sealing import Key
from app.hosting.backups.store import Content, whole

STAMP = "%Y-%m-%dT%H%M%SZ"
MANIFESTS = "????-??-??T??????Z.json"
DATABASE = "commonweave.db"
STALE = timedelta(days=8)
"""Without a backup younger than this, animators are warned."""


class BadBackup(Exception):
    """Why a backup cannot be used, in words for the host."""


@dataclass(frozen=True)
class Manifest:
    """`revision` is the schema's, `head` the log's last fingerprint, `files` what lies at which path of the folder."""

    made_at: datetime
    version: str
    revision: str
    entries: int
    head: str
    tables: dict[str, int]
    files: dict[str, Content] = field(default_factory=dict)
    sealed: bool = False
    why: str = "asked"  # asked, daily, migrate

    @property
    def name(self) -> str:
        return f"{self.made_at:{STAMP}}"

    @property
    def size(self) -> int:
        """Bytes of all it holds, when taken out."""
        return sum(content.size for content in self.files.values())

    def write(self, folder: Path, key: Key | None) -> Path:
        """The last thing that is written of a backup."""
        told = asdict(self) | {"made_at": self.made_at.isoformat()}
        place = folder / f"{self.name}.json"
        whole(place, [json.dumps(told | {"seal": _seal(told, key)}, indent=1).encode()])
        return place


def read_manifest(file: Path, key: Key | None = None, look_at_seal: bool = True) -> Manifest:
    """What the file says. Raises BadBackup when it is none, or was changed."""
    try:
        told: dict[str, Any] = json.loads(file.read_text("utf-8"))
        seal = told.pop("seal")
        if look_at_seal and (key or not told["sealed"]) and seal != _seal(told, key):
            raise BadBackup(f"{file.name} was changed after the backup was made.")
        files = {path: Content(**content) for path, content in told.pop("files").items()}
        made_at = datetime.fromisoformat(told.pop("made_at")).astimezone(UTC)
        return Manifest(made_at=made_at, files=files, **told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise BadBackup(f"{file} is no backup: {wrong}") from wrong


def backups_in(folder: Path) -> list[Manifest]:
    """All of a folder, the newest first; what cannot be read is left out."""
    found = []
    for file in folder.glob(MANIFESTS):
        try:
            found.append(read_manifest(file, look_at_seal=False))
        except BadBackup:
            continue
    return sorted(found, key=lambda manifest: manifest.made_at, reverse=True)


def newest_in(folder: Path) -> Manifest | None:
    """The newest that can be read; the others are not looked into."""
    for file in sorted(folder.glob(MANIFESTS), reverse=True):
        with suppress(BadBackup):
            return read_manifest(file, look_at_seal=False)
    return None


def _seal(told: dict[str, Any], key: Key | None) -> str:
    content = json.dumps(told, sort_keys=True).encode()
    return key.mark(content) if key else hashlib.sha256(content).hexdigest()
