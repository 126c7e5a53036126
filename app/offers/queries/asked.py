"""What the board is asked for: it lives in the address, in saved searches and in feeds, and in nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from app.core.search import words
from app.offers.models import CATEGORIES, KINDS

SORTS = ("", "ending", "fit")
"""Newest first, the day nearest first, what fits an innovation best."""
ALLOWED: dict[str, tuple[str, ...]] = {
    "kind": KINDS, "category": CATEGORIES, "remote": ("1",), "free": ("1",), "show": ("all",), "sort": SORTS,
    "view": ("table",),
}  # fmt: skip
NARROWING = ("q", "kind", "category", "topic", "country", "region", "language", "remote", "free", "by")
"""Those that make fewer posts; `show` makes more, the others change how they are shown."""
LONGEST = 120


@dataclass(frozen=True)
class BoardFilter:
    """All of it combines. What is empty is not asked."""

    q: str = ""
    kind: str = ""
    category: str = ""
    topic: str = ""
    country: str = ""
    region: str = ""
    language: str = ""
    remote: str = ""  # "1"
    free: str = ""  # "1": can be had from today on
    by: str = ""  # the id of an organisation or of a person
    show: str = ""  # "all": closed ones too
    sort: str = ""
    fit: str = ""  # the id of the innovation that "fit" is about
    view: str = ""  # "table", else cards

    @classmethod
    def read(cls, args: Mapping[str, str]) -> BoardFilter:
        """From the address; what is not one of the choices is left out, and what means nothing without another."""
        asked = {field.name: " ".join(args.get(field.name, "").split()) for field in fields(cls)}
        told = {name: value[: 200 if name == "q" else LONGEST] for name, value in asked.items()}
        found = cls(**{name: value for name, value in told.items() if value in ALLOWED.get(name, (value,))})
        return replace(
            found,
            region=found.region if found.country else "",
            fit=found.fit if found.sort == "fit" else "",
            sort="" if found.show and found.sort == "ending" else found.sort,
        )

    def args(self, **changes: str) -> dict[str, str]:
        """For the address: what is asked, with these changes."""
        asked = replace(self, **changes)
        return {field.name: value for field in fields(asked) if (value := getattr(asked, field.name))}

    def only(self) -> dict[str, str]:
        """For the address: which posts, not in which order nor how they look."""
        return self.args(sort="", fit="", view="")

    @property
    def parts(self) -> tuple[str, ...]:
        """What makes the board smaller. A search without a word in it asks nothing."""
        return tuple(name for name in NARROWING if getattr(self, name) and (name != "q" or words(self.q)))

    def values(self) -> dict[str, Any]:
        """What fills the placeholders of the conditions (queries/narrowing.py), but for the words of the search."""
        topic = {"asked_topic_from": f"{self.topic}.", "asked_topic_to": f"{self.topic}/"} if self.topic else {}
        return {
            f"asked_{name}": getattr(self, name) for name in self.parts if name not in ("q", "remote", "free")
        } | topic
