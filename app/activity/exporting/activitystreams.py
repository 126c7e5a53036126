"""Entries as ActivityStreams 2.0 (https://www.w3.org/TR/activitystreams-core/): an OrderedCollection of Activities.

What the vocabulary has no word for keeps its own: `commonweave:verb` is the kind of entry, `commonweave:facts` all that
it says, as JSON (JSON-LD 1.1's `@json`), `commonweave:corrects` the earlier entry that this one puts right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from flask import current_app

from app.activity.exporting.telling import Told
from app.activity.facts import Ref
from app.activity.sentences import LINKS
from app.people.links import external

CONTEXT = [
    "https://www.w3.org/ns/activitystreams",
    {"commonweave": "urn:commonweave:", "commonweave:facts": {"@type": "@json"}},
]
TYPES: Mapping[str, str] = {
    "accepted": "Accept", "added": "Add", "agreed": "Accept", "announced": "Announce", "asked": "Offer",
    "blocked": "Block", "booked": "Create", "cancelled": "Undo", "changed": "Update", "commented": "Create",
    "confirmed": "Accept", "corrected": "Update", "declined": "Reject", "discarded": "Delete", "disputed": "Dislike",
    "drafted": "Create", "expired": "Reject", "given": "Create", "imported": "Create", "introduced": "Invite",
    "invited": "Invite", "issued": "Create", "joined": "Join", "left": "Leave", "logged": "Create", "made": "Create",
    "moved": "Move", "noted": "Create", "offered": "Offer", "opened": "Create", "proposed": "Offer",
    "published": "Announce", "rejected": "Reject", "removed": "Remove", "renewed": "Update", "reopened": "Update",
    "reported": "Flag", "requested": "Offer", "returned": "Reject", "revoked": "Undo", "sent": "Create",
    "set": "Create", "shared": "Announce", "taken": "Join", "thanked": "Like", "unblocked": "Undo",
    "unpublished": "Undo", "withdrawn": "Undo",
}  # fmt: skip
"""The type that a kind of entry comes closest to, by the last word of its verb."""
FALLBACK = "Activity"
OBJECTS: Mapping[str, str] = {
    "person": "Person", "organisation": "Organization", "session": "Event", "group": "Event", "activity": "Event",
    "post": "Note", "innovation": "Page", "certificate": "Document", "conversation": "Collection",
}  # fmt: skip


def type_of(verb: str) -> str:
    """Of an Activity."""
    return TYPES.get(verb.rpartition("_")[2], FALLBACK)


def written(entries: Iterable[Told], here: str, name: str) -> Iterator[str]:
    """The collection piece by piece, one Activity a line. `here` is its address; its size stands at its end, for it is
    known only then."""
    head = {"@context": CONTEXT, "type": "OrderedCollection", "id": here, "name": name}
    yield _json(head)[:-1] + ', "orderedItems": [\n'
    number = 0
    for number, entry in enumerate(entries, 1):
        yield (",\n" if number > 1 else "") + _json(activity(entry))
    yield f'\n], "totalItems": {number}}}\n'


def activity(entry: Told) -> dict[str, Any]:
    """One entry."""
    put_right = {"commonweave:corrects": f"{_log()}/{entry.corrects}"} if entry.corrects else {}
    return put_right | {
        "type": type_of(entry.verb),
        "id": f"{_log()}/{entry.ref}",
        "actor": _thing(entry.actor) if entry.actor else {"type": "Application", "id": _base(), "name": "Commonweave"},
        "object": _thing(entry.about),
        "published": _moment(entry.at),
        "summary": entry.sentence,
        "commonweave:verb": entry.verb,
        "commonweave:facts": {name: _fact(value) for name, value in entry.facts.items() if name != "actor"},
    }


def _thing(ref: Ref) -> dict[str, Any]:
    told = {"type": OBJECTS.get(ref.kind, "Object"), "id": address(ref), "name": ref.name}
    return {name: value for name, value in told.items() if value}


def address(ref: Ref) -> str | None:
    """The page of a thing; None where it has none."""
    pattern = _pattern(_base(), ref.kind, LINKS.get(ref.kind)) if ref.id else None
    return pattern and pattern.replace("ID", ref.id)


@cache
def _pattern(_base: str, _kind: str, endpoint: str | None) -> str | None:
    return external(endpoint, id="ID") if endpoint else None


def _base() -> str:
    return str(current_app.config["BASE_URL"]).rstrip("/")


def _log() -> str:
    return f"{_base()}/activity"


def _fact(value: Any) -> Any:
    if isinstance(value, Ref):
        return {"kind": value.kind, "id": value.id, "name": value.name}
    if isinstance(value, datetime):
        return _moment(value)
    return value.isoformat() if isinstance(value, date) else value


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
