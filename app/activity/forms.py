"""What the log's page is asked, read from the address; and the mail settings."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.activity.facts import FACTS, STRANDS
from app.activity.kinds import STRAND_NAMES, kind_groups
from app.activity.models import ANIMATORS, MEMBERS, NETWORK, PARTIES, PUBLIC
from app.activity.opened import OPENED
from app.activity.queries import Filters
from app.core.models import ID_LENGTH
from app.core.rules import Actor
from app.core.search import MAX_QUERY
from app.people.queries import cluster
from app.reference.queries import topic_choices
from app.web.forms import Form, line, required
from app.web.language import timezone
from app.web.periods import read_period

ASKED = (
    "q", "kind", "verb", "person", "who", "organisation", "innovation", "topic", "thing", "seen", "mine", "since",
    "until", "figure",
)  # fmt: skip
"""The names of all filters, as they stand in the address. That of the cluster is missing on purpose: every entry is
this cluster's own, and a filter with one choice tells nothing. It comes with the first entry from another cluster."""
LEVELS = {
    "parties": (PARTIES, _l("Those who take part")),
    "animators": (ANIMATORS, _l("They and the animators")),
    "members": (MEMBERS, _l("All members")),
    "network": (NETWORK, _l("Members and observers")),
    "public": (PUBLIC, _l("Everybody")),
}
"""Who sees an entry, from few to many, by the name in the address."""
TAKEN_AS_IDS = re.compile(rf"[0-9a-hjkmnp-tv-z]{{{ID_LENGTH}}}")


def strand_choices() -> list[tuple[str, Any]]:
    """The kinds of entries, for the filter."""
    return [(strand, STRAND_NAMES[strand]) for strand in STRANDS]


def level_choices(reader: Actor) -> list[tuple[str, Any]]:
    """Who sees an entry, for the filter; what a reader can never see is not offered."""
    least = NETWORK if reader.role == "observer" else PARTIES
    return [(name, words) for name, (level, words) in LEVELS.items() if level >= least]


def verb_groups(filters: Filters) -> list[Any]:
    """The kinds of entries in words, in groups; those of the strand that is chosen."""
    chosen = str(STRAND_NAMES.get(filters.strand, ""))
    return [group for group in kind_groups() if chosen in ("", group[0]) or filters.verb in dict(group[1])]


def read_filters(asked: Mapping[str, str], reader: Actor | None) -> tuple[Filters, list[str]]:
    """The filters in the address, and a sentence for each that cannot be understood (it is left out).

    Who sees people unnamed cannot ask by name either: the answer would name them.
    """
    period, wrong = read_period(asked, timezone())
    named = reader is not None and reader.role != "observer"
    figure = _figure(asked.get("figure", ""), reader)
    house, work = asked.get("organisation", "").strip(), asked.get("innovation", "").strip()
    filters = Filters(
        strand=_one_of(STRANDS, asked.get("kind", ""), wrong),
        person=asked.get("person", "")[:ID_LENGTH] if named else "",
        who=asked.get("who", "").strip()[:MAX_QUERY] if named else "",
        period=period,
        verb=_one_of(FACTS, asked.get("verb", ""), wrong),
        topic=asked.get("topic", "")[:60] if figure else _topic(asked.get("topic", ""), wrong),
        organisation=house if TAKEN_AS_IDS.fullmatch(house) else "",
        innovation=work if TAKEN_AS_IDS.fullmatch(work) else "",
        thing=asked.get("thing", "")[:ID_LENGTH],
        house="" if TAKEN_AS_IDS.fullmatch(house) else house[:MAX_QUERY],
        work="" if TAKEN_AS_IDS.fullmatch(work) else work[:MAX_QUERY],
        seen=_level(asked.get("seen", ""), wrong),
        mine=reader.id if named and reader and asked.get("mine") == "1" else "",
        q=asked.get("q", "").strip()[:MAX_QUERY],
        unnamed=not named,
    )
    if not figure:
        return filters, wrong
    return replace(filters, figure=figure, period=replace(period, zone=cluster().timezone)), wrong


def _one_of(known: Container[str], name: str, wrong: list[str]) -> str:
    if name and name not in known:
        wrong.append(_("There is no kind of entry “%(name)s”; all kinds are shown.", name=name[:40]))
        return ""
    return name


def _figure(name: str, reader: Actor | None) -> str:
    """What is counted is opened by animators alone; the topic beside it is one of its own groups."""
    return name if name in OPENED and reader is not None and reader.role == "animator" else ""


def _topic(code: str, wrong: list[str]) -> str:
    if code and code not in dict(topic_choices()):
        wrong.append(_("There is no topic “%(name)s”; all topics are shown.", name=code[:40]))
        return ""
    return code


def _level(name: str, wrong: list[str]) -> int | None:
    if name and name not in LEVELS:
        wrong.append(_("Who sees an entry cannot be “%(name)s”; all entries are shown.", name=name[:40]))
    return LEVELS[name][0] if name in LEVELS else None


class ViewForm(Form):
    """What a view of the log is called that one keeps."""

    name = line(_l("Name"), required(_l("Give the view a name.")), maximum=80)
