"""Rows of the log as entries for this reader: sentences in their language, days in their zone, nobody named to whom
people's names are not shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from app.activity.facts import Ref
from app.activity.sentences import Names, link, object_url, plain, sentence, unnamed
from app.core.rules import Actor
from app.web.language import zone


@dataclass(frozen=True)
class Entry:
    """One line of the log, ready to be shown."""

    id: int
    at: datetime
    day: date
    strand: str
    verb: str
    sentence: Markup
    unread: bool = False
    url: str | None = None


def names_for(reader: Actor | None) -> Names:
    """How things are written for this reader: observers and visitors see people unnamed."""
    return unnamed if reader is None or reader.role == "observer" else link


def plain_names_for(reader: Actor | None) -> Names:
    """The same without links, for exports, feeds and mail."""
    hidden = reader is None or reader.role == "observer"

    def names(ref: Ref) -> Markup:
        return unnamed(ref) if hidden and ref.kind == "person" else plain(ref)

    return names


def entries(rows: Iterable[Any], reader: Actor | None) -> list[Entry]:
    """The rows of `latest`, `story`, `log_page` or `inbox_page` as entries."""
    names, here = names_for(reader), zone()
    return [
        Entry(
            row.id,
            row.at,
            row.at.astimezone(here).date(),
            row.strand,
            row.verb,
            sentence(row.verb, row.facts, names),
            getattr(row, "state", "") == "unread",
            object_url(row.object_kind, row.object_id),
        )
        for row in rows
    ]
