"""What animators are told and do for those who wait: wishes, introductions, proposals. Notes are not in it."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, MEMBERS, PARTIES


@fact("mentoring.mentor_wished", strand="mentoring", visibility=ANIMATORS)
class MentorWished(Fact):
    """No mentor for this: `topic` and `language` are codes, the language may be ""."""

    wish: Ref
    topic: str
    language: str


@fact("mentoring.wish_withdrawn", strand="mentoring", visibility=ANIMATORS)
class WishWithdrawn(Fact):
    wish: Ref
    topic: str


@fact(
    "mentoring.wish_answered", strand="mentoring", visibility=ANIMATORS, mail=_l("Your wish for a mentor is answered")
)
class WishAnswered(Fact):
    wish: Ref
    person: Ref
    topic: str

    def waits_for(self) -> Iterable[Ref]:
        return (self.person,)


@fact(
    "mentoring.people_introduced", strand="mentoring", visibility=ANIMATORS, mail=_l("An animator introduces somebody")
)
class PeopleIntroduced(Fact):
    """An animator suggests that the two work together: both are asked."""

    introduction: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentor, self.mentee)


@fact("mentoring.introduction_answered", strand="mentoring", visibility=ANIMATORS)
class IntroductionAnswered(Fact):
    """One of the two says yes; the other is still asked."""

    introduction: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None


@fact("mentoring.introduction_declined", strand="mentoring", visibility=ANIMATORS)
class IntroductionDeclined(Fact):
    """It does not come about; who said no is not told to the other."""

    introduction: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None


@fact("mentoring.introduction_withdrawn", strand="mentoring", visibility=ANIMATORS)
class IntroductionWithdrawn(Fact):
    introduction: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None


@fact("mentoring.introduction_agreed", strand="mentoring", visibility=MEMBERS, mail=_l("An introduction is agreed"))
class IntroductionAgreed(Fact):
    """Both said yes. About the mentorship that began with it, as RequestAccepted is."""

    mentorship: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentor, self.mentee)


@fact("mentoring.proposal_made", strand="mentoring", visibility=ANIMATORS)
class ProposalMade(Fact):
    """A draft of pairs for everybody who waits; nobody is asked yet."""

    proposal: Ref
    pairs: int
    unserved: int


@fact("mentoring.proposal_changed", strand="mentoring", visibility=PARTIES)
class ProposalChanged(Fact):
    """A pair was changed, added or removed by hand: the animator's own business until it is published."""

    proposal: Ref


@fact("mentoring.proposal_published", strand="mentoring", visibility=ANIMATORS)
class ProposalPublished(Fact):
    """Its pairs are introduced: each has its own PeopleIntroduced."""

    proposal: Ref
    pairs: int


@fact("mentoring.proposal_discarded", strand="mentoring", visibility=ANIMATORS)
class ProposalDiscarded(Fact):
    proposal: Ref
