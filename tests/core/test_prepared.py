"""Statements built once: the values are filled in anew each time, the shapes are kept apart."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import or_, select

from app.core.paging import count_upto, keyset
from app.core.prepared import prepared, shaped
from app.extensions import db
from app.people.models import Person

built: list[str] = []


@prepared
def _named(names: Any, *, role: str = "") -> Any:
    built.append(role)
    query = select(Person.name).where(Person.name.in_(names)).order_by(Person.name)
    return query.where(Person.role == role) if role else query


@shaped
def _seen_by(reader: Any) -> Any:
    query = select(Person.id, Person.name)
    return query if reader.role == "animator" else query.where(or_(Person.id == reader.id, Person.role == "animator"))


def test_built_once_and_filled_each_time(app: Flask, cast: Any) -> None:
    built.clear()
    with app.app_context():
        assert _named([cast.mentor.name]).scalars().all() == [cast.mentor.name]
        assert _named([cast.partner.name]).scalars().all() == [cast.partner.name]
        assert _named([cast.partner.name], role="observer").scalars().all() == []
        assert _named([cast.mentor.name, cast.observer.name], role="observer").scalars().all() == [cast.observer.name]
    assert built == ["", "observer"]


def test_the_role_shapes_and_the_id_is_filled_in(app: Flask, cast: Any) -> None:
    with app.app_context():
        everybody = count_upto(db.session.execute, select(Person.id)).number
        for reader, number in ((cast.mentor, 2), (cast.partner, 2), (cast.animator, everybody)):
            query, values = _seen_by(reader)
            page = keyset(db.session.execute, query, (Person.id,), values=values)
            assert count_upto(db.session.execute, query, values=values).number == len(page) == number
            assert reader.id in [row.id for row in page]


def test_pages_of_one_query_do_not_mix_up_their_cursors(app: Flask, cast: Any) -> None:
    with app.app_context():
        query, values = _seen_by(cast.animator)
        whole = [row.id for row in keyset(db.session.execute, query, (Person.id,), values=values)]
        found: list[str] = []
        after = None
        while True:
            page = keyset(db.session.execute, query, (Person.id,), after, size=2, values=values)
            found += [row.id for row in page]
            if (after := page.next) is None:
                break
    assert found == whole
