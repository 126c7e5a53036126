"""The facts that messages records. What was written is never among them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import PARTIES
from app.activity.sentences import GONE, LINKS

LINKS["conversation"] = "messages.answer"
GONE["conversation"] = _l("a conversation")
LINKS["message_report"] = "messages.report"
GONE["message_report"] = _l("a message")


WHILE_TALKING = timedelta(minutes=1)
"""Who has the conversation open has seen it by then, and needs no mail."""


@fact(
    "messages.message_sent",
    strand="messages",
    visibility=PARTIES,
    mail=_l("Somebody writes to you"),
    mail_after=WHILE_TALKING,
)
class MessageSent(Fact):
    """One wrote to the other (`recipient`), or in a conversation of several (`kind`).

    Only the first of several unread ones goes to the inbox and by mail: to the other when it is the `first`, among
    several to those whom the action tells.
    """

    conversation: Ref
    author: Ref
    recipient: Ref | None = None
    first: bool = True
    kind: str = "pair"

    def tells(self) -> Iterable[Ref]:
        return self.waits_for()

    def waits_for(self) -> Iterable[Ref]:
        return (self.recipient,) if self.recipient and self.first else ()


@fact("messages.group_opened", strand="messages", visibility=PARTIES)
class GroupOpened(Fact):
    """An animator called a group together; its people are brought in one by one."""

    group: Ref
    animator: Ref


@fact("messages.group_renamed", strand="messages", visibility=PARTIES)
class GroupRenamed(Fact):
    """The animator who called a group together gave it another name; who takes part finds it in the log."""

    group: Ref
    animator: Ref


@fact("messages.group_joined", strand="messages", visibility=PARTIES)
class GroupJoined(Fact):
    """Somebody was brought into a group: they are told."""

    group: Ref
    person: Ref


@fact("messages.group_left", strand="messages", visibility=PARTIES)
class GroupLeft(Fact):
    """Somebody left a group, or was taken out of it (`removed`): they are told."""

    group: Ref
    person: Ref
    removed: bool = False


@fact(
    "messages.message_reported",
    strand="messages",
    visibility=PARTIES,
    mail=_l("Somebody shows a message to you as an animator"),
)
class MessageReported(Fact):
    """A participant showed a message to the animators: those who may judge it are told, nobody else."""

    report: Ref


@fact("messages.report_settled", strand="messages", visibility=PARTIES, mail=_l("An animator decided about a message"))
class ReportSettled(Fact):
    """An animator decided about a message that was reported; both sides are told, and not of each other."""

    report: Ref
    outcome: str
