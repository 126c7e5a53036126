"""Posting, changing, pausing, closing."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.activity.record import limit_shown, record
from app.config import LANGUAGES
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.core.search import index
from app.extensions import db
from app.offers.actions.moves import move_post, of_post
from app.offers.actions.renewing import ask_again
from app.offers.events import (
    LEVELS,
    PostChanged,
    PostDrafted,
    PostFulfilled,
    PostPaused,
    PostPublished,
    PostResumed,
    PostWithdrawn,
)
from app.offers.models import (
    AUDIENCES,
    CATEGORIES,
    KINDS,
    MAX_TOPICS,
    MAX_UNITS,
    OPEN_POSTS,
    Post,
    PostContent,
    PostLanguage,
    PostTopic,
)
from app.offers.queries import languages_of, open_claims_of, own_innovations, own_organisation, today, topics_of
from app.offers.rules import (
    may_edit_post,
    may_fulfil_post,
    may_pause_post,
    may_post,
    may_publish_post,
    may_resume_post,
    may_withdraw_post,
)
from app.offers.words import CATEGORY
from app.people.queries import Organisation
from app.reference.queries import Topic, country_name, topic_name

BESIDE = ("topics", "languages")
"""What a post says in tables of its own."""


@action
def create_post(actor: Actor, kind: str, content: PostContent, publish: bool = True) -> Post:
    """Put an offer or a need on the board, or keep it as a draft."""
    require(may_post(actor))
    if kind not in KINDS:
        raise Refused(_("Say whether this is an offer or a need."))
    _check(actor, content)
    post = Post(kind=kind, owner_id=actor.id, state="draft", taken=0)
    write(post, content)
    db.session.add(post)
    db.session.flush()
    _set_beside(post, content)
    make_findable(post)
    if publish:
        return publish_post(actor, post)
    record(actor, PostDrafted(**of_post(post)))
    return post


@action
def publish_post(actor: Actor, post: Post) -> Post:
    """Put a draft on the board."""
    require(may_publish_post(actor, post))
    _still_ahead(post.until)
    move_post(post, "published", since=("draft",), published_at=now())
    limit_shown("post", post.id, LEVELS[post.audience])
    record(actor, PostPublished(**of_post(post)))
    return post


@action
def edit_post(actor: Actor, post: Post, content: PostContent) -> Post:
    """Change what the post says. Claims keep their snapshot; who has an open one is told, or asked again (O5)."""
    require(may_edit_post(actor, post))
    if post.state not in OPEN_POSTS:
        raise Conflict(_("This post is closed; it can no longer be changed. You can copy it."))
    if content.quantity is not None and content.quantity < post.taken:
        promised = ngettext("%(num)d is promised already.", "%(num)d are promised already.", post.taken)
        raise Refused(promised + " " + _("It cannot be fewer than that."), field="quantity")
    same_day = content.until == post.until
    _check(actor, content, kept=post, date_kept=same_day)
    beside = (set(content.topics), set(content.languages))
    if not write(post, content) and beside == (set(topics_of(post.id)), set(languages_of(post.id))):
        return post
    db.session.flush()
    _set_beside(post, content)
    make_findable(post)
    if post.state != "draft":
        limit_shown("post", post.id, LEVELS[post.audience])
    asked = ask_again(actor, post)
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
    return post


@action
def withdraw_post(actor: Actor, post: Post, reason: str = "") -> Post:
    """Take it back. Who has an open claim is told first, with the reason; what was delivered stays (O4)."""
    from app.offers.actions.claims import close_claim

    require(may_withdraw_post(actor, post))
    waiting = open_claims_of(post.id, "requested", "accepted")
    if waiting and not reason:
        raise Refused(_("Others are waiting for this: tell them why you take it back."), field="reason")
    for claim in waiting:
        close_claim(actor, claim, "no_capacity", reason)
    move_post(post, "withdrawn", since=OPEN_POSTS, closed_reason=reason)
    record(actor, PostWithdrawn(**of_post(post), reason=reason))
    return post


@action
def fulfil_post(actor: Actor | None, post: Post) -> Post:
    """All of it was delivered. `actor` None: the last confirmation did it."""
    if actor is not None:
        require(may_fulfil_post(actor, post))
    if open_claims_of(post.id):
        raise Conflict(_("There are still open requests. Answer them, or wait until all is delivered and confirmed."))
    if not open_claims_of(post.id, "confirmed"):
        raise Conflict(_("Nothing was delivered yet. Withdraw it if it is no longer there."))
    move_post(post, "fulfilled", since=("published", "paused"))
    record(actor, PostFulfilled(**of_post(post)))
    return post


def fulfil_if_done(post: Post) -> None:
    """Close a post whose every unit was delivered and confirmed, and for which nobody waits."""
    all_taken = post.quantity is not None and post.taken == post.quantity
    if post.state in ("published", "paused") and all_taken and not open_claims_of(post.id):
        fulfil_post(None, post)


def _check(actor: Actor, content: PostContent, kept: Post | None = None, date_kept: bool = False) -> None:
    """What the domain refuses, each beside its field."""
    known = set(db.session.execute(select(Topic.code).limit(500)).scalars())
    own = own_organisation(actor.id)
    houses = {None, own[0] if own else None, kept.organisation_id if kept else None}
    teams = {None, *(id_ for id_, _name in own_innovations(actor.id)), kept.innovation_id if kept else None}
    wrong: list[tuple[bool, str, str]] = [
        (not content.title, _("Give it a title."), "title"),
        (content.category not in CATEGORIES, _("Choose one of the categories."), "category"),
        (not set(content.topics) <= known, _("Choose topics from the list."), "topics"),
        (len(content.topics) > MAX_TOPICS, _("Choose at most %(max)d topics.", max=MAX_TOPICS), "topics"),
        (not _whole(content.quantity), _("Write a whole number from 1 to 1,000,000."), "quantity"),
        (content.organisation_id not in houses, _("You can only post for your own organisation."), "organisation_id"),
        (content.innovation_id not in teams, _("You can only post for an innovation of yours."), "innovation_id"),
        (content.audience not in AUDIENCES, _("Choose who may see this."), "audience"),
    ]
    for is_wrong, words, field in wrong:
        if is_wrong:
            raise Refused(words, field=field)
    if not date_kept:
        _still_ahead(content.until)


def _whole(quantity: int | None) -> bool:
    return quantity is None or 1 <= quantity <= MAX_UNITS


def _still_ahead(until: Any) -> None:
    if until is not None and until < today():
        raise Refused(_("This day has passed. Choose today or a later day."), field="until")


def write(post: Post, content: PostContent) -> bool:
    """Put the content into the post; whether anything is another now."""
    changed = False
    for field in fields(content):
        if field.name not in BESIDE and getattr(post, field.name) != (value := getattr(content, field.name)):
            setattr(post, field.name, value)
            changed = True
    return changed


def _set_beside(post: Post, content: PostContent) -> None:
    for table in (PostTopic, PostLanguage):
        db.session.execute(delete(table).where(table.post_id == post.id))
    db.session.add_all(PostTopic(post_id=post.id, topic=topic) for topic in dict.fromkeys(content.topics))
    db.session.add_all(PostLanguage(post_id=post.id, code=code) for code in dict.fromkeys(content.languages))
    db.session.flush()


def make_findable(post: Post) -> None:
    """By its own words, and by those of its category, topics and country in every language of the house."""
    house = db.session.get(Organisation, post.organisation_id) if post.organisation_id else None
    said = [post.title, post.text, post.city, post.unit, house.name if house else ""]
    for language in LANGUAGES:
        with force_locale(language):
            said += [str(CATEGORY[post.category]), country_name(post.country), *map(topic_name, topics_of(post.id))]
    index(db.session(), "post", post.id, *said)
