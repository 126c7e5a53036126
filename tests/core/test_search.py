"""Search finds what people mean."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy import union

from app.core import search
from app.extensions import db


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Αθήνα", "αθηνα"),
        ("ΑΘΗΝΑΣ", "αθηνασ"),
        ("Αθήνας", "αθηνασ"),
        ("Ærø", "aero"),
        ("İstanbul", "istanbul"),
        ("Đorđe", "dorde"),
        ("София", "софия"),
        ("Ñandú", "nandu"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert search.fold(written) == folded


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("lodz", True),
        ("Łódź", True),
        ("lód", True),
        ("strasse", True),
        ("αθηνα", True),
        ("Αθήνα", True),
        ("c++", True),
        ("e-mail", True),
        ("mail e", True),
        ('"lodz', True),
        ("lodz OR", False),
        ("lodz NOT strasse", False),
        ("kind:innovation", False),
        ("warszawa", False),
    ],
)
def test_every_word_begins_a_word(context: Flask, query: str, finds: bool) -> None:
    search.index(db.session, "innovation", "01a", "Łódź, Straße 3", "Αθήνα", "C++ and e-mail")
    search.index(db.session, "person", "01b", "Łódź")
    db.session.flush()
    matching = search.matching("innovation", query)
    assert matching is not None
    assert list(db.session.execute(matching).scalars()) == (["01a"] if finds else [])


@pytest.mark.parametrize("query", ["", "   ", '"', "+-*/", "🙂"])
def test_nothing_asked(query: str) -> None:
    assert search.matching("person", query) is None


def test_indexing_again_replaces_and_forgetting_forgets(context: Flask) -> None:
    search.index(db.session, "person", "01a", "Quelle")
    db.session.flush()
    search.index(db.session, "person", "01a", "Zwetschge")
    db.session.flush()
    assert db.session.execute(search.matching("person", "quelle")).all() == []  # type: ignore[arg-type]
    assert db.session.execute(search.matching("person", "zwetschge")).all() == [("01a",)]  # type: ignore[arg-type]
    search.forget(db.session, "person", "01a")
    assert db.session.execute(search.matching("person", "zwetschge")).all() == []  # type: ignore[arg-type]


def test_two_kinds_in_one_query_are_each_asked_for(context: Flask) -> None:
    for kind, ref in (("mentor", "a"), ("person", "b"), ("post", "c")):
        search.index(db.session, kind, ref, "Kraków kitchen")
    db.session.commit()
    asked = union(search.matching("mentor", "krakow"), search.matching("person", "kitchen"))
    assert set(db.session.execute(asked).scalars()) == {"a", "b"}


def test_a_word_that_many_have_need_not_only_begin_a_word(context: Flask) -> None:
    kinds = ("innovation", "post")
    for number, name in enumerate(("The kitchen club", "Kitchen of all", "A kitchen", "Kitchens")):
        search.index(db.session, "innovation", f"i{number}", name, "impact")
    search.index(db.session, "post", "p", "Kitchenware")
    db.session.flush()

    def found(asked: str, limit: int) -> dict[str, list[str]]:
        rows = search.newest_of_each(db.session, [asked], kinds, limit)
        return {kind: json.loads(refs) for _place, kind, refs in rows}

    assert found("kitchen", 4) == {"innovation": ["i3", "i2", "i1", "i0"], "post": ["p"]}
    assert found("kitchen", 3) == {"innovation": ["i2", "i1", "i0"], "post": []}
    assert found("kitche", 3) == {"innovation": ["i3", "i2", "i1"], "post": ["p"]}
    assert found("kitchen cl", 3) == {"innovation": ["i0"], "post": []}


@pytest.mark.parametrize(
    ("asked", "limit", "expected"),
    [
        ("the kitchen", 3, True),
        ("the kitchen club", 3, True),
        ("the kitchen club", 4, False),  # few enough to look at all of each word
        ("kitchen club", 3, False),  # nothing is called so
        ("the kitchen clu", 3, False),
        ("the kitchen impact", 3, False),
    ],
)
def test_what_begins_with_the_words_is_called_so(context: Flask, asked: str, limit: int, expected: bool) -> None:
    for number, name in enumerate(("The kitchen club", "Another kitchen", "A kitchen")):
        search.index(db.session, "post", f"p{number}", name, "impact")
    search.index(db.session, "person", "x", "Kitchen")
    db.session.flush()
    assert search.is_common_name(db.session, search.words(asked), ("innovation", "post"), limit) is expected
