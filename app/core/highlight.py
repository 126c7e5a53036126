"""What a search found, marked in the text: "Lodz" marks "Łódź", as the search found it (core/search.py).

A pattern is made of the folded words, in which each letter stands for all that fold to it; so the text itself is looked
through, nothing has to be mapped back. What is not marked is escaped: a text can say <script> and stays a text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from markupsafe import Markup, escape

from app.core.search import fold, words

WRITTEN = (*range(0x80, 0x2000), *range(0x2100, 0x2190))
"""Where letters are that fold to others: the alphabets with accents."""
ACCENTS = "[\u0300-\u036f]*"
AROUND = 90
"""Letters shown on each side of what is found."""
_BEGINS = "(?<![^\\W_])(?<![\u0300-\u036f])"
_MARKDOWN = re.compile(
    r"!?\[([^\[\]]{0,300})\]\([^()]{0,300}\)|[*_`~#|]+|^[ \t]{0,9}(?:[-+>]|\d{1,9}\.)[ \t]+", re.MULTILINE
)
"""Bounded, so that a text of nothing but signs takes no longer to read than another."""


@cache
def _alike() -> dict[str, list[str]]:
    """Each folded letter, or pair ("ss"), and all single letters that fold to it."""
    found: dict[str, list[str]] = {}
    for letter in map(chr, WRITTEN):
        if letter.isalnum() and (folded := fold(letter)) != letter:
            found.setdefault(folded, []).append(letter)
    return found


def _letter(folded: str) -> str:
    alike = [folded, folded.upper(), *_alike().get(folded, [])]
    return "[" + "".join(sorted({re.escape(letter) for one in alike for letter in one if len(one) == 1})) + "]"


def _last(folded: str) -> str:
    """The last letter of what was typed may be the first half of another: "stras" finds "Straße"."""
    halves = [letter for pair, letters in _alike().items() if len(pair) > 1 and pair[0] == folded for letter in letters]
    return f"(?:{_letter(folded)}|[{''.join(map(re.escape, halves))}])" if halves else _letter(folded)


def _word(folded: str) -> str:
    parts, at = [], 0
    while at < len(folded):
        pair = folded[at : at + 2]
        if len(pair) == 2 and (doubles := _alike().get(pair)):
            end = _last(pair[1]) if at + 2 == len(folded) else _letter(pair[1])
            parts.append(f"(?:[{''.join(map(re.escape, doubles))}]|{_letter(pair[0])}{ACCENTS}{end})")
            at += 2
            continue
        parts.append(_last(folded[at]) if at + 1 == len(folded) else _letter(folded[at]))
        at += 1
    return _BEGINS + ACCENTS.join(parts) + ACCENTS


@lru_cache(256)
def pattern(query: str) -> re.Pattern[str] | None:
    """Finds in a text the beginnings of words that the search found; None when the query has no word."""
    asked = sorted(set(words(query)), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_word, asked))) if asked else None


def marked(text: str, query: str) -> Markup:
    """The text, escaped, with <mark> around what was found."""
    found = pattern(query)
    if found is None:
        return escape(text)
    parts, at = [], 0
    for hit in found.finditer(text):
        parts += [escape(text[at : hit.start()]), Markup("<mark>{}</mark>").format(hit.group())]
        at = hit.end()
    return Markup("").join([*parts, escape(text[at:])])


def snippet(text: str, query: str) -> Markup:
    """The part of a text (Markdown, whose signs are left out) around the first thing found; empty when it says none."""
    plain = " ".join(_MARKDOWN.sub(lambda sign: sign.group(1) or " ", text).split())
    hit = found.search(plain) if (found := pattern(query)) else None
    if hit is None:
        return Markup("")
    start = plain.rfind(" ", 0, max(0, hit.start() - AROUND)) + 1 if hit.start() > AROUND else 0
    end = plain.find(" ", hit.end() + AROUND) if len(plain) > hit.end() + AROUND else -1
    shown = marked(plain[start : end if end > 0 else len(plain)], query)
    return Markup("{}{}{}").format("… " if start else "", shown, " …" if end > 0 else "")
