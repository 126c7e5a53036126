"""Every write: may they? → change → record → one commit (BEHAVIOURS A1).

    @action
    def accept_request(actor, request): ...

    @action(silent="one's own reading is nobody else's business")
    def mark_read(person, entry): ...

Each call leaves exactly one event, or none where `silent` says why; one inside another counts for itself. A call that
changed nothing leaves none either.
The outermost action takes the writer's turn, begins the one transaction, reads its arguments again under the lock
(what the page had loaded may be stale by now), runs, and commits; actions called inside it join. Whatever raises
rolls everything back: no change, no event, no mail. A form sent twice gets the first result (BEHAVIOURS B3).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import IO, Any, ParamSpec, TypeVar, overload

from flask import current_app
from sqlalchemy import String
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core.clock import now
from app.core.models import Base, Moment
from app.core.rules import Conflict
from app.extensions import db

try:
    import fcntl
except ImportError:  # Windows: SQLite's own, less fair, busy wait has to do
    fcntl = None  # type: ignore[assignment]

P = ParamSpec("P")
R = TypeVar("R")
E = TypeVar("E")

ACTIONS: dict[str, Callable[..., Any]] = {}
"""Every action by its dotted name, for the tests that walk them all."""
SILENT: dict[str, str] = {}
"""Why those leave no event that leave none, by name."""


class DoneForm(Base):
    """The result of a form that was already taken: written in the same transaction as what it did (SECURITY 26)."""

    __tablename__ = "done_forms"

    key: Mapped[str] = mapped_column(String(160), primary_key=True)
    entity: Mapped[str] = mapped_column(String(60), default="")
    ref: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)


@dataclass
class FormToken:
    """The form being answered: `key` names this very content from this very person; `used` counts its actions."""

    key: str
    used: int = 0


form_token: ContextVar[FormToken | None] = ContextVar("form_token", default=None)


@dataclass
class Call:
    """One call of an action that is under way, and what it has left."""

    name: str
    events: list[Any] = field(default_factory=list)


_heard: ContextVar[list[Call] | None] = ContextVar("heard", default=None)


@overload
def action(function: Callable[P, R], /) -> Callable[P, R]: ...
@overload
def action(*, silent: str) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def action(function: Callable[P, R] | None = None, /, *, silent: str = "") -> Any:
    """Make a write of a function `verb(actor, …)`. See the module's text. `silent`: why it leaves no event."""
    if function is None:
        return lambda function: _made(function, silent)
    return _made(function, silent)


def _made(function: Callable[P, R], silent: str) -> Callable[P, R]:
    name = f"{function.__module__.removeprefix('app.')}.{function.__name__}"

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        session = db.session()
        if session.info.get("acting"):
            with _under_way(session, name):
                return function(*args, **kwargs)
        with _writing(session), _under_way(session, name):
            key = _form_key(name)
            if key and (done := session.get(DoneForm, key)):
                return _first_result(session, done)
            _read_again(session, [*args, *kwargs.values()])
            result = function(*args, **kwargs)
            if key:
                session.flush()
                _remember(session, key, result)
            session.commit()
            return result

    ACTIONS[name] = run
    if silent:
        SILENT[name] = silent
    return run


@contextmanager
def _under_way(session: Session, name: str) -> Iterator[None]:
    calls, call = session.info["acting"], Call(name)
    calls.append(call)
    try:
        yield
    finally:
        calls.pop()
    if (heard := _heard.get()) is not None:
        heard.append(call)


def left(event: E) -> E:
    """The call under way leaves this event: for record() alone. A second one, or one of a silent action, is a fault of
    the code; it fails where tests run, and no form of a member over it."""
    call: Call = db.session().info["acting"][-1]
    call.events.append(event)
    if (call.name in SILENT or len(call.events) > 1) and current_app.testing:
        raise RuntimeError(f"{call.name} leaves {'an event' if call.name in SILENT else 'a second event'}")
    return event


@contextmanager
def hearing() -> Iterator[list[Call]]:
    """Every call of an action that came to its end inside, the inner ones first; for the tests that count."""
    calls: list[Call] = []
    token = _heard.set(calls)
    try:
        yield calls
    finally:
        _heard.reset(token)


@contextmanager
def every_time() -> Iterator[None]:
    """Inside, the form's token is not asked: what is done here is done anew each time (a sign-in, a counted try)."""
    token = form_token.set(None)
    try:
        yield
    finally:
        form_token.reset(token)


def acting() -> bool:
    """Is an action's transaction open? Only then may anything be recorded."""
    return bool(db.session().info.get("acting"))


@contextmanager
def _writing(session: Session) -> Iterator[None]:
    session.commit()  # ends the page's read transaction; nothing of it is pending
    calls: list[Call] = []
    with writers_turn():
        session.info["acting"] = calls
        try:
            session.connection(execution_options={"writing": True})
            yield
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info.pop("acting", None)


@contextmanager
def writers_turn() -> Iterator[None]:
    """One writer at a time, first come first served, across processes: SQLite's own wait is unfair."""
    if fcntl is None or db.engine.dialect.name != "sqlite":
        yield
        return
    gate: IO[str]
    with open(os.path.join(current_app.config["INSTANCE"], "write.lock"), "a") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _read_again(session: Session, arguments: list[Any]) -> None:
    for argument in arguments:
        if isinstance(argument, Base) and argument in session:
            try:
                session.refresh(argument, with_for_update=True)
            except InvalidRequestError as gone:
                from flask_babel import gettext as _

                raise Conflict(_("This has been removed in the meantime.")) from gone


def _form_key(name: str) -> str | None:
    token = form_token.get()
    if token is None:
        return None
    token.used += 1
    return f"{token.key}:{token.used}:{name}"[:160]


def _remember(session: Session, key: str, result: Any) -> None:
    if isinstance(result, Base):
        identity = result.__mapper__.primary_key_from_instance(result)
        session.add(DoneForm(key=key, entity=type(result).__name__, ref=" ".join(map(str, identity))))
    else:
        session.add(DoneForm(key=key))


def _first_result(session: Session, done: DoneForm) -> Any:
    for mapper in Base.registry.mappers:
        if mapper.class_.__name__ == done.entity:
            columns = mapper.primary_key
            parts = done.ref.split(" ") if len(columns) > 1 else [done.ref]
            return session.get(mapper.class_, tuple(c.type.python_type(p) for c, p in zip(columns, parts, strict=True)))
    return None
