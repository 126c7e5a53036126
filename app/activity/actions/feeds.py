"""The secret address of one's own feed of the log. What people choose for themselves is no event."""

from __future__ import annotations

from app.activity.models import LogFeed
from app.activity.queries.feeds import FEED
from app.activity.rules import may_keep_feed
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, require
from app.extensions import db
from app.people.links import token_hash


@action(silent="one's own secret address is nobody else's business")
def open_log_feed(actor: Actor) -> LogFeed:
    """Give the log, as this person sees it, a secret address. Open already: the address stays."""
    require(may_keep_feed(actor))
    feed = _feed(actor)
    return feed if feed.secret_hash else _new_address(feed)


@action(silent="one's own secret address is nobody else's business")
def renew_log_feed(actor: Actor) -> LogFeed:
    """Another address; the one before leads nowhere from now on."""
    require(may_keep_feed(actor))
    return _new_address(_feed(actor))


@action(silent="one's own secret address is nobody else's business")
def close_log_feed(actor: Actor) -> LogFeed:
    """The address leads nowhere from now on."""
    require(may_keep_feed(actor))
    feed = _feed(actor)
    feed.secret_hash = None
    return feed


def _feed(actor: Actor) -> LogFeed:
    feed = db.session.get(LogFeed, actor.id)
    if feed is None:
        feed = LogFeed(person_id=actor.id, round=0)
        db.session.add(feed)
    return feed


def _new_address(feed: LogFeed) -> LogFeed:
    feed.round, feed.made_at = feed.round + 1, now()
    feed.secret_hash = token_hash(FEED, feed.person_id, feed.round)
    return feed
