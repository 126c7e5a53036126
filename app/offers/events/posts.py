"""Facts about a post. An offer's belong to the strand "offers", a need's to "needs"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, MEMBERS, NETWORK, PARTIES, PUBLIC
from app.activity.sentences import LINKS

LINKS["post"] = "offers.post"

LEVELS = {"draft": PARTIES, "held": ANIMATORS, "members": MEMBERS, "network": NETWORK, "public": PUBLIC}
"""Who may see what happened to a post, by its audience."""


@dataclass(frozen=True)
class OfPost(Fact):
    """What every fact about a post says."""

    post: Ref
    kind: str  # offer, need
    audience: str  # draft, held (by the animators), members, network, public
    owner: Ref

    def belongs_to(self) -> str:
        return "needs" if self.kind == "need" else "offers"

    def seen_by(self) -> int:
        return LEVELS[self.audience]


@fact("offers.post_drafted", strand="offers", visibility=PARTIES)
class PostDrafted(OfPost):
    """Written, not yet on the board."""


@fact("offers.post_published", strand="offers", visibility=MEMBERS)
class PostPublished(OfPost):
    """On the board now."""


@fact("offers.post_changed", strand="offers", visibility=MEMBERS)
class PostChanged(OfPost):
    """Its text, amount, date or place is another now."""


@fact("offers.post_paused", strand="offers", visibility=MEMBERS)
class PostPaused(OfPost):
    """Off the board for a while."""


@fact("offers.post_resumed", strand="offers", visibility=MEMBERS)
class PostResumed(OfPost):
    """Back on the board."""


@fact("offers.post_withdrawn", strand="offers", visibility=MEMBERS)
class PostWithdrawn(OfPost):
    """Taken back; its page stays as a tombstone with the reason (O4)."""


@fact("offers.post_fulfilled", strand="offers", visibility=MEMBERS)
class PostFulfilled(OfPost):
    """All of it was delivered."""


@fact("offers.post_passed_on", strand="offers", visibility=MEMBERS, mail=_l("A post of somebody who left is yours now"))
class PostPassedOn(OfPost):
    """Its owner left; somebody else looks after it (O10). `owner` is the new one."""

    before: Ref

    def waits_for(self) -> Iterable[Ref]:
        return (self.owner,)
