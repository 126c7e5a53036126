"""Reads of sessions in which a room fills the board. All but a session's own page are for animators."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select

from app.core.paging import Page, keyset
from app.core.prepared import prepared
from app.extensions import db
from app.offers.models import MAX_SESSION_POSTS, BoardSession, Post
from app.people.queries import Person

WALL_SHOWS = 60


def _posts_in(*states: str) -> Any:
    counted = select(func.count(Post.id)).where(Post.board_session_id == BoardSession.id)
    return (counted.where(Post.state.in_(states)) if states else counted).correlate(BoardSession).scalar_subquery()


_SESSION: Any = select(
    BoardSession.id, BoardSession.title, BoardSession.state, BoardSession.ends_at, BoardSession.created_at,
    BoardSession.code, Person.name.label("opener"), _posts_in().label("posts"),
    _posts_in("submitted").label("waiting"),
).join(Person, Person.id == BoardSession.opened_by)  # fmt: skip


def sessions_page(after: str | None = None) -> Page:
    """All sessions, the newest first, with how many posts each has and how many of them wait."""
    return keyset(db.session.execute, _SESSION, (BoardSession.id,), after)


def find_session(id: str) -> BoardSession | None:
    """One session."""
    return db.session.get(BoardSession, id)


def session_of_code(code: str) -> BoardSession | None:
    """The session that this code (codes.normal) leads to."""
    return db.session.execute(select(BoardSession).where(BoardSession.code == code)).scalar_one_or_none()


@prepared
def _changes(id: Any) -> Any:
    return select(BoardSession.changes).where(BoardSession.id == id)


def session_changes(id: str) -> int | None:
    """How often something in this session has changed: all that an open wall asks for. None: no such session."""
    return _changes(id).scalar_one_or_none()


_LINE: Any = select(
    Post.id, Post.kind, Post.title, Post.text, Post.category, Post.quantity, Post.unit, Post.state, Post.guest_name,
    Post.guest_contact, Post.owner_id, Post.created_at, Person.name.label("owner"),
).join(Person, Person.id == Post.owner_id).order_by(Post.id.desc())  # fmt: skip


def session_posts(session_id: str) -> list[Any]:
    """Everything that was added, the newest first."""
    mine = _LINE.where(Post.board_session_id == session_id)
    return list(db.session.execute(mine.limit(MAX_SESSION_POSTS)))


def wall(session_id: str) -> tuple[list[Any], dict[str, int]]:
    """What the wall shows: the newest posts that nobody took back or refused, and how many of each kind in all."""
    there = (Post.board_session_id == session_id, Post.state.not_in(("hidden", "removed", "withdrawn")))
    rows = db.session.execute(_LINE.where(*there).limit(WALL_SHOWS))
    counts = db.session.execute(
        select(Post.kind, func.count(Post.id).label("number")).where(*there).group_by(Post.kind)
    )
    return list(rows), {row.kind: row.number for row in counts}


def own_in_session(session_id: str, person_id: str | None, ids: Collection[str] = ()) -> list[Any]:
    """What one added oneself: a member by who they are, a guest by the ids that their browser keeps, as long as it is
    theirs: what was passed to a member is the member's."""
    of_guest = Post.id.in_(list(ids)) & ((Post.guest_name != "") | (Post.state == "removed"))
    own = of_guest if person_id is None else (Post.owner_id == person_id) & (Post.guest_name == "")
    mine = _LINE.where(Post.board_session_id == session_id, own)
    return list(db.session.execute(mine.limit(MAX_SESSION_POSTS)))


def count_in_session(session_id: str) -> int:
    """How many were added, the refused ones included."""
    return db.session.execute(select(func.count(Post.id)).where(Post.board_session_id == session_id)).scalar_one()


def session_post(session_id: str, id: str) -> Post | None:
    """One post of this session."""
    asked = select(Post).where(Post.id == id, Post.board_session_id == session_id)
    return db.session.execute(asked).scalar_one_or_none()
