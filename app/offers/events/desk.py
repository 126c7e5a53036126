"""Facts about what animators do for the board."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS


@fact(
    "offers.posts_introduced",
    strand="offers",
    visibility=ANIMATORS,
    mail=_l("An animator points out an offer or a need to you"),
)
class PostsIntroduced(Fact):
    """An animator brings an offer and a need together: the owners of both are told."""

    offer: Ref
    need: Ref
    giver: Ref
    seeker: Ref

    def waits_for(self) -> Iterable[Ref]:
        return (self.giver, self.seeker)
