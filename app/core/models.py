"""The base of every table: naming, ids that cannot be guessed, moments in UTC."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from app.core.clock import now

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
ID_LENGTH = 26


def new_id() -> str:
    """A ULID in lower case: 48 bits of time, 80 of chance. Sorts by the moment it was made; cannot be guessed."""
    return _written((int(now().timestamp() * 1000) << 80) | secrets.randbits(80))


def next_id(last: str) -> str:
    """The id right after `last`: for what must sort after it although the clock stood still or was set back."""
    number = 0
    for letter in last:
        number = number << 5 | _ALPHABET.index(letter)
    return _written(number + 1)


def _written(number: int) -> str:
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))


def id_from(moment: datetime) -> str:
    """The smallest id of a thing made at `moment` or later: ids sort by their moment, so no further index is needed."""
    number = int(moment.timestamp() * 1000) << 80
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))


class Moment(TypeDecorator[datetime]):
    """An aware UTC instant. Stored without a zone, always with microseconds, so that text order is time order."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Constraint names follow one convention, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Identified:
    """A table whose rows have an unguessable id and know when they were made."""

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
