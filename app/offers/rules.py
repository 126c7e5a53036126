"""Who may do what in offers: about people. Whether the moment allows it, the state decides (409, not 403)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict
from app.offers.models import BoardSession, Claim, Post, SavedSearch
from app.offers.standing import giver_side, receiver_side, shown_state, side_of

_OBSERVER = Denied(_l("You can read here, but not act: your account is an observer's."))
_OWN_TERMS = Denied(_l("You proposed other terms: now it is for them to accept."))
_OWNER = Denied(_l("Only the person who posted this can do that."))
_CLOSED: dict[str, Any] = {
    "draft": _l("This is a draft: it is not on the board yet."),
    "submitted": _l("This waits for an animator: it is not on the board yet."),
    "hidden": _l("An animator has taken this from the board for now."),
    "removed": _l("An animator has removed this."),
    "paused": _l("This is paused for now. Look again later."),
    "expired": _l("Its date has passed."),
    "gone": _l("Everything has been taken."),
    "fulfilled": _l("This is done: everything was delivered."),
    "withdrawn": _l("This was withdrawn."),
}


def may_post(actor: Actor) -> Verdict:
    """Put an offer or a need on the board."""
    return _OBSERVER if actor.role == "observer" else True


def may_post_for(actor: Actor, owner: Actor) -> Verdict:
    """Post in somebody's name: everybody in their own, animators in that of whoever could do it themselves."""
    if owner.id == actor.id:
        return may_post(actor)
    if actor.role != "animator":
        return Denied(_l("Only the cluster's animators can do this."))
    return Denied(_l("An observer cannot have posts: choose somebody else.")) if owner.role == "observer" else True


def may_edit_post(actor: Actor, post: Post) -> Verdict:
    """Change, publish, copy or close a post: its owner, and the animator who wrote it for them."""
    if actor.role == "observer":
        return _OBSERVER
    wrote_it = actor.role == "animator" and post.posted_by == actor.id
    return True if post.owner_id == actor.id or wrote_it else _OWNER


may_publish_post = may_fulfil_post = may_edit_post


def may_withdraw_post(actor: Actor, post: Post) -> Verdict:
    """Take a post from the board: its owner, and the animators who look after the board."""
    return True if actor.role == "animator" else may_edit_post(actor, post)


may_pause_post = may_resume_post = may_renew_post = may_withdraw_post


def may_ask_owner(actor: Actor, post: Post) -> Verdict:
    """Ask an owner whether a post still holds: animators, of others' posts."""
    if actor.role != "animator":
        return Denied(_l("Only the cluster's animators can do this."))
    return Denied(_l("This is your own post.")) if post.owner_id == actor.id else True


def may_claim_post(actor: Actor, post: Post) -> Verdict:
    """Ask for (part of) an offer, or answer a need."""
    if actor.role == "observer":
        return _OBSERVER
    return Denied(_l("This is your own post.")) if post.owner_id == actor.id else True


may_join_line = may_claim_post


def open_for_claims(post: Post, today: date) -> Verdict:
    """Whether the post takes claims now, whoever asks."""
    state = shown_state(post, today)
    return True if state == "published" else Denied(_CLOSED[state])


def open_for_line(post: Post, today: date) -> Verdict:
    """Whether one may wait for units of this post: while it is open, all taken or not (O1)."""
    state = shown_state(post, today)
    return True if state in ("published", "gone") else Denied(_CLOSED[state])


def _side(actor: Actor, claim: Claim) -> str:
    return side_of(actor.id, claim.post.owner_id, claim.claimer_id)


def may_accept_claim(actor: Actor, claim: Claim) -> Verdict:
    """Say yes: the owner of the post; to terms that the owner proposed, the person who asked (O7)."""
    answering = "claimer" if claim.proposed_by == "owner" else "owner"
    if _side(actor, claim) == answering:
        return True
    return _OWN_TERMS if _side(actor, claim) == "owner" else _OWNER


def may_decline_claim(actor: Actor, claim: Claim) -> Verdict:
    """Say no: the owner of the post."""
    return True if _side(actor, claim) == "owner" else _OWNER


def may_propose_terms(actor: Actor, claim: Claim) -> Verdict:
    """Propose another quantity, day or conditions (O7): either side."""
    return True if _side(actor, claim) else Denied(_l("Only the two of you can agree on this."))


may_queue_claim = may_talk_about_claim = may_propose_terms


def may_withdraw_claim(actor: Actor, claim: Claim) -> Verdict:
    """Take back what was asked and not answered yet."""
    return True if _side(actor, claim) == "claimer" else Denied(_l("Only the person who asked can take this back."))


