"""What mails are made of besides the event's sentence, made from its facts when they are sent. Rooms register here.

    LETTERS["people/mail/invitation"] = invitation_letter

For a mail with a template of its own. The function takes the facts (Refs, moments and plain values by name, and
`recipient`) and returns what the template is filled with, or None when the letter is no longer of use (the invitation
was revoked): then nothing is sent. Secrets are derived here, at the last moment, so that none lies in the database
(SECURITY 9). A `locale` in the result is the language of somebody without an account. A letter "people/mail/x:ID" is
of the template "people/mail/x" and about one of several things that the event tells of: the function finds its ID
under `of`.

    ATTACHMENTS["mentoring.session_booked"] = invitation_files

For what the mail of an event carries: the function takes the same facts and returns Attachments, made in the
recipient's language.

    BESIDES["mentoring.session_booked"] = partners_time

For what the mail says below its sentence, to this recipient alone; empty for nothing.

    SWITCHES["mentoring/mail/reminder_day"] = Switch(_l("A session of yours begins tomorrow"), …)

For letters that say how to get no more of them (N3).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Recipient:
    """To whom the mail goes; `id` is None for somebody without an account."""

    id: str | None
    name: str
    address: str


@dataclass(frozen=True)
class Attachment:
    """A file of a mail. `alternative`, like "text/calendar", says as what it also stands beside the text and the HTML:
    programs that know the kind show it in their place."""

    name: str
    content: bytes
    kind: str = "application/octet-stream"
    alternative: str = ""
    parameters: dict[str, str] = field(default_factory=dict)  # of the alternative: {"method": "REQUEST"}


@dataclass(frozen=True)
class Switch:
    """A kind of letter that one may do without: what it is called among the settings, how it is switched off for a
    person (called with their id, inside an action), and the page where it is switched on again."""

    words: Any
    off: Callable[[str], None]
    page: str


LETTERS: dict[str, Callable[[dict[str, Any]], dict[str, Any] | None]] = {}
ATTACHMENTS: dict[str, Callable[[dict[str, Any]], Sequence[Attachment]]] = {}
BESIDES: dict[str, Callable[[dict[str, Any]], str]] = {}
SWITCHES: dict[str, Switch] = {}
DIGEST_LETTER = "activity/mail/digest"
"""All that is new since the last one (digests.py)."""
