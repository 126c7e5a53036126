"""The newest messages beside the thing they are about, for the pages of other rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.core.rules import Actor
from app.messages.queries.talks import Talk, Thing, about
from app.messages.queries.threads import Thread, thread


@dataclass(frozen=True)
class Beside:
    """What templates/messages/_beside.html shows: `form` is the room's, `read_url` and `write_url` its routes."""

    talk: Talk
    thread: Thread
    form: Any
    read_url: str
    write_url: str


def beside(reader: Actor, thing: Thing, form: Any, read_url: str, write_url: str, newest: int = 8) -> Beside:
    """The newest of the conversation about a thing. The room has asked whether the reader takes part."""
    talk = about(reader, thing)
    said = thread(talk.id, None, talk.from_id, size=newest) if talk.id else Thread([])
    return Beside(talk, said, form, read_url, write_url)
