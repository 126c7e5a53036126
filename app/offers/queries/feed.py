"""The board for feed readers: the newest posts with their whole text, and when each was last changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from app.activity.models import MEMBERS, PUBLIC, Event
from app.core.prepared import shaped
from app.core.rules import Actor
from app.extensions import db
from app.offers.models import Post
from app.offers.queries.board import Board
from app.offers.queries.narrowing import narrowed
from app.offers.queries.posts import CARD, KEYS

ENTRIES = 50


def feed_rows(board: Board) -> list[Any]:
    """The newest of exactly the filtered board. `changed_at`: the last entry of the log about it, for these eyes."""
    query, values = _newest(board.reader, board.day, **board.shape)
    return list(db.session.execute(query, values | board.values))


@shaped
def _newest(reader: Actor | None, day: Any, *, parts: tuple[str, ...], closed: bool) -> Any:
    least = PUBLIC if reader is None else MEMBERS
    changed = select(func.max(Event.at)).where(
        Event.object_kind == "post", Event.object_id == Post.id, Event.shown >= least
    )
    at = func.coalesce(changed.correlate(Post).scalar_subquery(), Post.published_at, type_=Post.published_at.type)
    query = narrowed(CARD, reader, day, parts, closed).add_columns(Post.text, at.label("changed_at"))
    return query.order_by(*(key.desc() for key in KEYS)).limit(ENTRIES)
