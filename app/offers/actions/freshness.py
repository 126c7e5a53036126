"""Whether a post still holds: asked of its owner, and answered (BEHAVIOURS O3)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import update

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.offers.actions.line import call_up
from app.offers.actions.moves import move_post, nudges_behind, of_post
from app.offers.actions.posts import fulfil_post, withdraw_post
from app.offers.actions.renewing import ask_again
from app.offers.events import PostNudged, PostRenewed
from app.offers.freshness import ending, nudges_due
from app.offers.models import Post
from app.offers.queries import open_claims_of, today
from app.offers.queries.freshness import to_be_asked
from app.offers.rules import may_ask_owner, may_renew_post
from app.people.queries import cluster

LONGEST = timedelta(days=5 * 366)


@action(silent="each owner who is asked is a fact of its own, inside")
def nudge_owners(at: datetime) -> int:
    """For the worker: ask each owner whose post has reached a step, once a step. Only the newest step is told: a worker
    that was down does not send five letters. How many."""
    zone, sent = cluster().timezone, 0
    for post in to_be_asked(at, zone):
        end = ending(post.until, post.standing, post.checked_at, zone)
        step = nudges_due(end, at) if end else 0
        if step > post.nudged and _claim_step(post, step):
            _nudge(post, step)
            sent += 1
    return sent


@action
def _nudge(post: Post, step: int) -> None:
    record(None, PostNudged(**of_post(post), nudge=step))


@action
def ask_owner(actor: Actor, post: Post) -> Post:
    """An animator asks the owner of a stale post whether it still holds."""
    require(may_ask_owner(actor, post))
    if post.state not in ("published", "paused"):
        raise Conflict(_("This post is closed."))
    record(actor, PostNudged(**of_post(post), nudge=0))
    return post


@action
def renew_post(actor: Actor, post: Post, until: date | None = None) -> Post:
    """It still holds: until this day, or (None) as standing as it was. A paused one is on the board again."""
    require(may_renew_post(actor, post))
    if post.state not in ("published", "paused"):
        raise Conflict(_("This post is closed; it can no longer be changed. You can copy it."))
    if until is None and not post.standing:
        raise Refused(_("Choose its last day."), field="until")
    if until is not None and not today() <= until <= today() + LONGEST:
        raise Refused(_("Choose a day within the next five years, or none."), field="until")
    if until is not None and post.starts_on is not None and until < post.starts_on:
        raise Refused(_("The last day comes before the first."), field="until")
    if (until, post.state, post.standing) == (post.until, "published", False):
        return post
    values = {"until": until, "checked_at": now(), "nudged": nudges_behind(until, until is None)}
    values["standing"] = until is None
    move_post(post, "published", since=("published", "paused"), **values)
    ask_again(actor, post)
    call_up(post)
    record(actor, PostRenewed(**of_post(post), until=until))
    return post


@action(silent="the post's end is told by fulfil_post or withdraw_post, inside")
def end_post(actor: Actor, post: Post, reason: str = "") -> Post:
    """It is gone: done when something came of it and nobody waits, else taken back (O4)."""
    if open_claims_of(post.id, "confirmed") and not open_claims_of(post.id):
        return fulfil_post(actor, post)
    return withdraw_post(actor, post, reason)


def _claim_step(post: Post, step: int) -> bool:
    """Whether this worker is the one that takes the step."""
    claim = update(Post).where(Post.id == post.id, Post.nudged < step).values(nudged=step)
    taken = db.session.execute(claim.execution_options(synchronize_session=False)).rowcount == 1  # type: ignore[attr-defined]
    db.session.refresh(post)
    return taken
