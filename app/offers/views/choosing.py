"""The choices of the board's filters, each with how many posts it would leave, and the chips of those that are made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext as _

from app.core.paging import Count
from app.offers.models import CATEGORIES, KINDS
from app.offers.queries import BoardFilter, Facets
from app.offers.words import CATEGORY, KIND
from app.reference.queries import countries, country_name, language_name, languages, topic_choices, topic_name

Choices = list[tuple[str, str]]
LATER = ("topic", "country", "region", "language", "by", "remote", "free", "show")
"""What stands under "More filters"."""


def choices(asked: BoardFilter, counted: Facets, poster: str, innovations: Choices) -> dict[str, Any]:
    """For each filter its (value, words). `poster` is the name behind `by`; `innovations` are the reader's own."""
    return {
        "kind": _numbered([(key, KIND[key]) for key in KINDS], counted.of("kind")),
        "category": _numbered([(key, CATEGORY[key]) for key in CATEGORIES], counted.of("category")),
        "topic": _numbered(topic_choices(), counted.of("topic")),
        "country": _there("country", countries(), counted, asked.country, country_name(asked.country)),
        "region": _there("region", _themselves(counted.of("region")), counted, asked.region, asked.region),
        "language": _there("language", languages(), counted, asked.language, language_name(asked.language)),
        "by": _there("by", sorted(counted.names.items(), key=_by_name), counted, asked.by, poster),
        "remote": _with_number(_("Remote"), counted.of("remote").get("1")),
        "free": _with_number(_("Free now"), counted.of("free").get("1")),
        "sort": _orders(asked, bool(innovations)),
        "fit": innovations,
        "more": any(getattr(asked, name) for name in LATER),
    }


def _themselves(counted: Iterable[str]) -> Choices:
    return [(value, value) for value in sorted(counted)]


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def _numbered(options: Iterable[tuple[str, Any]], counted: dict[str, Count]) -> Choices:
    return [(value, _with_number(str(words), counted.get(value))) for value, words in options]


def _with_number(words: str, count: Count | None) -> str:
    return f"{words} ({count})" if count else words


def _there(what: str, options: Choices, facets: Facets, chosen: str, words: str) -> Choices:
    """Only those that leave something; where not everything was counted, all that may; the chosen one in any case."""
    counted, every = facets.of(what), facets.in_use.get(what) or {value for value, _name in options}
    offered = {*counted, *(every if what in facets.partly else ()), chosen}
    shown = [(value, name) for value, name in options if value in offered]
    if chosen and chosen not in {value for value, _name in shown}:
        shown.append((chosen, words or chosen))
    return _numbered(shown, counted)


def _orders(asked: BoardFilter, may_fit: bool) -> Choices:
    orders = [("", _("Newest first"))] + ([] if asked.show else [("ending", _("Ending soon first"))])
    return [*orders, ("fit", _("Best fit for my innovation"))] if may_fit else orders


def chips(asked: BoardFilter, poster: str) -> list[tuple[str, str]]:
    """(words, the address without it) of every filter in force."""
    here = url_for("offers.index")
    without = {"country": {"country": "", "region": ""}}
    return [
        (words, f"{here}?{urlencode(asked.args(**without.get(name, {name: ''})))}".rstrip("?"))
        for name, words in in_words(asked, poster)
    ]


def in_words(asked: BoardFilter, poster: str) -> list[tuple[str, str]]:
    """What is asked for, filter by filter, as people say it."""
    words: dict[str, Any] = {
        "q": f"“{asked.q}”",
        "kind": KIND.get(asked.kind),
        "category": CATEGORY.get(asked.category),
        "topic": topic_name(asked.topic),
        "country": country_name(asked.country),
        "region": asked.region,
        "language": language_name(asked.language) if asked.language else "",
        "remote": _("Remote"),
        "free": _("Free now"),
        "by": poster or _("Somebody"),
        "show": _("Closed ones too"),
    }
    return [(name, str(said)) for name, said in words.items() if getattr(asked, name)]
