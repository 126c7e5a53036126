"""Facts about posts that animators look into. The note to the owner stands on the post's page, never here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, PARTIES
from app.activity.sentences import GONE, LINKS
from app.offers.events.posts import OfPost

LINKS["post_report"] = "offers.post_decide"
GONE["post"] = GONE["claim"] = _l("a removed post")


@dataclass(frozen=True)
class _Held(OfPost):
    """For the animators and the owner, whatever the post's audience."""

    def seen_by(self) -> int:
        return ANIMATORS


@dataclass(frozen=True)
class _Decided(_Held):
    """The owner is told at once."""

    def waits_for(self) -> Iterable[Ref]:
        return (self.owner,)


@fact("offers.post_submitted", strand="offers", visibility=ANIMATORS, mail=_l("A post waits for your approval"))
class PostSubmitted(_Held):
    """Its owner wants it on the board; an animator looks at it first."""


@fact("offers.post_reported", strand="offers", visibility=ANIMATORS, mail=_l("Somebody reports a post"))
class PostReported(Fact):
    """Who, and what for, stands in the report alone. `report` has the post's id: the page where it is answered."""

    report: Ref
    post: Ref


@fact("offers.post_report_settled", strand="offers", visibility=PARTIES)
class PostReportSettled(Fact):
    """Who reported it is told that it was looked into; nobody else hears that they did."""

    post: Ref
    reporter: Ref

    @property
    def about(self) -> Ref:
        """Not the post: its owner's story of it must not even count this one."""
        return Ref("post_report", self.post.id, "")


@fact("offers.post_kept", strand="offers", visibility=ANIMATORS)
class PostKept(Fact):
    """Reported, looked into, left as it is. Its owner is not told."""

    report: Ref
    post: Ref


@fact("offers.post_hidden", strand="offers", visibility=ANIMATORS, mail=_l("An animator took your post from the board"))
class PostHidden(_Decided):
    """Off the board until an animator shows it again."""


@fact("offers.post_shown", strand="offers", visibility=ANIMATORS, mail=_l("Your post is on the board again"))
class PostShown(_Decided):
    """An animator put it back."""


@fact("offers.post_returned", strand="offers", visibility=ANIMATORS, mail=_l("An animator returned your post to you"))
class PostReturned(_Decided):
    """A draft again, with a note of what to mend."""


@fact("offers.post_removed", strand="offers", visibility=ANIMATORS, mail=_l("An animator removed your post"))
class PostRemoved(_Decided):
    """Its words are gone for good."""
