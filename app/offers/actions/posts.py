"""Posting, changing, pausing, closing."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.offers.actions.files import put_files
from app.offers.actions.line import call_up
from app.offers.actions.moves import limit_story, move_post, of_post, put_on_board
from app.offers.actions.renewing import ask_again
from app.offers.actions.writing import changes, check, write
from app.offers.events import (
    PostChanged,
    PostDrafted,
    PostFulfilled,
    PostPaused,
    PostPublished,
    PostResumed,
    PostSubmitted,
    PostWithdrawn,
)
from app.offers.models import KINDS, OPEN_POSTS, Post, PostContent, PostFiles
from app.offers.queries import open_claims_of, today, waits_for_animator
from app.offers.rules import (
    may_edit_post,
    may_fulfil_post,
    may_pause_post,
    may_post_for,
    may_publish_post,
    may_resume_post,
    may_withdraw_post,
)
from app.people.queries import active_animators

RUNNING = ("requested", "accepted", "delivered", "disputed")
"""A post with such claims is not done."""


@action
def create_post(
    actor: Actor,
    kind: str,
    content: PostContent,
    publish: bool = True,
    owner: Actor | None = None,
    files: PostFiles | None = None,
) -> Post:
    """Put an offer or a need on the board, or keep it as a draft. An animator may do so for another `owner`."""
    whose = owner or actor
    require(may_post_for(actor, whose))
    if kind not in KINDS:
        raise Refused(_("Say whether this is an offer or a need."))
    check(whose.id, content)
    post = Post(kind=kind, owner_id=whose.id, state="draft", taken=0)
    post.posted_by = actor.id if whose.id != actor.id else None
    write(post, content)
    put_files(actor, post, files or PostFiles())
    if publish:
        return publish_post(actor, post)
    record(actor, PostDrafted(**of_post(post)))
    return post


@action
def publish_post(actor: Actor, post: Post) -> Post:
    """Put a draft on the board; or, where animators see a member's post first, before them."""
    require(may_publish_post(actor, post))
    if post.until is not None and post.until < today():
        raise Refused(_("Its last day has passed. Give it a later one first."), field="until")
    if waits_for_animator(actor):
        move_post(post, "submitted", since=("draft",))
        limit_story(post)
        record(actor, PostSubmitted(**of_post(post)), ask=active_animators())
        return post
    put_on_board(post, since=("draft",), published_at=now())
    record(actor, PostPublished(**of_post(post)))
    call_up(post)
    return post


@action
def edit_post(actor: Actor, post: Post, content: PostContent, files: PostFiles | None = None) -> Post:
    """Change what the post says, and (unless None) its files. Claims keep the snapshot of what was agreed; who has an
    open one is told, and asked again when the change is a material one (O5)."""
    require(may_edit_post(actor, post))
    if post.state not in OPEN_POSTS:
        raise Conflict(_("This post is closed; it can no longer be changed. You can copy it."))
    if content.quantity is not None and content.quantity < post.taken:
        promised = ngettext("%(num)d is promised already.", "%(num)d are promised already.", post.taken)
        raise Refused(promised + " " + _("It cannot be fewer than that."), field="quantity")
    if post.taken and content.unit != post.unit:
        raise Refused(_("What is promised was promised in this unit: it stays. You can copy the post."), field="unit")
    check(post.owner_id, content, kept=post)
    other_files = files is not None and put_files(actor, post, files)
    if not changes(post, content) and not other_files:
        return post
    write(post, content)
    limit_story(post)
    asked = ask_again(actor, post)
    call_up(post)
    record(actor, PostChanged(**of_post(post)), tell={claim.claimer_id for claim in open_claims_of(post.id)} - asked)
    return post


@action
def pause_post(actor: Actor, post: Post) -> Post:
    """Take it off the board for a while; what is agreed goes on."""
    require(may_pause_post(actor, post))
    move_post(post, "paused", since=("published",))
    record(actor, PostPaused(**of_post(post)))
    return post


@action
def resume_post(actor: Actor, post: Post) -> Post:
    """Put a paused post back."""
    require(may_resume_post(actor, post))
    move_post(post, "published", since=("paused",))
    record(actor, PostResumed(**of_post(post)))
    call_up(post)
    return post


@action
def withdraw_post(actor: Actor, post: Post, reason: str = "") -> Post:
    """Take it back. Who has an open claim is told first, with the reason; what was delivered stays (O4)."""
    from app.offers.actions.agreeing import close_claim

    require(may_withdraw_post(actor, post))
    waiting = open_claims_of(post.id, "waiting", "requested", "accepted")
    if waiting and not reason:
        raise Refused(_("Others are waiting for this: tell them why you take it back."), field="reason")
    told = of_post(post)
    move_post(post, "withdrawn", since=OPEN_POSTS, closed_reason=reason, **_unseen(post))
    for claim in waiting:
        close_claim(actor, claim, "no_capacity", reason)
    record(actor, PostWithdrawn(**told))
    return post


def _unseen(post: Post) -> dict[str, Any]:
    """What was not on the board when it was withdrawn leaves no page for others."""
    return {} if post.state in ("published", "paused") else {"published_at": None}


@action
def fulfil_post(actor: Actor | None, post: Post) -> Post:
    """All of it was delivered; who still waits in line is told. `actor` None: the last confirmation did it."""
    from app.offers.actions.agreeing import close_claim

    if actor is not None:
        require(may_fulfil_post(actor, post))
    if open_claims_of(post.id, *RUNNING):
        raise Conflict(_("There are still open requests. Answer them, or wait until all is delivered and confirmed."))
    if not open_claims_of(post.id, "confirmed"):
        raise Conflict(_("Nothing was delivered yet. Withdraw it if it is no longer there."))
    move_post(post, "fulfilled", since=("published", "paused"))
    for claim in open_claims_of(post.id, "waiting"):
        close_claim(actor, claim, "no_capacity", "")
    record(actor, PostFulfilled(**of_post(post)))
    return post


def fulfil_if_done(post: Post) -> None:
    """Close a post whose every unit was delivered and confirmed, and for which nobody waits."""
    all_taken = post.quantity is not None and post.taken == post.quantity
    if post.state in ("published", "paused") and all_taken and not open_claims_of(post.id):
        fulfil_post(None, post)
