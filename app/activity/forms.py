"""What the log's page is asked, read from the address."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.activity.facts import FACTS, STRANDS
from app.activity.opened import OPENED
from app.activity.queries import Filters, name_of
from app.core.models import ID_LENGTH
from app.core.rules import Actor
from app.core.search import MAX_QUERY
from app.people.queries import cluster
from app.web.language import timezone
from app.web.periods import read_period

STRAND_NAMES = {
    "mentoring": _l("Mentoring"),
    "offers": _l("Offers"),
    "needs": _l("Needs"),
    "scaling": _l("Innovations"),
    "outreach": _l("Outreach"),
    "people": _l("People"),
    "messages": _l("Messages"),
}


def strand_choices() -> list[tuple[str, Any]]:
    """The kinds of entries, for the filter."""
    return [(strand, STRAND_NAMES[strand]) for strand in STRANDS]


def read_filters(asked: Mapping[str, str], reader: Actor | None) -> tuple[Filters, list[str]]:
    """The filters in the address, and a sentence for each that cannot be understood (it is left out).

    Who sees people unnamed cannot ask by name either: the answer would name them.
    """
    period, wrong = read_period(asked, timezone())
    strand = _one_of(STRANDS, asked.get("kind", ""), wrong)
    named = reader is not None and reader.role != "observer"
    person = asked.get("person", "")[:ID_LENGTH] if named else ""
    who = asked.get("who", "").strip()[:MAX_QUERY] if named else ""
    verb = _one_of(FACTS, asked.get("verb", ""), wrong)
    figure = asked.get("figure", "") if reader is not None and reader.role == "animator" else ""
    if figure not in OPENED:
        return Filters(strand, person, who, period, verb), wrong
    period = replace(period, zone=cluster().timezone)
    return Filters(strand, person, who, period, verb, figure, asked.get("topic", "")[:60]), wrong


def _one_of(known: Container[str], name: str, wrong: list[str]) -> str:
    if name and name not in known:
        wrong.append(_("There is no kind of entry “%(name)s”; all kinds are shown.", name=name[:40]))
        return ""
    return name


def chips(filters: Filters, url_without: Callable[..., str]) -> list[tuple[Any, str]]:
    """What narrows the log and has no field of its own: words, and the address without it."""
    found: list[tuple[Any, str]] = []
    if filters.person:
        found.append((name_of(filters.person) or _("someone who has left"), url_without("person")))
    if filters.verb:
        found.append((_("One kind of entry"), url_without("verb")))
    if filters.figure:
        found.append((OPENED[filters.figure].words(filters.topic), url_without("figure", "topic")))
    return found
