"""Lines of a table as offers and needs."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.importing.reading import Unreadable, read_bytes
from app.importing.words import of_row
from app.offers.models import AUDIENCES, CATEGORIES, PostContent
from app.offers.rows import _AUDIENCES, _CATEGORIES, FIELDS, Defaults, known_topics, post_row, read_posts
from app.web.csv import cell as guarded

TODAY = date(2026, 11, 24)
NOTHING = dict.fromkeys(FIELDS.names, "")


def row(**cells: str):  # type: ignore[no-untyped-def]
    return post_row(2, NOTHING | {"title": "A van", "category": "equipment"} | cells, Defaults())


def content(**cells: str) -> PostContent:
    read = row(**cells)
    assert read.row, read.notes
    return read.row.content


def test_every_code_has_its_words() -> None:
    assert set(_CATEGORIES) == set(CATEGORIES) and set(_AUDIENCES) == set(AUDIENCES)


@pytest.mark.parametrize(
    ("field", "written", "name", "value"),
    [
        ("category", "Professional service", "category", "service"),
        ("category", "Équipement, MATERIEL", "category", "equipment"),
        ("quantity", "", "quantity", 1),
        ("quantity", "1 200", "quantity", 1200),
        ("quantity", "No limit", "quantity", None),
        ("until", "2026-11-24", "until", TODAY),
        ("until", "31.12.2026", "until", date(2026, 12, 31)),
        ("until", "1/2/2027", "until", date(2027, 2, 1)),
        ("until", "2026-12-31T00:00:00", "until", date(2026, 12, 31)),
        ("remote", "Oui", "remote", True),
        ("remote", "false", "remote", False),
        ("country", "Bulgarie", "country", "BG"),
        ("languages", "fr, EN; gr", "languages", ("fr", "en", "el")),
        ("value_eur", "1.250,50 €", "value_cents", 125050),
        ("value_eur", "1250.5", "value_cents", 125050),
        ("value_eur", "80", "value_cents", 8000),
        ("audience", "Everyone, on the public page", "audience", "public"),
        ("audience", "", "audience", "members"),
        ("title", "  a\u202e van\n ", "title", "a van"),
    ],
)
def test_what_people_write(field: str, written: str, name: str, value: object) -> None:
    assert getattr(content(**{field: written}), name) == value


@pytest.mark.parametrize(
    ("field", "written", "words"),
    [
        ("title", " ", "no title"),
        ("kind", "gift?", "neither an offer nor a need"),
        ("category", "gold", "no category “gold”"),
        ("quantity", "0", "whole number"),
        ("quantity", "2.5", "whole number"),
        ("quantity", "9" * 500, "whole number"),
        ("until", "soon", "not a day"),
        ("until", "31.2.2027", "not a day"),
        ("value_eur", "-5", "amount in euros"),
        ("value_eur", "1,2,3", "amount in euros"),
        ("value_eur", "99999999", "amount in euros"),
        ("value_eur", "1" + ".000" * 1600, "amount in euros"),
        ("audience", "secret", "who may see it"),
    ],
)
def test_what_cannot_be(app, field: str, written: str, words: str) -> None:  # type: ignore[no-untyped-def]
    read = row(**{field: written})
    with app.test_request_context():
        assert read.row is None and words in of_row(read.notes[0])


def test_no_category_of_its_own() -> None:
    assert row(category="").row is None
    read = post_row(2, NOTHING | {"title": "A van"}, Defaults("need", "funding"))
    assert read.row and (read.row.kind, read.row.content.category) == ("need", "funding")


def test_topics_by_code_and_by_name() -> None:
    known = {"legal": "legal", "legal.forms": "legal.forms", "finance and investment": "finance"}
    for written, codes, odd in (
        ("legal.forms legal", ("legal.forms", "legal"), 0),  # as our own export has them
        ("Finance and Investment; Legal", ("finance", "legal"), 0),
        ("legal, alchemy for all", ("legal",), 1),
        ("", (), 0),
    ):
        found, notes = known_topics(row(topics=written).row, known)
        assert (found.content.topics, len(notes)) == (codes, odd)


def test_formulas_stay_text() -> None:
    for title in ("=HYPERLINK(1)", "+32 2 555", "-5 degrees", "@home", "'quoted'"):
        text = io.StringIO()
        csv.writer(text).writerows([["title", "category"], [guarded(title), "space"]])
        [read], _columns = read_posts(read_bytes(text.getvalue().encode()), Defaults())
        assert read.row and read.row.content.title == title


def test_a_thousand_lines_and_no_more() -> None:
    lines = b"title,category\n" + b"A van,space\n" * 1001
    with pytest.raises(Unreadable) as refused:
        read_posts(read_bytes(lines), Defaults())
    assert refused.value.values == {"rows": 1000}
    assert len(read_posts(read_bytes(lines[: -len(b"A van,space\n")]), Defaults())[0]) == 1000


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is slow, not wrong
@given(st.dictionaries(st.sampled_from(sorted(FIELDS.names)), st.text(max_size=20), max_size=5))
def test_whatever_is_written_is_a_row_or_a_reason(cells: dict[str, str]) -> None:
    read = post_row(2, NOTHING | cells, Defaults())
    assert read.row is not None or read.notes
    if read.row:
        said = read.row.content
        assert 0 < len(said.title) <= 120 and said.category in CATEGORIES and said.audience in AUDIENCES
        assert said.quantity is None or 1 <= said.quantity <= 1_000_000
        assert len(read.row.key("x")) <= 120
