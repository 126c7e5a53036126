"""What people write to each other."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from app.demo.story import part
from app.demo.tale import Tale
from app.messages import actions

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


def _write(tale: Tale, who: str, other: str, text: str, seen: bool) -> None:
    reader: Any = tale.people[other]
    message = actions.write_to(tale.people[who], reader, text)
    if seen:
        actions.mark_seen(reader, message.conversation_id, message.id)