def may_renew_claim(actor: Actor, claim: Claim) -> Verdict:
    """Say that one still wants what has changed since (O5)."""
    return True if _side(actor, claim) == "claimer" else Denied(_l("Only the person who asked can say this."))


def may_cancel_claim(actor: Actor, claim: Claim) -> Verdict:
    """Undo an agreement that was not delivered: either side."""
    return True if _side(actor, claim) else Denied(_l("Only the two of you can cancel this."))


def may_deliver_claim(actor: Actor, claim: Claim) -> Verdict:
    """Say that it was given: the giver."""
    giver = giver_side(claim.post.kind)
    return True if _side(actor, claim) == giver else Denied(_l("Only the giver can say that it was delivered."))


def may_confirm_claim(actor: Actor, claim: Claim) -> Verdict:
    """Confirm a delivery, or say what is wrong: the receiver (O6)."""
    receiver = receiver_side(claim.post.kind)
    return True if _side(actor, claim) == receiver else Denied(_l("Only the receiver can confirm this."))


may_dispute_claim = may_confirm_claim


def may_thank_giver(actor: Actor, claim: Claim) -> Verdict:
    """Thank for it: the receiver."""
    receiver = receiver_side(claim.post.kind)
    return True if _side(actor, claim) == receiver else Denied(_l("Only the receiver can say thanks."))


def may_correct_delivery(actor: Actor, claim: Claim) -> Verdict:
    """Correct what was counted: the receiver, or an animator who is not the giver (O6)."""
    side = _side(actor, claim)
    if side == receiver_side(claim.post.kind) or (actor.role == "animator" and not side):
        return True
    return Denied(_l("Only the receiver or an animator can correct this."))


def may_settle_claim(actor: Actor, claim: Claim) -> Verdict:
    """Decide a dispute: an animator who is not part of it."""
    if actor.role != "animator":
        return Denied(_l("Only the cluster's animators can do this."))
    return Denied(_l("You are part of this: another animator decides.")) if _side(actor, claim) else True


def may_hold_session(actor: Actor) -> Verdict:
    """Open a session in which a room fills the board, look after what comes in, close it."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators can do this."))


def may_hand_over_post(actor: Actor, post: Post) -> Verdict:
    """Pass what a guest said, or what nobody looks after, to a member."""
    return may_hold_session(actor)


def may_join_session(actor: Actor | None, session: BoardSession) -> Verdict:
    """Add to a session by its code: members, and guests (None) where they may."""
    if actor is not None:
        return may_post(actor)
    return True if session.guests else Denied(_l("Only members can add to this session. Sign in first."))


def may_report_post(actor: Actor, post: Post) -> Verdict:
    """Tell the animators that a post is not right: whoever takes part, of others' posts."""
    if actor.role == "observer":
        return _OBSERVER
    return Denied(_l("This is your own post.")) if actor.id == post.owner_id else True


def may_moderate_post(actor: Actor, post: Post) -> Verdict:
    """Put on the board what waits, or is hidden: animators."""
    return may_hold_session(actor)


may_approve_post = may_moderate_post


def may_settle_reports(actor: Actor, post: Post) -> Verdict:
    """Decide about what is reported; hide, return or remove it: animators, not of their own posts."""
    if actor.role == "animator" and actor.id == post.owner_id and not post.guest_name:
        return Denied(_l("This is your own post: another animator decides."))
    return may_moderate_post(actor, post)


may_hide_post = may_return_post = may_remove_post = may_settle_reports


def may_care(actor: Actor) -> Verdict:
    """See all that is to be looked after on the board: animators."""
    return may_hold_session(actor)


def may_leave(actor: Actor, person: Any) -> Verdict:
    """Hand over what somebody who leaves has on the board: themselves, or an animator."""
    return True if actor.id == person.id or actor.role == "animator" else Denied(_l("Only an animator can do this."))


def may_introduce_posts(actor: Actor) -> Verdict:
    """Bring an offer and a need together, and see where the gaps are: animators."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators can do this."))


may_see_radar = may_introduce_posts


def may_save_search(actor: Actor) -> Verdict:
    """Keep searches of one's own, and have a feed of one's own: whoever takes part."""
    return may_post(actor)


def may_change_search(actor: Actor, search: SavedSearch) -> Verdict:
    """Rename or remove a search: whose it is."""
    return True if search.person_id == actor.id else Denied(_l("Only the person who keeps this search can do that."))


def may_see_figures(actor: Actor) -> Verdict:
    """What the board comes to: every member, to the unit or without what is small (A9)."""
    return True
