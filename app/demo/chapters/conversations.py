"""What people write to each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from app.core.clock import now
from app.demo.story import part
from app.demo.tale import Tale
from app.innovations.queries import member_ids
from app.messages import actions
from app.messages.queries import Message, Thing

FRESH = timedelta(days=4)
"""What is older has been read."""


def put_on_agenda(tale: Tale) -> None:
    """Everything of conversations.toml."""
    for told in part("conversations")["conversation"]:
        writers = list(dict.fromkeys(who for _when, who, _text in told["lines"]))
        last_of = {who: n for n, (_when, who, _text) in enumerate(told["lines"])}
        before = None
        for n, (when, who, text) in enumerate(told["lines"]):
            before = tale.when(when, before)
            other = writers[1] if who == writers[0] else writers[0]
            fresh = told.get("unread") and before > tale.present - FRESH
            answered = last_of[other] > n  # who answers has read
            tale.on(before, partial(_write, tale, who, other, text, seen=not (fresh or answered)))
    for told in part("conversations")["group"]:
        tale.on(tale.when(told["at"]), partial(_call_together, tale, told))
    for told in part("conversations")["team"]:
        _lines(tale, told, None, partial(_write_to_team, tale, told["innovation"]))


def _write(tale: Tale, who: str, other: str, text: str, seen: bool) -> None:
    reader: Any = tale.people[other]
    message = actions.write_to(tale.people[who], reader, text)
    if seen:
        actions.mark_seen(reader, message.conversation_id, message.id)


def _lines(tale: Tale, told: dict[str, Any], before: datetime | None, write: Callable[[str, str], Any]) -> None:
    """Each line at its moment."""
    for when, who, text in told["lines"]:
        before = tale.when(when, before)
        tale.on(before, partial(write, who, text))


def _call_together(tale: Tale, told: dict[str, Any]) -> None:
    animator = tale.people[told["by"]]
    group = actions.open_group(animator, told["title"])
    for who in told["people"]:
        actions.add_to_group(animator, group, tale.people[who])
    _lines(tale, told, now(), lambda who, text: _seen(tale, actions.write_in(tale.people[who], group, text)))


def _write_to_team(tale: Tale, key: str, who: str, text: str) -> None:
    one = tale.innovations[key]
    thing = Thing("team", one.id, one.name, tuple(member_ids(one.id)))
    _seen(tale, actions.write_about(tale.people[who], thing, text))


def _seen(tale: Tale, message: Message) -> None:
    """All have read what is older than a few days."""
    if message.created_at < tale.present - FRESH:
        for person in tale.people.values():
            actions.mark_seen(person, message.conversation_id, message.id)
