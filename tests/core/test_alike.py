"""How much other things have of the words of one."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import insert

from app.core.search import TELLING, SearchDocument, alike
from app.extensions import db


def said(*texts: str, kind: str = "innovation") -> list[dict[str, str]]:
    return [{"kind": kind, "ref": f"{kind}-{n}", "folded": text} for n, text in enumerate(texts)]


def indexed(rows: list[dict[str, str]]) -> None:
    with db.engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(insert(SearchDocument), rows)


def test_more_words_and_rarer_ones_count_more(context: Flask) -> None:
    indexed(said("village shop closed", "village shop", "village", "shop zeppelin", "nothing of it"))
    ranks = alike(db.session, "innovation", ["village", "shop", "closed", "zeppelin"])
    assert sorted(ranks, key=ranks.__getitem__, reverse=True) == [f"innovation-{n}" for n in (0, 3, 1, 2)]


def test_of_this_kind_only_and_of_no_words_nothing(context: Flask) -> None:
    indexed(said("village", kind="post"))
    assert alike(db.session, "innovation", ["village"]) == {}
    assert alike(db.session, "innovation", []) == {}


def test_a_word_that_very_many_have_tells_nothing(context: Flask) -> None:
    indexed(said(*["village"] * TELLING, "village zeppelin"))
    assert list(alike(db.session, "innovation", ["village", "zeppelin"])) == [f"innovation-{TELLING}"]
