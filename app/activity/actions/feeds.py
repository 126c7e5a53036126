"""The secret address of one's own feed of the log. What people choose for themselves is no event."""

from __future__ import annotations

from app.activity.models import LogFeed
from app.activity.rules import may_keep_feed
from app.core.action import action
from app.core.rules import Actor, require
from app.people.feeds import OWN, own_row


@action(silent=OWN)
def open_log_feed(actor: Actor) -> None:
    """Give the log, as this person sees it, a secret address. Open already: the address stays."""
    require(may_keep_feed(actor))
    own_row(LogFeed, actor.id).open_address()


@action(silent=OWN)
def renew_log_feed(actor: Actor) -> None:
    """Another address; the one before leads nowhere from now on."""
    require(may_keep_feed(actor))
    own_row(LogFeed, actor.id).renew_address()


@action(silent=OWN)
def close_log_feed(actor: Actor) -> None:
    """The address leads nowhere from now on."""
    require(may_keep_feed(actor))
    own_row(LogFeed, actor.id).close_address()
