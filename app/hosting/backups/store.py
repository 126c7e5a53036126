"""The contents of all backups of one folder, each once, named by the SHA-256 of what it is."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.hosting.backups.sealing import CHUNK, Key

try:
    from compression import zstd  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    from backports import zstd


@dataclass(frozen=True)
class Content:
    """What one file holds, and how it lies in the store: as it is (`plain`) or compressed (`zstd`)."""

    sha256: str
    size: int
    how: str = "plain"


@dataclass(frozen=True)
class Store:
    """Under `folder`; with a key, everything in it is encrypted."""

    folder: Path
    key: Key | None = None

    def place(self, content: Content) -> Path:
        """Where it lies."""
        name = content.sha256 + (".zst" if content.how == "zstd" else "") + (".sealed" if self.key else "")
        return self.folder / content.sha256[:2] / name

    def take(self, file: Path, how: str = "plain") -> Content:
        """Keep what this file holds. One that never changes is linked instead of copied where that can be done."""
        content = Content(digest(file), file.stat().st_size, how)
        place = self.place(content)
        if place.exists():
            return content
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.key and how == "plain":
            with contextlib.suppress(OSError):
                os.link(file, place)
                return content
        self._write(place, read(file), how)
        return content

    def _write(self, place: Path, chunks: Iterable[bytes], how: str) -> None:
        chunks = _compressed(chunks) if how == "zstd" else chunks
        whole(place, self.key.sealed(chunks) if self.key else chunks)

    def chunks(self, content: Content) -> Iterator[bytes]:
        """What was kept, piece by piece. Raises ValueError when it is not what it was, OSError when it is not there."""
        found, size = hashlib.sha256(), 0
        with self.place(content).open("rb") as file:
            stored = self.key.opened(file) if self.key else iter(lambda: file.read(CHUNK), b"")
            for chunk in _expanded(stored) if content.how == "zstd" else stored:
                found.update(chunk)
                size += len(chunk)
                yield chunk
        if (found.hexdigest(), size) != (content.sha256, content.size):
            raise ValueError("it is not what was put in")

    def forget_all_but(self, wanted: set[str]) -> int:
        """Remove what none of these digests names; how many files that were."""
        gone = 0
        for file in self.folder.glob("*/*"):
            if file.name.split(".")[0] not in wanted:
                file.unlink(missing_ok=True)
                gone += 1
        return gone


def whole(place: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that is there whole or not at all, even when the power goes; readable by its owner only."""
    beside = place.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            for chunk in chunks:
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
    if os.name == "posix":
        handle = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read(file: Path) -> Iterator[bytes]:
    """A file in pieces."""
    with file.open("rb") as source:
        yield from iter(lambda: source.read(CHUNK), b"")


def digest(file: Path) -> str:
    """SHA-256 of what a file holds."""
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _compressed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    packer = zstd.ZstdCompressor(level=3)
    for chunk in chunks:
        yield packer.compress(chunk)
    yield packer.flush()


def _expanded(chunks: Iterable[bytes]) -> Iterator[bytes]:
    opener = zstd.ZstdDecompressor()
    try:
        for chunk in chunks:
            yield opener.decompress(chunk)
    except zstd.ZstdError as wrong:
        raise ValueError("it cannot be expanded") from wrong
