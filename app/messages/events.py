"""The facts that messages records. What was written is never among them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import PARTIES
from app.activity.sentences import LINKS

LINKS["conversation"] = "messages.conversation"


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
    """One wrote to the other. Only the first of several unread ones (`first`) goes to the inbox and by mail."""

    conversation: Ref
    author: Ref
    recipient: Ref
    first: bool = True

    def tells(self) -> Iterable[Ref]:
        return (self.recipient,) if self.first else ()

    def waits_for(self) -> Iterable[Ref]:
        return (self.recipient,) if self.first else ()
