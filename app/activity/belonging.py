"""What a thing belongs to: a session to its mentorship, that to its innovation and its topics. Entries of the log are
found by all of it. The rooms say it in their queries, as they say in their events where a thing is shown (LINKS).

What is noted with an entry stays as it was then: a session held for an innovation stays that innovation's, and the
chain of the log holds it. What is noted later is an index beside the log, and no part of its chain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import literal, select
from sqlalchemy.dialects.sqlite import insert

from app.activity.facts import Ref
from app.activity.models import EventRef
from app.core.action import action
from app.extensions import db

BELONGS: dict[str, Callable[[str], Iterable[Ref]]] = {}
"""By the kind of thing: what one with this id belongs to, as Refs without names; topics are Ref("topic", code, "")."""
ABOVE = "of:"
"""Before the kind in EventRef: noted after the entry was recorded."""
DEPTH = 4
"""Session, mentorship, innovation, organisation: nothing belongs further up."""
BATCH = 500


def above(facts: Mapping[str, Any]) -> dict[str, str]:
    """What the things that facts name belong to, as {id: kind}."""
    things = [value for value in facts.values() if isinstance(value, dict) and "kind" in value]
    return _above({thing["id"]: thing["kind"] for thing in things})


def _above(things: Mapping[str, str]) -> dict[str, str]:
    """What these things (id → kind) belong to, and what that belongs to in turn; they themselves left out."""
    found, new = dict(things), dict(things)
    for _step in range(DEPTH):
        above = [ref for id_, kind in new.items() if kind in BELONGS for ref in BELONGS[kind](id_)]
        new = {ref.id: ref.kind for ref in above if ref.id and ref.id not in found}
        found |= new
    return {id_: kind for id_, kind in found.items() if id_ not in things}


@action(silent="part of the index of the log; nothing happened")
def note_belongings(_actor: None) -> int:
    """Note with every entry what its things belong to now, where it is not noted yet: after the log was put in from
    elsewhere, or a room has learned to say it. Safe to run again. Gives how many things were looked at."""
    looked, after = 0, ""
    while things := _things(after):
        for id_, kind in things:
            note_with(id_, _above({id_: kind}))
        looked, after = looked + len(things), things[-1][0]
    return looked


def _things(after: str) -> list[Any]:
    found = select(EventRef.ref_id, EventRef.kind).where(EventRef.ref_id > after, EventRef.kind.in_(sorted(BELONGS)))
    return list(db.session.execute(found.distinct().order_by(EventRef.ref_id).limit(BATCH)))


def note_with(id_: str, above: Mapping[str, str]) -> None:
    """Let all that is told of a thing be found with these (id → kind), too: it has become part of them. Part of an
    action."""
    named = EventRef.ref_id == id_, ~EventRef.kind.startswith(ABOVE, autoescape=True)
    for key, kind in above.items():
        rows = select(EventRef.event_id, literal(key), literal(ABOVE + kind), EventRef.at).where(*named)
        noted = insert(EventRef).from_select(["event_id", "ref_id", "kind", "at"], rows)
        db.session.execute(noted.on_conflict_do_nothing())
