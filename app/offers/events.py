"""The facts that offers records. An offer's belong to the strand "offers", a need's to "needs"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, MEMBERS, PARTIES, PUBLIC
from app.activity.sentences import LINKS

LINKS["post"] = "offers.post"
LINKS["claim"] = "offers.claim"

LEVELS = {"draft": PARTIES, "members": MEMBERS, "public": PUBLIC}
"""Who may see what happened to a post, by its audience."""


@dataclass(frozen=True)
class _OfPost(Fact):
    post: Ref
    kind: str  # offer, need
    audience: str  # draft, members, public
    owner: Ref

    def belongs_to(self) -> str:
        return "needs" if self.kind == "need" else "offers"

    def seen_by(self) -> int:
        return LEVELS[self.audience]


@fact("offers.post_drafted", strand="offers", visibility=PARTIES)
class PostDrafted(_OfPost):
    """Written, not yet on the board."""


@fact("offers.post_published", strand="offers", visibility=MEMBERS)
class PostPublished(_OfPost):
    """On the board now."""


@fact("offers.post_changed", strand="offers", visibility=MEMBERS)
class PostChanged(_OfPost):
    """Its text, amount, date or place is another now."""


@fact("offers.post_paused", strand="offers", visibility=MEMBERS)
class PostPaused(_OfPost):
    """Off the board for a while."""


@fact("offers.post_resumed", strand="offers", visibility=MEMBERS)
class PostResumed(_OfPost):
    """Back on the board."""


@fact("offers.post_withdrawn", strand="offers", visibility=MEMBERS)
class PostWithdrawn(_OfPost):
    """Taken back; its page stays as a tombstone (O4)."""

    reason: str


@fact("offers.post_fulfilled", strand="offers", visibility=MEMBERS)
class PostFulfilled(_OfPost):
    """All of it was delivered."""


@fact("offers.post_passed_on", strand="offers", visibility=MEMBERS, mail=_l("A post of somebody who left is yours now"))
class PostPassedOn(_OfPost):
    """Its owner left; somebody else looks after it (O10). `owner` is the new one."""

    before: Ref

    def waits_for(self) -> Iterable[Ref]:
        return (self.owner,)


@dataclass(frozen=True)
class _OfClaim(Fact):
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
    visibility=PARTIES,
    mail=_l("Somebody asks for your offer or answers your need"),
)
class ClaimMade(_OfClaim):
    """Somebody asks for an offer, or can help with a need."""

    def waits_for(self) -> Iterable[Ref]:
        return (self.owner,)


@fact(
    "offers.claim_accepted", strand="offers", visibility=PARTIES, mail=_l("What you asked for or offered is accepted")
)
class ClaimAccepted(_OfClaim):
    """Agreed: the units are taken."""

    def waits_for(self) -> Iterable[Ref]:
        return (self.claimer,)


@fact(
    "offers.claim_declined", strand="offers", visibility=PARTIES, mail=_l("What you asked for or offered is declined")
)
class ClaimDeclined(_OfClaim):
    """The owner said no, and why (O8)."""

    reason: str

    def waits_for(self) -> Iterable[Ref]:
        return (self.claimer,)


@fact("offers.claim_withdrawn", strand="offers", visibility=PARTIES)
class ClaimWithdrawn(_OfClaim):
    """Taken back before it was answered."""


@fact("offers.claim_expired", strand="offers", visibility=PARTIES, mail=_l("Nobody answered you in time"))
class ClaimExpired(_OfClaim):
    """Nobody answered in time (O3)."""

    def waits_for(self) -> Iterable[Ref]:
        return (self.claimer,)


@fact("offers.claim_cancelled", strand="offers", visibility=PARTIES, mail=_l("Something agreed is called off"))
class ClaimCancelled(_OfClaim):
    """An agreement was undone; the units are back."""

    def waits_for(self) -> Iterable[Ref]:
        return (self.owner, self.claimer)


@fact(
    "offers.claim_delivered",
    strand="offers",
    visibility=PARTIES,
    mail=_l("Somebody says they delivered: please confirm"),
)
class ClaimDelivered(_OfClaim):
    """The giver says that it was given; the receiver is to confirm."""

    def waits_for(self) -> Iterable[Ref]:
        return (self.receiver,)


@fact("offers.claim_confirmed", strand="offers", visibility=MEMBERS)
class ClaimConfirmed(_OfClaim):
    """Delivered and confirmed: this is what counts (O6). `how`: receiver, silence, animator."""

    how: str

    @property
    def about(self) -> Ref:
        """The post: everybody may read this, and the claim's page is for the two."""
        return self.post


@fact("offers.claim_disputed", strand="offers", visibility=ANIMATORS)
class ClaimDisputed(_OfClaim):
    """The receiver says that it was not as agreed; an animator decides."""


@fact("offers.dispute_settled", strand="offers", visibility=ANIMATORS, mail=_l("An animator settled a disagreement"))
class DisputeSettled(_OfClaim):
    """An animator decided. `outcome`: confirmed, cancelled."""

    outcome: str

    def waits_for(self) -> Iterable[Ref]:
        return (self.owner, self.claimer)
