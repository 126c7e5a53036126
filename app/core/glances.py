"""What a slice tells the pages that gather from all slices: Today, the search, the public page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Waiting:
    """Something that waits for this person: one line and one button (LOOK: Today)."""

    thread: str  # mentoring, offers, needs, scaling, people, messages
    label: Any  # the word beside the colour: "Mentoring"
    text: Any
    url: str
    button: Any  # says what happens: "Answer"
    since: datetime
    meta: Any = ""


@dataclass(frozen=True)
class Hit:
    """Something found: its kind in words, its name, where it is shown."""

    kind: Any
    title: str
    url: str
    meta: Any = ""
