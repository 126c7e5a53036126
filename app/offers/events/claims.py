"""Facts about a claim. An offer's belong to the strand "offers", a need's to "needs".

Animators see who waits for whom, what was agreed and what failed, for these are counted; what was said they do not see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, MEMBERS, PARTIES
from app.activity.sentences import LINKS

LINKS["claim"] = "offers.claim"


@dataclass(frozen=True)
class OfClaim(Fact):
    """What every fact about a claim says."""

    post: Ref
    kind: str
    claim: Ref
    owner: Ref
    claimer: Ref
    quantity: int
    unit: str

    @property
    def about(self) -> Ref:
        return self.claim

    def belongs_to(self) -> str:
        return "needs" if self.kind == "need" else "offers"

    @property
    def giver(self) -> Ref:
        return self.owner if self.kind == "offer" else self.claimer

    @property
    def receiver(self) -> Ref:
        return self.claimer if self.kind == "offer" else self.owner


@fact(
    "offers.claim_made",
    strand="offers",
    visibility=ANIMATORS,
    mail=_l("Somebody asks for your offer or answers your need"),
)
class ClaimMade(OfClaim):
    """Somebody asks for an offer, or can help with a need."""

    def waits_for(self) -> Iterable[Ref]:
        return (self.owner,)


@fact(
    "offers.claim_accepted", strand="offers", visibility=ANIMATORS, mail=_l("What you asked for or offered is accepted")
)
class ClaimAccepted(OfClaim):
    """Agreed: the units are taken."""

    def waits_for(self) -> Iterable[Ref]:
        return (self.claimer,)


@fact(
    "offers.claim_declined", strand="offers", visibility=ANIMATORS, mail=_l("What you asked for or offered is declined")
)
class ClaimDeclined(OfClaim):
    """The owner said no, and why (O8)."""

    reason: str

    def waits_for(self) -> Iterable[Ref]:
        return (self.claimer,)


@fact("offers.line_joined", strand="offers", visibility=ANIMATORS)
class LineJoined(OfClaim):
    """There is not enough left: they wait in line for what comes back (O1)."""


@fact(
    "offers.claim_called_up",
    strand="offers",
    visibility=PARTIES,
    mail=_l("Somebody is next in line"),
)
class ClaimCalledUp(OfClaim):
    """Units are there again for the first in line: it is asked for anew, and the owner answers (O1)."""

    def waits_for(self) -> Iterable[Ref]:
        return (self.owner, self.claimer)


@fact("offers.terms_proposed", strand="offers", visibility=ANIMATORS, mail=_l("Somebody proposes other terms"))
class TermsProposed(OfClaim):
    """One side proposes another quantity, day or conditions (O7). `by`: owner, claimer; `quantity` is the proposed."""

    by: str

    def waits_for(self) -> Iterable[Ref]:
        return (self.claimer if self.by == "owner" else self.owner,)


@fact("offers.claim_withdrawn", strand="offers", visibility=ANIMATORS)
class ClaimWithdrawn(OfClaim):
    """Taken back before it was answered."""


@fact("offers.claim_asked_again", strand="offers", visibility=PARTIES, mail=_l("Something you asked for has changed"))
class ClaimAskedAgain(OfClaim):
    """The post is materially another now: do they still want it (O5)?"""

    def waits_for(self) -> Iterable[Ref]:
        return (self.claimer,)


@fact("offers.claim_renewed", strand="offers", visibility=PARTIES, mail=_l("They still want what you changed"))
class ClaimRenewed(OfClaim):
    """They still want it as it is now (O5)."""

    def waits_for(self) -> Iterable[Ref]:
        return (self.owner,)


@fact("offers.claim_expired", strand="offers", visibility=ANIMATORS, mail=_l("Nobody answered you in time"))
class ClaimExpired(OfClaim):
    """Nobody answered in time (O3)."""

    def waits_for(self) -> Iterable[Ref]:
        return (self.claimer,)


@fact("offers.claim_cancelled", strand="offers", visibility=ANIMATORS, mail=_l("Something agreed is called off"))
class ClaimCancelled(OfClaim):
    """An agreement was undone; the units are back."""

    def waits_for(self) -> Iterable[Ref]:
        return (self.owner, self.claimer)


@fact(
    "offers.claim_delivered",
    strand="offers",
    visibility=PARTIES,
    mail=_l("Somebody says they delivered: please confirm"),
)
class ClaimDelivered(OfClaim):
    """The giver says that it was given; the receiver is to confirm."""

    def waits_for(self) -> Iterable[Ref]:
        return (self.receiver,)


@fact("offers.claim_confirmed", strand="offers", visibility=MEMBERS)
class ClaimConfirmed(OfClaim):
    """Delivered and confirmed: this is what counts (O6). `how`: receiver, silence, animator."""

    how: str

    @property
    def about(self) -> Ref:
        """The post: everybody may read this, and the claim's page is for the two."""
        return self.post


@fact("offers.claim_disputed", strand="offers", visibility=ANIMATORS)
class ClaimDisputed(OfClaim):
    """The receiver says that it was not as agreed; an animator decides."""


@fact("offers.dispute_settled", strand="offers", visibility=ANIMATORS, mail=_l("An animator settled a disagreement"))
class DisputeSettled(OfClaim):
    """An animator decided. `outcome`: confirmed, cancelled."""

    outcome: str

    def waits_for(self) -> Iterable[Ref]:
        return (self.owner, self.claimer)


@fact("offers.giver_thanked", strand="offers", visibility=PARTIES)
class GiverThanked(OfClaim):
    """The receiver wrote a word of thanks."""


@fact("offers.delivery_corrected", strand="offers", visibility=MEMBERS)
class DeliveryCorrected(OfClaim):
    """A confirmed delivery was counted wrong: `quantity` units it is now, `was` before (O6)."""

    was: int

    @property
    def about(self) -> Ref:
        """The post, as when it was confirmed."""
        return self.post
