"""What an import must know of what is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.core.search import fold
from app.extensions import db
from app.innovations.models import SocialInnovation

BATCH = 500


@dataclass(frozen=True)
class Known:
    """An innovation that came from a list before."""

    id: str
    hash: str
    edited_here: bool
    public: bool
    merged: bool = False


def known_sources(source_ids: Sequence[str]) -> dict[str, Known]:
    """Those of these sources that are here."""
    found: dict[str, Known] = {}
    for start in range(0, len(source_ids), BATCH):
        query = select(
            SocialInnovation.source_id, SocialInnovation.id, SocialInnovation.source_hash,
            SocialInnovation.edited_here, SocialInnovation.public, SocialInnovation.merged_into,
        ).where(SocialInnovation.source_id.in_(source_ids[start : start + BATCH]))  # fmt: skip
        rows = db.session.execute(query)
        for source, id_, hash_, edited, public, kept in rows:
            found[source or ""] = Known(id_, hash_, edited, public, kept is not None)
    return found


def known_names(names: Sequence[str]) -> set[tuple[str, str]]:
    """The folded names and towns of those of these (folded) names that are here."""
    found: set[tuple[str, str]] = set()
    for start in range(0, len(names), BATCH):
        query = select(SocialInnovation.sort_name, SocialInnovation.city).where(
            SocialInnovation.sort_name.in_(names[start : start + BATCH])
        )
        found |= {(name, fold(city)) for name, city in db.session.execute(query)}
    return found
