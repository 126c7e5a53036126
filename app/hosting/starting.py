"""What is made while a process starts."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def made_to_stay() -> Iterator[None]:
    """Modules, tables, routes: hardly any of it is ever garbage. To look through it again and again while it is made
    takes a fifth of the start; and looking marks what processes share as written, so that each would have its own."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


ARENAS = -8
"""M_ARENA_MAX of glibc's mallopt(3)."""


def keep_one_heap() -> None:
    """glibc gives threads heaps of their own, each of which keeps what was freed in it. Ours take turns (turns.py): one
    is enough, and a web process is some five megabytes smaller. Elsewhere nothing happens."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(ARENAS, 1)
