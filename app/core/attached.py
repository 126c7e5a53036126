"""What hangs on a thing of another room: mentorships on an innovation. The rooms say it in their queries, once for each
column that points at such a thing:

    attach("innovation", Mentorship.innovation_id, _l("mentorships"))

What hangs on a thing keeps it from being deleted, in words, and moves to another one when the two turn out to be the
same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, exists, select, update
from sqlalchemy.orm import aliased

from app.extensions import db

Move = Callable[[str, str], None]


@dataclass(frozen=True)
class Attached:
    """Rows that point at a thing by `column`. `words` name them in the plural; empty: they go with the thing when it is
    deleted. `move(from_id, to_id)` lets them point at another thing."""

    column: Any
    words: Any
    move: Move


ATTACHED: dict[str, dict[str, Attached]] = {}
"""By the kind of thing, then by "table.column"."""


def attach(
    kind: str, column: Any, words: Any, *, one_each: Sequence[Any] | None = None, move: Move | None = None
) -> None:
    """Say that rows hang on things of this kind. `one_each`: columns by which a thing has at most one such row ([]: one
    in all); of two the other thing's own counts, and this one's stays where it is. `move` when they move otherwise."""
    name = f"{column.table.name}.{column.key}"
    ATTACHED.setdefault(kind, {})[name] = Attached(column, words, move or _mover(column, one_each))


def move_all(kind: str, from_id: str, to_id: str) -> None:
    """Let all that hangs on the one hang on the other. Part of an action."""
    for each in ATTACHED.get(kind, {}).values():
        each.move(from_id, to_id)
    db.session.flush()
    db.session.expire_all()


def hanging(kind: str, ids: Select[Any], most: int) -> Iterator[tuple[str, Any]]:
    """(id, words) for each kind of rows that hangs on one of these things; of each kind on at most so many."""
    for each in (each for each in ATTACHED.get(kind, {}).values() if each.words):
        query = select(each.column).where(each.column.in_(ids)).distinct().limit(most)
        for id_ in db.session.execute(query).scalars():
            yield id_, each.words


def _mover(column: Any, one_each: Sequence[Any] | None) -> Move:
    table = column.class_

    def move(from_id: str, to_id: str) -> None:
        change = update(table).where(column == from_id).values({column.key: to_id})
        if one_each is not None:
            theirs = aliased(table)
            alike = [getattr(theirs, each.key) == each for each in one_each]
            change = change.where(~exists().where(and_(getattr(theirs, column.key) == to_id, *alike)))
        db.session.execute(change.execution_options(synchronize_session=False))

    return move


def pair_mover(first: Any, second: Any, *beside: Any) -> Move:
    """For tables of pairs, the smaller id first: a pair with another one moves, unless that one has the same pair
    already; the pair of the two themselves goes. `beside` are further columns of the key."""
    table = first.class_

    def move(from_id: str, to_id: str) -> None:
        rows = select(table).where((first == from_id) | (second == from_id))
        for row in list(db.session.execute(rows).scalars()):
            pair = sorted({getattr(row, first.key), getattr(row, second.key)} - {from_id} | {to_id})
            same = [each == getattr(row, each.key) for each in beside]
            if len(pair) < 2:
                db.session.delete(row)
            elif db.session.execute(select(first).where(first == pair[0], second == pair[1], *same)).first() is None:
                setattr(row, first.key, pair[0])
                setattr(row, second.key, pair[1])
            db.session.flush()

    return move


def left_behind(_from_id: str, _to_id: str) -> None:
    """What stays with the thing it was made for."""
