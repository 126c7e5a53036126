"""Is this instance folder in use? Whoever serves it or works on it shares its lock; a restore wants it alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: the host stops the server first
    fcntl = None  # type: ignore[assignment]

LOCK = "serving.lock"


class InUse(Exception):
    """Somebody else works on it."""


@contextmanager
def in_use(instance: Path) -> Iterator[None]:
    """It is, as long as this lasts."""
    with (instance / LOCK).open("a") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@contextmanager
def alone(instance: Path) -> Iterator[None]:
    """Nobody else uses it, as long as this lasts. Raises InUse."""
    with (instance / LOCK).open("a") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as held:
                raise InUse from held
        yield
