"""Facts about whether a post still holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.activity.facts import Letter, Ref, fact
from app.activity.models import PARTIES
from app.offers.events.posts import OfPost

STILL_VALID = "offers/mail/still_valid"


@fact("offers.post_nudged", strand="offers", visibility=PARTIES)
class PostNudged(OfPost):
    """Its owner is asked whether it still holds (O3)."""

    nudge: int  # 1 to 5; 0: an animator asks

    def seen_by(self) -> int:
        return PARTIES

    def tells(self) -> Iterable[Ref]:
        return (self.owner,)

    def letters(self) -> Iterable[Letter]:
        return (Letter(STILL_VALID, person_id=self.owner.id),)


@fact("offers.post_renewed", strand="offers", visibility=PARTIES)
class PostRenewed(OfPost):
    """Its owner says that it still holds; `until` is its last day now."""

    until: date | None

    def tells(self) -> Iterable[Ref]:
        return ()
