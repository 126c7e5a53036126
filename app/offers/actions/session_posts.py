"""What a room adds to a session, and what an animator makes of it before it is on the board."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import timedelta

from flask_babel import gettext as _

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.offers.actions.erasing import erase_words
from app.offers.actions.moves import move_post, of_post, person, put_on_board
from app.offers.actions.sessions import session_ref, stir
from app.offers.actions.writing import BESIDE, changes, write
from app.offers.events import (
    PostChanged,
    PostHandedOver,
    PostPublished,
    SessionPostAdded,
    SessionPostRejected,
)
from app.offers.models import CATEGORIES, KINDS, MAX_SESSION_POSTS, MAX_UNITS, BoardSession, Post, PostContent
from app.offers.queries import count_in_session, open_claims_of, own_open_claim, today
from app.offers.rules import may_hand_over_post, may_hold_session, may_join_session, may_moderate_post
from app.offers.standing import session_state
from app.people.queries import Person, active_animators, apart_from, person_here

ASKED = ("title", "text", "category", "quantity", "unit")
"""What somebody in a room says of what they offer or need, beside its kind."""
FRESH = timedelta(days=90)
"""For how long what a room says stays on the board, unless its owner says otherwise."""


@dataclass(frozen=True)
class Guest:
    """Somebody without an account. `contact` is for the animators only."""

    name: str
    contact: str = ""


@action
def add_to_session(
    actor: Actor | None, session: BoardSession, kind: str, content: PostContent, guest: Guest | None = None
) -> Post:
    """Add an offer or a need by a session's code; it waits for an animator. A guest's belongs to who holds it."""
    require(may_join_session(actor, session))
    if session_state(session) != "open":
        raise Conflict(_("This session is closed: nothing more can be added."))
    if count_in_session(session.id) >= MAX_SESSION_POSTS:
        raise Conflict(_("This session is full: it takes %(most)d offers and needs.", most=MAX_SESSION_POSTS))
    _check(kind, content)
    if actor is None and not (guest and guest.name):
        raise Refused(_("Say who you are: your name is shown with it."), field="name")
    post = Post(kind=kind, owner_id=actor.id if actor else _keeper(session), state="submitted", taken=0)
    post.board_session_id = session.id
    if actor is None and guest:
        post.guest_name, post.guest_contact = guest.name, guest.contact
    write(post, replace(content, until=today() + FRESH))
    stir(session.id)
    record(actor, SessionPostAdded(**of_post(post), session=session_ref(session), guest=actor is None))
    return post


@action
def edit_session_post(actor: Actor, post: Post, kind: str, content: PostContent) -> Post:
    """Put right what somebody typed in haste, before it is on the board."""
    require(may_hold_session(actor))
    _still_waits(post)
    _check(kind, content)
    said = replace(_content_of(post), **{name: getattr(content, name) for name in ASKED})
    if not changes(post, said) and post.kind == kind:
        return post
    post.kind = kind
    write(post, said)
    _stir(post)
    record(actor, PostChanged(**of_post(post)))
    return post


@action
def approve_post(actor: Actor, post: Post) -> Post:
    """Put what waits on the board: what a room added, what a member wants to publish. Its owner is told."""
    require(may_moderate_post(actor, post))
    put_on_board(post, since=("submitted",), published_at=now())
    _stir(post)
    record(actor, PostPublished(**of_post(post)), ask=[] if post.guest_name else [post.owner_id])
    return post


@action
def reject_session_post(actor: Actor, post: Post) -> Post:
    """Do not take it: it leaves the wall, and its words and its guest are forgotten."""
    require(may_hold_session(actor))
    move_post(post, "removed", since=("submitted",))
    erase_words(post)
    _stir(post)
    record(actor, SessionPostRejected(**of_post(post) | {"audience": "draft"}))
    return post


@action
def hand_over_post(actor: Actor, post: Post, to: Person) -> Post:
    """Pass a guest's post, or one whose owner is not here, to a member, who looks after it from now on (O10)."""
    require(may_hand_over_post(actor, post))
    if not post.guest_name and post.owner_state == "active":
        raise Conflict(_("This is a member's post already."))
    if to.state != "active" or to.role == "observer":
        raise Refused(_("Choose a member who can post."), field="to")
    if own_open_claim(to.id, post.id):
        raise Refused(_("They have asked for it themselves: choose somebody else."), field="to")
    if apart_from(to.id) & {claim.claimer_id for claim in open_claims_of(post.id)}:
        raise Refused(_("Somebody who asked for it is kept apart from them: choose somebody else."), field="to")
    before = person(post.owner_id)
    post.owner_id, post.guest_name, post.guest_contact = to.id, "", ""
    post.contact_id = None if post.contact_id == to.id else post.contact_id
    db.session.flush()
    db.session.refresh(post)
    _stir(post)
    record(actor, PostHandedOver(**of_post(post), before=before))
    return post


def _keeper(session: BoardSession) -> str:
    """Who looks after what guests say: the animator who opened the session, or another one if they have left since."""
    return session.opened_by if person_here(session.opened_by) else next(iter(active_animators(1)), session.opened_by)


def _stir(post: Post) -> None:
    if post.board_session_id:
        stir(post.board_session_id)


def _content_of(post: Post) -> PostContent:
    own = (field.name for field in fields(PostContent) if field.name not in BESIDE)
    return PostContent(**{name: getattr(post, name) for name in own})


def _still_waits(post: Post) -> None:
    if post.state != "submitted":
        raise Conflict(_("This no longer waits: it is on the board, or was not taken."))


def _check(kind: str, content: PostContent) -> None:
    if kind not in KINDS:
        raise Refused(_("Say whether this is an offer or a need."), field="kind")
    if not content.title:
        raise Refused(_("Give it a title."), field="title")
    if content.category not in CATEGORIES:
        raise Refused(_("Choose one of the categories."), field="category")
    if content.quantity is not None and not 1 <= content.quantity <= MAX_UNITS:
        raise Refused(_("Write a whole number from 1 to 1,000,000."), field="quantity")
