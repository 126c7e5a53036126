"""Facts about sessions in which a room fills the board."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, PARTIES
from app.offers.events.posts import OfPost


@dataclass(frozen=True)
class OfSession(Fact):
    """What every fact about a session says."""

    session: Ref


@fact("offers.session_opened", strand="offers", visibility=ANIMATORS)
class SessionOpened(OfSession):
    """People in a room may add offers and needs from their phones."""


@fact("offers.session_closed", strand="offers", visibility=ANIMATORS)
class SessionClosed(OfSession):
    """Nothing more is taken."""


@fact("offers.session_reopened", strand="offers", visibility=ANIMATORS)
class SessionReopened(OfSession):
    """More may be added again."""


@fact("offers.session_published", strand="offers", visibility=ANIMATORS)
class SessionPublished(OfSession):
    """What waited in it is on the board now: `count` posts, each with its own fact."""

    count: int


@fact("offers.session_post_added", strand="offers", visibility=ANIMATORS)
class SessionPostAdded(OfPost):
    """Somebody in the room added an offer or a need; it waits for an animator. `guest`: somebody without an account."""

    session: Ref
    guest: bool

    def seen_by(self) -> int:
        return ANIMATORS

    def tells(self) -> Iterable[Ref]:
        """Nobody: the wall and the desk show it, and a room of people must not fill an inbox."""
        return ()


@fact("offers.session_post_rejected", strand="offers", visibility=PARTIES)
class SessionPostRejected(OfPost):
    """An animator did not take it; its words are gone."""


@fact("offers.post_handed_over", strand="offers", visibility=PARTIES, mail=_l("An animator hands you a guest's post"))
class PostHandedOver(OfPost):
    """What a guest said is a member's now. `owner` is the new one."""

    before: Ref

    def seen_by(self) -> int:
        return PARTIES

    def waits_for(self) -> Iterable[Ref]:
        return (self.owner,)
