"""What came of an agreement: confirmed by the receiver, by silence, or decided by an animator (O6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, and_, select

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.offers.actions.line import give_back
from app.offers.actions.moves import limit_story, move_claim, of_claim
from app.offers.actions.posts import fulfil_if_done
from app.offers.events import ClaimConfirmed, ClaimDisputed, ClaimExpired, DisputeSettled
from app.offers.models import Claim, Post
from app.offers.queries.posts import SHOWN
from app.offers.rules import may_confirm_claim, may_dispute_claim, may_settle_claim
from app.offers.standing import GRACE, SILENCE, committed, last_expired, out_of_time
from app.offers.words import amount
from app.people.queries import Person, cluster

BATCH = 200


@action
def confirm_claim(actor: Actor, claim: Claim, thanks: str = "", public: bool = False) -> Claim:
    """The receiver confirms; only now it counts, once. Their thanks are for the giver, or for everybody to read."""
    require(may_confirm_claim(actor, claim))
    _confirm(actor, claim, "receiver", ("delivered",), thanks=thanks, thanks_public=bool(thanks) and public)
    fulfil_if_done(claim.post)
    return claim


@action
def dispute_claim(actor: Actor, claim: Claim, note: str) -> Claim:
    """The receiver says that it was not as agreed; the animators are asked."""
    require(may_dispute_claim(actor, claim))
    if not note:
        raise Refused(_("Say what was not as agreed."), field="note")
    move_claim(claim, "disputed", since=("delivered",), dispute_note=note)
    sides = (claim.claimer_id, claim.post.owner_id)
    animators = select(Person.id).where(Person.role == "animator", Person.state == "active", Person.id.not_in(sides))
    record(actor, ClaimDisputed(**of_claim(claim)), ask=db.session.execute(animators.limit(BATCH)).scalars().all())
    return claim


@action
def settle_claim(actor: Actor, claim: Claim, outcome: str, note: str, quantity: int | None = None) -> Claim:
    """An animator decides: it was delivered ("confirmed"), or it was not ("cancelled") and the units are back.

    `quantity`: how many of the units were delivered (None: as the giver said); the rest is back, too.
    """
    require(may_settle_claim(actor, claim))
    if outcome not in ("confirmed", "cancelled"):
        raise Refused(_("Choose what happened."), field="outcome")
    if not note:
        raise Refused(_("Tell both of them why."), field="note")
    before = committed(claim)
    if outcome == "confirmed":
        given = _given(claim, quantity)
        _count(actor, claim, note, given)
    else:
        given = 0
        move_claim(claim, "cancelled", since=("disputed",), answer_reason="wrong_fit", answer_note=note)
    record(actor, DisputeSettled(**of_claim(claim), outcome=outcome))
    give_back(claim.post, before - given)
    fulfil_if_done(claim.post)
    return claim


@action
def _count(actor: Actor, claim: Claim, note: str, given: int) -> None:
    """It was delivered: the post's fact, which members read. The dispute's is for the two and the animators."""
    _confirm(actor, claim, "animator", ("disputed",), answer_note=note, delivered_quantity=given)


def _given(claim: Claim, quantity: int | None) -> int:
    said = committed(claim)
    given = said if quantity is None else quantity
    if not 1 <= given <= said:
        words = _("Write how many were delivered: at least 1, at most %(amount)s.", amount=amount(said, ""))
        raise Refused(words, field="quantity")
    return given


@action
def confirm_in_silence(claim: Claim) -> Claim:
    """The receiver said nothing for 14 days: it counts, and is marked so."""
    if claim.delivered_at is None or claim.delivered_at + SILENCE > now():
        raise Conflict(_("The receiver still has time."))
    _confirm(None, claim, "silence", ("delivered",))
    fulfil_if_done(claim.post)
    return claim


@action
def expire_claim(claim: Claim) -> Claim:
    """Nobody answered, and the post's date is more than 72 hours past (O3)."""
    if not out_of_time(claim.post, cluster().timezone):
        raise Conflict(_("There is still time to answer."))
    reason = "no_capacity" if claim.state == "waiting" else "no_answer"
    move_claim(claim, "expired", since=("waiting", "requested"), answer_reason=reason)
    record(None, ClaimExpired(**of_claim(claim)))
    fulfil_if_done(claim.post)
    return claim


def confirm_silent_deliveries() -> int:
    """Count what nobody contradicted for 14 days; for the worker. Each in a transaction of its own."""
    due = select(Claim).where(Claim.state == "delivered", Claim.delivered_at <= now() - SILENCE)
    return _each(due.order_by(Claim.delivered_at).limit(BATCH), confirm_in_silence)


def expire_unanswered_claims() -> int:
    """Close what was asked and never answered, 72 hours after the post's last day; for the worker."""
    last = last_expired(cluster().timezone, GRACE)
    over = and_(Claim.state.in_(("waiting", "requested")), Post.until <= last)
    return _each(select(Claim).join(Post, Post.id == Claim.post_id).where(over).limit(BATCH), expire_claim)


def _each(due: Select[Claim], act: Callable[[Claim], Claim]) -> int:
    done = 0
    for claim in db.session.execute(due).scalars().all():
        try:
            act(claim)
        except Conflict:
            continue  # somebody was faster, which is as good
        done += 1
    return done


def _confirm(actor: Actor | None, claim: Claim, how: str, since: tuple[str, ...], **values: Any) -> None:
    move_claim(claim, "confirmed", since=since, confirmed_at=now(), confirmed_how=how, **values)
    record(actor, ClaimConfirmed(**of_claim(claim), how=how))
    if claim.post.state not in SHOWN:
        limit_story(claim.post)
