"""The lists, in the reader's language, ready for a select or a tag."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import select

from app.core.prepared import prepared
from app.reference.models import Topic
from app.reference.places import NOT_COUNTRIES

__all__ = [
    "Topic",
    "countries",
    "country_name",
    "language_name",
    "languages",
    "topic_choices",
    "topic_name",
    "widened",
]

EUROPE = (
    "AL AD AM AT AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL "
    "NO PL PT RO RS SE SI SK SM TR UA VA XK"
).split()
SPOKEN = (
    "ar be bg bs ca cs cy da de el en es et eu fa fi fr ga gl hr hu hy is it ka lb lt lv mk mt nl no pl pt ro ru sk sl "
    "sq sr sv tr uk"
).split()
INDENT = "\N{NO-BREAK SPACE}" * 3


@prepared
def _topics() -> Any:
    """All topics, parents before their children. At most a few dozen."""
    return select(Topic.code, Topic.parent, Topic.name).order_by(Topic.position).limit(500)


def topic_name(code: str) -> str:
    """The topic's name in the reader's language."""
    from app.reference.topics import SHIPPED

    return str(SHIPPED.get(code, code))


def topic_choices() -> list[tuple[str, str]]:
    """For a select or checkboxes: (code, name); children are indented, by spaces that typing passes over."""
    return [(topic.code, (INDENT if topic.parent else "") + _(topic.name)) for topic in _topics()]


def widened(topics: Iterable[str]) -> frozenset[str]:
    """With each topic's parent (part of the wide need is covered) and, for a parent, all of its parts."""
    from app.reference.topics import SHIPPED

    chosen = set(topics)
    parents = {code.partition(".")[0] for code in chosen}
    return frozenset(chosen | parents | {code for code in SHIPPED if code.partition(".")[0] in chosen})


def country_name(code: str) -> str:
    """ "BE" → "Belgium"; empty for empty."""
    return str(get_locale().territories.get(code, code)) if code else ""


def countries(everywhere: bool = True) -> list[tuple[str, str]]:
    """(code, name): Europe's sorted by name, and behind them (unless `everywhere` is False) the rest of the world's."""
    names = get_locale().territories
    world = (code for code in names if len(code) == 2 and code.isalpha() and code not in {*NOT_COUNTRIES, *EUROPE})
    return [*_by_name(EUROPE, names), *(_by_name(world, names) if everywhere else [])]


def _by_name(codes: Iterable[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: pair[1])


def language_name(code: str) -> str:
    """ "el" → "Greek"."""
    name = get_locale().languages.get(code, code)
    return name[:1].upper() + name[1:]


def languages() -> list[tuple[str, str]]:
    """(code, name) of the languages people work in, sorted by name."""
    return sorted(((code, language_name(code)) for code in SPOKEN), key=lambda pair: pair[1])
