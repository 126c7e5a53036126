"""What the privacy notice and the record of processing say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from app.core.data_map import ROW, STAYS, WORDS, tables
from app.extensions import db
from app.people.models import Cluster

NEEDED = ("controller", "address", "contact", "authority", "hosting")


def privacy_told() -> dict[str, str]:
    """What the animators told; empty before."""
    return dict(db.session.execute(select(Cluster.privacy)).scalar_one_or_none() or {})


def processing_record() -> Iterator[tuple[str, Any, Any, bool, str]]:
    """(table, purpose, how long, whether it is of persons, what erasure does) of every table, by room."""
    for told in tables().values():
        for table in told:
            yield table.name, table.purpose, table.kept, bool(table.theirs), table.erase


__all__ = ["NEEDED", "ROW", "STAYS", "WORDS", "privacy_told", "processing_record"]
