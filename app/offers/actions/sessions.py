"""Holding a session in which a room fills the board: open, close, reopen, publish all of it at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.offers.actions.moves import limit_story, nudges_behind, of_post
from app.offers.codes import new_code
from app.offers.events import PostPublished, SessionClosed, SessionOpened, SessionPublished, SessionReopened
from app.offers.models import BoardSession, Post
from app.offers.queries import session_of_code
from app.offers.rules import may_hold_session

LONGEST = timedelta(days=30)
ONCE_MORE = timedelta(hours=2)
"""For how long a session is open again whose time had run out."""


@dataclass(frozen=True)
class Asked:
    """What a session is about, and for how long from now it takes posts."""

    title: str
    question: str
    lasts: timedelta
    guests: bool = True


@action
def open_session(actor: Actor, asked: Asked) -> BoardSession:
    """Let a room add offers and needs by a short code."""
    require(may_hold_session(actor))
    if not asked.title:
        raise Refused(_("Give the session a title."), field="title")
    if not timedelta(0) < asked.lasts <= LONGEST:
        raise Refused(_("Choose for how long people may add."), field="lasts")
    session = BoardSession(
        title=asked.title, question=asked.question, guests=asked.guests, code=_free_code(), opened_by=actor.id,
        ends_at=now() + asked.lasts, state="open", changes=0,
    )  # fmt: skip
    db.session.add(session)
    db.session.flush()
    record(actor, SessionOpened(session_ref(session)))
    return session


@action
def close_session(actor: Actor, session: BoardSession) -> BoardSession:
    """Take nothing more. What was added stays and waits."""
    require(may_hold_session(actor))
    _move(session, "closed", since=("open",))
    record(actor, SessionClosed(session_ref(session)))
    return session


@action
def reopen_session(actor: Actor, session: BoardSession) -> BoardSession:
    """Take more again, for two hours at least."""
    require(may_hold_session(actor))
    if session.state == "open" and session.ends_at > now():
        raise Conflict(_("This session is open already."))
    session.ends_at = max(session.ends_at, now() + ONCE_MORE)
    db.session.flush()
    _move(session, "open", since=("open", "closed", "published"))
    record(actor, SessionReopened(session_ref(session)))
    return session


@action
def publish_session(actor: Actor, session: BoardSession) -> BoardSession:
    """Close it and put all that waits on the board: one transaction, one fact for each post."""
    require(may_hold_session(actor))
    waiting = update(Post).where(Post.board_session_id == session.id, Post.state == "submitted")
    moved = waiting.values(state="published", published_at=now(), checked_at=now()).returning(Post.id)
    ids = list(db.session.execute(moved.execution_options(synchronize_session=False)).scalars())
    if not ids and session.state == "published":
        raise Conflict(_("Everything is on the board already."))
    _move(session, "published", since=("open", "closed", "published"))
    fresh = select(Post).where(Post.id.in_(ids)).order_by(Post.id).execution_options(populate_existing=True)
    for post in db.session.execute(fresh).scalars().all():
        _put_on_board(actor, post)
    record(actor, SessionPublished(session_ref(session), count=len(ids)))
    return session


@action
def _put_on_board(actor: Actor, post: Post) -> None:
    post.nudged = nudges_behind(post.until, post.standing)
    limit_story(post)
    record(actor, PostPublished(**of_post(post)))


def session_ref(session: BoardSession) -> Ref:
    """A session as facts name it."""
    return Ref("board_session", session.id, session.title)


def stir(session_id: str) -> None:
    """Something in the session is another now: the walls that show it ask for it."""
    more = update(BoardSession).where(BoardSession.id == session_id).values(changes=BoardSession.changes + 1)
    db.session.execute(more.execution_options(synchronize_session=False))


def _move(session: BoardSession, to: str, *, since: tuple[str, ...]) -> None:
    move = update(BoardSession).where(BoardSession.id == session.id, BoardSession.state.in_(since)).values(state=to)
    if db.session.execute(move.execution_options(synchronize_session=False)).rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict(_("This session has changed in the meantime. Look at it again."))
    stir(session.id)
    db.session.refresh(session)


def _free_code() -> str:
    code = new_code()
    while session_of_code(code) is not None:
        code = new_code()
    return code
