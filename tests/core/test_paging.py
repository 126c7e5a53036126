"""Pages by key: every row once, whatever is added meanwhile; a cursor that is not ours is page one."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Integer, String, column, select

from app.core.models import Moment
from app.core.paging import count_upto, decode_cursor, keyset
from app.extensions import db
from app.people.models import Organisation

KEYS = [Organisation.name, Organisation.id]
QUERY = select(Organisation.name, Organisation.id)


def fill(names: list[str]) -> None:
    db.session.add_all(Organisation(name=name) for name in names)
    db.session.flush()


def walk(descending: bool) -> list[str]:
    names: list[str] = []
    after = None
    while True:
        page = keyset(db.session.execute, QUERY, KEYS, after, descending=descending, size=3)
        names += [row.name for row in page]
        if page.next is None:
            return names
        after = page.next


@pytest.mark.parametrize("descending", [True, False])
def test_every_row_once_with_ties(context: Flask, descending: bool) -> None:
    fill(["b", "a", "b", "c", "b", "b", "ö", "a"])
    everything = sorted((row.name, row.id) for row in db.session.execute(QUERY))
    wanted = [name for name, _id in (reversed(everything) if descending else everything)]
    assert walk(descending) == wanted


def test_a_row_added_before_the_page_does_not_move_it(context: Flask) -> None:
    fill(["b", "d", "f", "h"])
    first = keyset(db.session.execute, QUERY.where(Organisation.name.between("a", "i")), KEYS, descending=False, size=2)
    fill(["a"])
    second = keyset(
        db.session.execute, QUERY.where(Organisation.name.between("a", "i")), KEYS, first.next, descending=False, size=2
    )
    assert [row.name for row in second] == ["f", "h"]


@given(st.text(max_size=300))
def test_a_foreign_cursor_is_no_cursor(text: str) -> None:
    decode_cursor(text, KEYS)


@pytest.mark.parametrize("text", ["W10", "WzEsMl0", "bnVsbA", "eyJhIjoxfQ", "W251bGwsbnVsbF0", "x" * 5000])
def test_well_formed_but_foreign(text: str) -> None:
    assert decode_cursor(text, KEYS) is None


def test_counts_stop_at_the_limit(context: Flask) -> None:
    fill([f"x{number}" for number in range(5)])
    found = select(Organisation.id).where(Organisation.name.like("x%"))
    assert str(count_upto(db.session.execute, found, limit=3)) == "3+"
    assert str(count_upto(db.session.execute, found, limit=5)) == "5"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (String(), "\ud800"),
        (String(), "a\x00"),
        (Moment(), "0001-01-01T00:00:00+23:59"),
        (Moment(), "9999-12-31T23:59:59-23:59"),
        (Integer(), 2**63),
        (Integer(), True),
        (Integer(), 1e400),
    ],
)
def test_a_forged_cursor_is_page_one(kind: Any, value: Any) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps([value]).encode()).decode().rstrip("=")
    assert decode_cursor(cursor, [column("key", kind)]) is None
