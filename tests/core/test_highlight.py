"""What was found is marked in the text as it is written; the rest is escaped."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.highlight import marked, pattern, snippet
from app.core.search import fold, words


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("Łódź is near", "lodz", "<mark>Łódź</mark> is near"),
        ("Buchführung", "buchfuhr", "<mark>Buchführ</mark>ung"),
        ("Die Straße", "strasse", "Die <mark>Straße</mark>"),
        ("Die Straße", "stras", "Die <mark>Straß</mark>e"),
        ("Ærø og Køge", "aero koge", "<mark>Ærø</mark> og <mark>Køge</mark>"),
        ("Στην Αθήνα", "αθηνα", "Στην <mark>Αθήνα</mark>"),
        ("de\u0301co and déco", "deco", "<mark>de\u0301co</mark> and <mark>déco</mark>"),
        ("art, start and Artist", "art", "<mark>art</mark>, start and <mark>Art</mark>ist"),
        ("A <b>room</b> & board", "room", "A &lt;b&gt;<mark>room</mark>&lt;/b&gt; &amp; board"),
        ("<script>alert(1)</script>", "script", "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"),
        ("C++ & more", '"+*', "C++ &amp; more"),
    ],
)
def test_marked(text: str, query: str, shown: str) -> None:
    assert str(marked(text, query)) == shown


def test_a_snippet_is_the_part_around_it_without_the_signs_of_markdown() -> None:
    text = (
        "# Rooms\n\n"
        + "We have many of them. " * 20
        + "Ask for the **[Łódź](https://x.example) room**. "
        + "More. " * 50
    )
    shown = str(snippet(text, "lodz"))
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "Ask for the <mark>Łódź</mark> room" in " ".join(shown.split())
    assert len(shown) < 260
    assert snippet(text, "zeppelin") == ""
    assert snippet("Short and sweet", "sweet") == "Short and <mark>sweet</mark>"


@given(st.text(max_size=60), st.text(max_size=12))
def test_whatever_is_written_nothing_is_lost_and_nothing_is_markup(text: str, query: str) -> None:
    shown = str(marked(text, query))
    assert html.unescape(shown.replace("<mark>", "").replace("</mark>", "")) == html.unescape(html.escape(text))
    for found in re.findall("<mark>(.*?)</mark>", shown, re.DOTALL):
        said = fold(html.unescape(found))
        assert any(said.startswith(word) for word in words(query))


@given(st.text(st.characters(codec="latin-1", categories=("Lu", "Ll")), min_size=1, max_size=12))
def test_every_word_is_found_by_its_folded_self(word: str) -> None:
    assume("sss" not in fold(word))  # "sß" or "ßs": nobody writes it
    found = pattern(fold(word))
    assert found is not None
    hit = found.search(f"– {word} –")
    assert hit is not None
    assert hit.group() == word
