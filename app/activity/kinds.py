"""The kinds of entries in the reader's language: their sentences, with blanks where names and numbers stand."""

from __future__ import annotations

import re
import typing
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from app.activity.facts import FACTS, STRANDS, Fact, Ref
from app.core.search import fold, words
from app.web.jinja import as_day, in_days, in_full, in_minutes, zone_name
from app.web.language import locale_in_force

STRAND_NAMES = {
    "mentoring": _l("Mentoring"),
    "offers": _l("Offers"),
    "needs": _l("Needs"),
    "scaling": _l("Innovations"),
    "outreach": _l("Outreach"),
    "people": _l("People"),
    "messages": _l("Messages"),
}
BLANK = "…"
_MOMENT = datetime(2001, 2, 3, 4, 5, tzinfo=UTC)
_NUMBER = re.compile(r"\b(2|0[.,]03)\b")
"""What stands for any number while a sentence is written: many languages have a form for two and more."""
_HOLLOW = re.compile(r"\s*(?:\(\s*\)|“\s*”|«\s*»)")
"""Brackets and quotes in which nothing is left."""


def kind_words(verb: str) -> str:
    """What entries of this kind say: "… accepted … as a mentee"."""
    return _all_words(_language()).get(verb, verb)


def kind_words_of(verb: str, name: str) -> str:
    """The same of what somebody did: "Ana Kovač accepted … as a mentee"."""
    words = kind_words(verb)
    return name + words.removeprefix(BLANK) if words.startswith(f"{BLANK} ") else words


def entry_words(verb: str) -> str:
    """How an entry of this kind is called in a sentence about it."""
    return _("“%(kind)s”", kind=kind_words(verb)) if verb in FACTS else _("an entry of the log")


def kind_groups() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """All kinds under the words of their strands, for a select."""
    return _groups(_language())


def verbs_saying(word: str) -> list[str]:
    """The kinds in whose words, or in whose strand's, one begins with this (folded) word."""
    return list(_saying(_language(), word))


def _language() -> str:
    return str(locale_in_force() or "en")


@lru_cache(16)
def _all_words(_locale: str) -> dict[str, str]:
    return {verb: _blank(kind) for verb, kind in FACTS.items()}


@lru_cache(16)
def _groups(locale: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    said = _all_words(locale)
    return tuple(
        (str(STRAND_NAMES.get(strand, strand)), tuple(sorted(_of(strand, said), key=lambda pair: fold(pair[1]))))
        for strand in STRANDS
    )


def _of(strand: str, said: dict[str, str]) -> list[tuple[str, str]]:
    return [(verb, said[verb]) for verb, kind in FACTS.items() if kind.strand == strand]


@lru_cache(512)
def _saying(locale: str, word: str) -> tuple[str, ...]:
    return tuple(verb for verb, said in _all_words(locale).items() if _says(f"{said} {_strand(verb)}", word))


def _strand(verb: str) -> str:
    return str(STRAND_NAMES.get(FACTS[verb].strand, ""))


def _says(text: str, word: str) -> bool:
    return any(part.startswith(word) for part in words(fold(text)[:200]))


def _blank(kind: type[Fact]) -> str:
    """The sentence without anything in it."""
    types = typing.get_type_hints(kind)
    told = {field.name: _nothing(types[field.name]) for field in fields(kind)}  # type: ignore[arg-type]
    slice_, event = kind.verb.split(".")
    template = current_app.jinja_env.get_template(f"{slice_}/events/{event}.html")
    text = template.render(told, actor=escape(BLANK), under=lambda _name, words: escape(words), entry_words=entry_words)
    words = _NUMBER.sub(BLANK, _without_moments(" ".join(Markup(text).striptags().split())))
    return _HOLLOW.sub("", words).rstrip(" :\N{NO-BREAK SPACE}")


def _without_moments(text: str) -> str:
    """A moment has to be one, for the sentence asks its zone; it is taken out as each filter writes it."""
    written = [in_full(_MOMENT), as_day(_MOMENT), in_days(_MOMENT), in_minutes(_MOMENT)]
    for moment in [*written, zone_name(_MOMENT), zone_name(_MOMENT, short=True)]:
        text = text.replace(moment, BLANK)
    return text


def _nothing(wanted: Any) -> Any:
    kinds = {*typing.get_args(wanted), wanted}
    if Ref in kinds:
        return escape(BLANK)
    if kinds & {datetime, date}:
        return _MOMENT if datetime in kinds else _MOMENT.date()
    return 2 if kinds & {int, float} else "" if str in kinds else None
