"""What two innovations that are the same say together: pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

AT_REST = ("identified", "ineligible", "not_selected")
"""Where no work is under way that somebody would look for in vain: only such a one can become part of another."""
GROUPS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "summary": ("summary", "language"),
    "challenge": ("challenge",),
    "solution": ("solution",),
    "evidence": ("evidence",),
    "internal_note": ("internal_note",),
    "website": ("website",),
    "place": ("city", "region", "postcode", "country", "latitude", "longitude"),
    "stage": ("stage",),
    "organisation": ("organisation_id",),
    "found": ("found_by", "found_at", "found_by_id"),
}
"""What is chosen from one of the two, and the columns that go together."""


def differing(one: Any, other: Any) -> list[str]:
    """The groups in which they do not say the same."""
    return [
        group
        for group, names in GROUPS.items()
        if any((getattr(one, name) or "") != (getattr(other, name) or "") for name in names)
    ]


def preselected(kept: Any, other: Any, group: str) -> str:
    """ "kept", but "other" where the kept one says nothing."""
    first = GROUPS[group][0] if group != "place" else "city"
    return "other" if not getattr(kept, first) and getattr(other, first) else "kept"


def united(kept: Any, other: Any, lists: Mapping[str, Mapping[str, list[Any]]], other_summary: bool) -> dict[str, Any]:
    """Texts by language, sectors and goals of both. Where both have a text in a language, the kept one's stays; the
    summary that is not chosen stays as a text when it is in another language."""
    texts = dict(lists[other.id]["texts"]) | dict(lists[kept.id]["texts"])
    chosen, left = (other, kept) if other_summary else (kept, other)
    if left.summary and left.language and left.language != chosen.language:
        texts.setdefault(left.language, left.summary)
    texts.pop(chosen.language, None)
    sectors = set(lists[kept.id]["sectors"]) | set(lists[other.id]["sectors"])
    goals = set(lists[kept.id]["goals"]) | set(lists[other.id]["goals"])
    return {"texts": texts, "sectors": sorted(sectors - {"other"} or sectors), "goals": sorted(goals)}
