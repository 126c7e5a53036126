"""After a delivery was confirmed: thanks, and corrections of what was counted wrong (O6)."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import update

from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.offers.actions.moves import of_claim
from app.offers.events import DeliveryCorrected, GiverThanked
from app.offers.models import MAX_UNITS, Claim, DeliveryCorrection
from app.offers.queries import counted_units, room_for
from app.offers.rules import may_correct_delivery, may_thank_giver
from app.offers.words import amount

MAX_THANKS = 600


@action
def thank_giver(actor: Actor, claim: Claim, thanks: str, public: bool = False) -> Claim:
    """A short note to the giver, for them alone or to be read beside what they gave. Can be changed; told once."""
    require(may_thank_giver(actor, claim))
    _confirmed(claim)
    if not thanks or len(thanks) > MAX_THANKS:
        raise Refused(_("Write a word of thanks, at most %(max)d characters.", max=MAX_THANKS), field="thanks")
    first = not claim.thanks
    write = update(Claim).where(Claim.id == claim.id).values(thanks=thanks, thanks_public=public)
    db.session.execute(write.execution_options(synchronize_session=False))
    db.session.refresh(claim)
    if first:
        record(actor, GiverThanked(**of_claim(claim)))
    return claim


@action
def correct_delivery(actor: Actor, claim: Claim, units: int, reason: str) -> Claim:
    """So many units it really were. A new row says by how many it changes; what was written stays as it is."""
    require(may_correct_delivery(actor, claim))
    _confirmed(claim)
    if not 0 <= units <= MAX_UNITS:
        raise Refused(_("Write a whole number from 0 to 1,000,000."), field="units")
    if not reason:
        raise Refused(_("Say why: both of you can read it."), field="why")
    before = counted_units(claim.id)
    if units == before:
        raise Refused(_("That is what is counted already."), field="units")
    room = room_for(claim)
    if units > before and room is not None and units > room:
        words = _("The post has only %(amount)s for this delivery: write that many at most.", amount=amount(room, ""))
        raise Refused(words, field="units")
    db.session.add(DeliveryCorrection(claim_id=claim.id, by_id=actor.id, change=units - before, reason=reason))
    db.session.flush()
    record(actor, DeliveryCorrected(**of_claim(claim) | {"quantity": units}, was=before))
    return claim


def _confirmed(claim: Claim) -> None:
    if claim.state != "confirmed":
        raise Conflict(_("This is not confirmed yet."))
