"""Somebody leaves: their name goes out of every fact that names them; facts, numbers and order stay (BEHAVIOURS A5)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text, cast, delete, select, update

from app.activity.chain import ERASED
from app.activity.models import Delivery, Event, LogExport, LogFeed
from app.core.action import acting
from app.extensions import db


def pseudonymise(ref: str, kind: str = "person") -> None:
    """Take the name of this thing out of all facts. Its id, which leads nowhere any more, keeps them countable."""
    if not acting():
        raise RuntimeError("only an action erases")
    naming = select(Event).where(cast(Event.facts, Text).contains(f'"{ref}"', autoescape=True))
    for event in db.session.execute(naming.execution_options(yield_per=500)).scalars():
        _rewrite(event, {name: _unnamed(value, kind, ref) for name, value in event.facts.items()})
    db.session.flush()


def forget_address(person_id: str, address: str) -> None:
    """No mail goes there any more, the inbox is gone, and the address stands nowhere in the log; what they took out of
    it goes, too (its files are swept)."""
    for table in (Delivery, LogExport, LogFeed):
        db.session.execute(delete(table).where(table.person_id == person_id))
    if not address:
        return
    db.session.execute(
        update(Delivery).where(Delivery.address == address, Delivery.state == "queued").values(state="skipped")
    )
    db.session.execute(update(Delivery).where(Delivery.address == address).values(address=""))
    naming = select(Event).where(cast(Event.facts, Text).contains(f'"{address}"', autoescape=True))
    for event in db.session.execute(naming.execution_options(yield_per=500)).scalars():
        _rewrite(event, {name: "" if value == address else value for name, value in event.facts.items()})
    db.session.flush()


def _rewrite(event: Event, facts: dict[str, Any]) -> None:
    """Less is known from now on: the salt goes with the word, its digest stays in the chain (A4)."""
    gone = {name for name in facts if facts[name] != event.facts[name]}
    event.seals = {name: [ERASED if name in gone else salt, sealed] for name, (salt, sealed) in event.seals.items()}
    event.facts = facts


def _unnamed(value: Any, kind: str, ref: str) -> Any:
    if isinstance(value, dict) and value.get("kind") == kind and value.get("id") == ref:
        return value | {"name": ""}
    return value
