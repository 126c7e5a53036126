"""Every column has its purpose, how long it is kept, whose it is, and what becomes of it (SECURITY 27)."""

from __future__ import annotations

from itertools import chain

from flask import Flask

from app.core.data_map import ROW, STAYS, WORDS, tables
from app.core.models import Base

MAPPED = {table.name: table for table in chain(*tables().values())}


def test_27_every_column_of_every_table_is_in_it_and_nothing_else(house: Flask) -> None:
    kept = {table.name: {*table.columns.keys()} for table in Base.metadata.tables.values()}
    assert {name: table.columns for name, table in MAPPED.items()} == kept
    assert len(MAPPED) == sum(len(told) for told in tables().values()), "each in one room"


def test_27_each_says_why_and_how_long_and_what_erasure_does() -> None:
    for table in MAPPED.values():
        assert table.purpose and table.kept, table.name
        assert table.erase in (ROW, WORDS, STAYS), table.name
        assert table.theirs or table.erase == STAYS, f"{table.name}: whose rows are to be erased?"


def test_27_secrets_are_nobodys_to_take_along() -> None:
    for table in MAPPED.values():
        own = {name for columns in table.theirs.values() for name in columns.split()}
        assert not {name for name in own if "hash" in name or "secret" in name or name.startswith("totp")}, table.name
