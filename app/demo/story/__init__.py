"""What the example cluster tells: people, houses, innovations, the board, mentoring, conversations. All invented."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


@cache
def part(name: str) -> dict[str, Any]:
    """One file of the story: `part("people")`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
