"""Somebody leaves: what they asked for ends, what they posted passes on (O10)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import case, delete, or_, select, update

from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, require
from app.extensions import db
from app.messages.actions import keep_in_step
from app.offers.actions.agreeing import cancel_claim
from app.offers.actions.claims import withdraw_claim
from app.offers.actions.erasing import erase_words
from app.offers.actions.moves import of_post, person
from app.offers.actions.posts import withdraw_post
from app.offers.actions.searches import forget_searches
from app.offers.events import PostPassedOn
from app.offers.models import OPEN_CLAIMS, OPEN_POSTS, Claim, Post, PostDraft
from app.offers.queries import open_claims_of
from app.offers.rules import may_leave
from app.people.queries import Person, apart_pairs


@action(silent="each post and request is a fact of its own, inside; that they left is told around it")
def leave(actor: Actor, leaver: Any) -> Any:
    """Withdraw their claims, cancel what was agreed and not delivered, pass their posts on with all that is asked and
    agreed; what they were typing goes, and drafts. Nobody is sent to them any more. Part of removing them."""
    require(may_leave(actor, leaver))
    for claim in _claims(leaver, "waiting", "requested"):
        withdraw_claim(leaver, claim, "no_capacity", _("They have left the cluster."))
    for claim in _claims(leaver, "accepted"):
        cancel_claim(leaver, claim, "no_capacity", _("They have left the cluster."))
    db.session.execute(delete(PostDraft).where(PostDraft.person_id == leaver.id))
    db.session.execute(update(Post).where(Post.contact_id == leaver.id).values(contact_id=None))
    for post in _posts(leaver):
        _part_from(actor, leaver, post)
    forget_searches(leaver.id)
    return leaver


def _part_from(actor: Actor, leaver: Any, post: Post) -> None:
    """To somebody else; where nobody is, or nobody ever saw it, it ends."""
    only_theirs = post.state == "draft" and not open_claims_of(post.id)
    heir = None if only_theirs else _heir(post, leaver)
    if heir:
        _pass_on(actor, post, heir)
    elif post.state in OPEN_POSTS:
        withdraw_post(leaver, post, _("They have left the cluster."))
    if only_theirs:
        erase_words(post)


def forget_posts(gone: Any) -> None:
    """Part of erasing somebody: what their posts said that are over. Those that go on are others' by now."""
    for post in db.session.execute(select(Post).where(Post.owner_id == gone.id)).scalars().all():
        erase_words(post)


def _claims(leaver: Any, *states: str) -> list[Claim]:
    query = select(Claim).where(Claim.claimer_id == leaver.id, Claim.state.in_(states))
    return list(db.session.execute(query).scalars())


def _posts(leaver: Any) -> list[Post]:
    """Those that are not over, and those on which a claim is not over."""
    running = select(Claim.post_id).where(Claim.state.in_(("accepted", "delivered", "disputed")))
    alive = or_(Post.state.in_(OPEN_POSTS), Post.id.in_(running))
    return list(db.session.execute(select(Post).where(Post.owner_id == leaver.id, alive)).scalars())


def _heir(post: Post, leaver: Any) -> str | None:
    """A member of the post's organisation; else an animator. Not somebody with an open claim on it, nor whom one of
    those who have one is kept apart from (M3)."""
    asking = select(Claim.claimer_id).where(Claim.post_id == post.id, Claim.state.in_(OPEN_CLAIMS)).distinct()
    askers = set(db.session.execute(asking).scalars())
    apart = {other for _asker, other in apart_pairs(askers)}
    same_house = (Person.organisation_id == post.organisation_id) & Person.organisation_id.is_not(None)
    fit = select(Person.id).where(
        Person.state == "active",
        Person.id != leaver.id,
        Person.role != "observer",
        Person.id.not_in(askers | apart),
        or_(same_house, Person.role == "animator"),
    )
    order = (case((same_house, 0), else_=1), Person.created_at, Person.id)
    return db.session.execute(fit.order_by(*order).limit(1)).scalar_one_or_none()


@action
def _pass_on(actor: Actor, post: Post, heir: str) -> None:
    before = person(post.owner_id)
    contact = None if post.contact_id == heir else post.contact_id
    pass_on = update(Post).where(Post.id == post.id).values(owner_id=heir, contact_id=contact)
    db.session.execute(pass_on.execution_options(synchronize_session=False))
    db.session.refresh(post)
    for id_, claimer in db.session.execute(select(Claim.id, Claim.claimer_id).where(Claim.post_id == post.id)):
        keep_in_step(actor, "claim", id_, (heir, claimer))
    record(actor, PostPassedOn(**of_post(post), before=before))
