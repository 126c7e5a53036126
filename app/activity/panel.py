"""What stands around the entries of the log: choices of its filters, tabs, the filters as they are in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from app.activity.forms import ASKED, LEVELS, level_choices, strand_choices, verb_groups
from app.activity.kinds import STRAND_NAMES, kind_words
from app.activity.opened import OPENED
from app.activity.queries import Filters, name_in_log, name_of
from app.core.rules import Actor
from app.reference.queries import topic_choices, topic_name
from app.web.jinja import in_days
from app.web.language import timezone
from app.web.periods import beginning, read_day

IN_SIGHT = {"q", "kind", "mine", "figure", "person"}
"""Filters that are not in the folded part, or have no field."""


@dataclass(frozen=True)
class Panel:
    """`kept` are the filters without a field of their own; `day` is that of `on`, as typed;
    `page` is the address of an entry, with REF in it."""

    strands: list[tuple[str, Any]]
    verbs: tuple[Any, ...]
    topics: list[tuple[str, str]]
    levels: list[tuple[str, Any]]
    level_words: list[Any]
    kept: list[str]
    more: bool
    day: str
    page: str


def panel(filters: Filters, reader: Actor, chosen: Mapping[str, str]) -> Panel:
    """For this reader, with these filters."""
    unseen = {"person": filters.person, "organisation": filters.organisation, "innovation": filters.innovation}
    day = request.args.get("on", "").strip()[:10]
    kept = [name for name in ("thing", "figure") if name in chosen]
    return Panel(
        strand_choices(),
        tuple(verb_groups(filters)),
        topic_choices(),
        level_choices(reader),
        [words for _level, words in LEVELS.values()],
        kept + [name for name, id_ in unseen.items() if id_],
        any(name in chosen for name in ASKED if name not in IN_SIGHT) or bool(day),
        day,
        url_for("activity.entry", id="REF"),
    )


def chosen() -> dict[str, Any]:
    """The filters as they are in the address, for links that keep them."""
    return {name: request.args[name] for name in ASKED if request.args.get(name, "").strip()}


def chips(filters: Filters, reader: Actor, without: Callable[..., str] | None = None) -> list[tuple[Any, str]]:
    """What narrows the log: words, and the address without it (of the log, or as `without` has it)."""
    told = [*_kinds(filters), *_named(filters, reader), *_days(filters)]
    return [(words, (without or address_without)(*names)) for words, *names in told if words]


def _kinds(filters: Filters) -> Iterator[tuple[Any, ...]]:
    yield filters.q and f"“{filters.q}”", "q"
    yield filters.strand and STRAND_NAMES[filters.strand], "kind"
    yield filters.verb and kind_words(filters.verb), "verb"
    yield next((words for level, words in LEVELS.values() if level == filters.seen), ""), "seen"


def _named(filters: Filters, reader: Actor) -> Iterator[tuple[Any, ...]]:
    if filters.person:
        yield name_of(reader, filters.person) or _("someone who has left"), "person"
    yield filters.who, "who"
    yield filters.house, "organisation"
    yield filters.work, "innovation"
    for name in ("organisation", "innovation", "thing"):
        if id_ := getattr(filters, name):
            yield name_in_log(reader, id_) or _("One thing alone"), name


def _days(filters: Filters) -> Iterator[tuple[Any, ...]]:
    for name, day in filters.period.as_args.items():
        yield f"{_('From') if name == 'since' else _('To')} {in_days(date.fromisoformat(day))}", name
    if to := read_day(request.args.get("on", ""), []):
        yield _("%(day)s and before", day=in_days(to)), "on"
    if filters.figure:
        yield OPENED[filters.figure].words(filters.topic), "figure", "topic"
    else:
        yield filters.topic and topic_name(filters.topic), "topic"


def address_without(*names: str) -> str:
    """The log with all filters but these."""
    return url_for("activity.index", **{name: value for name, value in chosen().items() if name not in names})


def begins_before(wrong: list[str]) -> datetime | None:
    """The end of the day that one jumps to (`on` in the address), as an instant; what is no day is said in `wrong`."""
    day = read_day(request.args.get("on", ""), wrong)
    return beginning(day + timedelta(days=1), timezone()) if day else None
