"""What nobody here helps with, as people told it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from app.core.rules import Actor
from app.extensions import db
from app.mentoring.models import MentorWish
from app.people.queries import Person

OPEN_WISHES = 10
"""Wishes without an answer that one person may have at once."""


def wish_of(reader: Actor, id_: str) -> tuple[MentorWish, str] | None:
    """A wish with the name of whose it is: for them and for animators."""
    query = select(MentorWish, Person.name).join(Person, Person.id == MentorWish.person_id).where(MentorWish.id == id_)
    if reader.role != "animator":
        query = query.where(MentorWish.person_id == reader.id)
    row = db.session.execute(query).first()
    return (row[0], row[1]) if row else None


def wishes_of(person_id: str, limit: int = 20) -> list[Any]:
    """Their own, newest first: (id, created_at, topic, language, state)."""
    wish = MentorWish
    query = select(wish.id, wish.created_at, wish.topic, wish.language, wish.state).where(wish.person_id == person_id)
    return list(db.session.execute(query.where(wish.state != "withdrawn").order_by(wish.id.desc()).limit(limit)))


def all_wishes(person_id: str) -> list[MentorWish]:
    """Every wish of somebody who leaves."""
    return list(db.session.execute(select(MentorWish).where(MentorWish.person_id == person_id).limit(1000)).scalars())


def count_open(person_id: str) -> int:
    """How many of theirs wait."""
    query = select(func.count(MentorWish.id)).where(MentorWish.person_id == person_id, MentorWish.state == "open")
    return db.session.execute(query).scalar_one()


def same_wish(person_id: str, topic: str, language: str) -> str | None:
    """The id of an open one that says the same."""
    query = select(MentorWish.id).where(
        MentorWish.person_id == person_id, MentorWish.topic == topic, MentorWish.language == language,
        MentorWish.state == "open",
    )  # fmt: skip
    return db.session.execute(query.limit(1)).scalar_one_or_none()


def open_wishes(limit: int = 10) -> Sequence[Any]:
    """Those that wait longest: (id, created_at, topic, language, name)."""
    return db.session.execute(longest_wishes().limit(limit)).all()


def longest_wishes() -> Select[Any]:
    """All that are open, of people who are here."""
    wish = MentorWish
    query: Any = select(wish.id, wish.created_at, wish.topic, wish.language, Person.name)
    query = query.join(Person, Person.id == wish.person_id).where(wish.state == "open", Person.state == "active")
    return query.order_by(wish.id)
