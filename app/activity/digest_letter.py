"""The digest as a mail: by room and thing, each sentence with its links, in the recipient's language and zone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from app.activity.actions.notices import no_digest
from app.activity.facts import STRANDS
from app.activity.forms import STRAND_NAMES
from app.activity.letters import DIGEST_LETTER, LETTERS, SWITCHES, Switch
from app.activity.mail_names import outside_names
from app.activity.models import Delivery
from app.activity.queries import Person, still_new, wants_digest
from app.activity.reading import hidden_from, plain_names_for, way_to, without
from app.activity.sentences import sentence
from app.extensions import db
from app.people.links import external

Facts = dict[str, Any]
THINGS, LINES = 25, 4
"""So many things, and so many sentences of each, are told; how many more there are is said."""


def digest(facts: Facts) -> Facts | None:
    """What is still new of what was put together, or None when nothing is left of it."""
    person = db.session.get(Person, facts["recipient"].id)
    if person is None or not wants_digest(person):
        return None
    rows = still_new(person, Delivery.bundle_id == facts["delivery_id"])
    things = _things(rows, person)
    told = things[:THINGS]
    if not rows:
        return None
    return {
        "rooms": [(STRAND_NAMES[name], own) for name in STRANDS if (own := [it for it in told if it["room"] == name])],
        "number": len(rows),
        "more": len(rows) - sum(thing["number"] for thing in told),
        "inbox_url": external("activity.inbox"),
    }


def _things(rows: Iterable[Any], person: Person) -> list[Facts]:
    """By thing, the one with the newest event first."""
    found: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        found.setdefault((row.object_kind, row.object_id), []).append(row)
    apart = hidden_from(person.id, person.role)
    return [_thing(about, person, apart) for about in found.values()]


def _thing(rows: list[Any], person: Person, apart: Collection[str]) -> Facts:
    newest, shown = rows[0], [_line(row, person, apart) for row in rows[:LINES]]
    hidden = any(line["hidden"] for line in shown)
    return {
        "room": newest.strand,
        "url": None if hidden else way_to(newest.object_kind, newest.object_id, person, external=True),
        "lines": shown,
        "number": len(rows),
        "more": len(rows) - len(shown),
    }


def _line(row: Any, person: Person, apart: Collection[str]) -> Facts:
    """One sentence. Nobody is named, and nothing linked, whom the person is kept apart from."""
    facts, plain = without(row.facts, apart), plain_names_for(person)
    hidden = facts != row.facts
    html = sentence(row.verb, facts, plain if hidden else outside_names(person))
    return {"html": html, "text": sentence(row.verb, facts, plain).striptags(), "at": row.at, "hidden": hidden}


LETTERS[DIGEST_LETTER] = digest
SWITCHES[DIGEST_LETTER] = Switch(_l("The digest of what is new"), no_digest, "activity.preferences")
