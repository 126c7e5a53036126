"""Search finds what people mean."""

from __future__ import annotations

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
