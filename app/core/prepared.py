"""Statements built once per process: putting one together costs more than running it, and a page asks a dozen.

    @prepared
    def _coming(person, after, *, limit):
        return select(Meeting.id).where(Meeting.person_id == person, Meeting.starts_at > after).limit(limit)

    rows = _coming(reader.id, now(), limit=5)

The body runs only the first time, with a placeholder in the place of each positional argument: it must not look at
their values. What follows the star shapes the statement, which is kept for each of these values: few and hashable.
An argument called `reader` is a person or None: the role shapes the statement, the id has the placeholder.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any

from sqlalchemy import String, bindparam
from sqlalchemy.orm.util import AliasedClass

from app.extensions import db

KEPT = 64
"""Shapes of one statement."""


@dataclass(frozen=True)
class _Anybody:
    """A reader of whom only the role is known yet."""

    role: str
    id: Any


def prepared(build: Callable[..., Any]) -> Callable[..., Any]:
    """Make of a function that builds a statement one that runs it. See the module's text."""
    shape_of = shaped(build)

    @wraps(build)
    def run(*values: Any, **shape: Any) -> Any:
        return _execute(*shape_of(*values, **shape))

    return run


def _execute(statement: Any, values: dict[str, Any]) -> Any:
    """Columns are read without the session, which would take as long to look for entities among them as to read them;
    but not before it has written what waits to be written, and what is read."""
    session = db.session()
    if session.new or session.dirty or session.deleted or _has_entities(statement):
        return session.execute(statement, values)
    return session.connection().execute(statement, values)


@lru_cache(4096)
def _has_entities(statement: Any) -> bool:
    columns = getattr(statement, "column_descriptions", ())
    return any(isinstance(column["expr"], type | AliasedClass) for column in columns)


def shaped(build: Callable[..., Any]) -> Callable[..., tuple[Any, dict[str, Any]]]:
    """The same without running it: gives the statement, and what fills its placeholders. For lists (core/paging.py)."""
    kinds = inspect.signature(build).parameters.values()
    names = [kind.name for kind in kinds if kind.kind is not inspect.Parameter.KEYWORD_ONLY]

    @lru_cache(KEPT)
    def statement(role: str | None, /, **shape: Any) -> Any:
        placeholders: dict[str, Any] = {name: bindparam(name) for name in names}
        if "reader" in placeholders:
            placeholders["reader"] = role and _Anybody(role, bindparam("reader", type_=String))
        return build(**placeholders, **shape)

    @wraps(build)
    def fill(*values: Any, **shape: Any) -> tuple[Any, dict[str, Any]]:
        filled, role = dict(zip(names, values, strict=True)), None
        if (reader := filled.get("reader")) is not None:
            role, filled["reader"] = reader.role, reader.id
        return statement(role, **shape), filled

    return fill
