"""What is made while a process starts."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
