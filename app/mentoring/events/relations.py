"""Asked, answered, agreed, ended."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, MEMBERS


@fact(
    "mentoring.request_sent", strand="mentoring", visibility=ANIMATORS, mail=_l("Somebody asks you to be their mentor")
)
class RequestSent(Fact):
    request: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentor,)


@fact("mentoring.request_accepted", strand="mentoring", visibility=MEMBERS, mail=_l("A mentor accepts you"))
class RequestAccepted(Fact):
    """About the mentorship that began with it: that is what others may know of."""

    mentorship: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentee,)


@fact("mentoring.request_declined", strand="mentoring", visibility=ANIMATORS, mail=_l("A mentor declines your request"))
class RequestDeclined(Fact):
    request: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentee,)


@fact("mentoring.request_withdrawn", strand="mentoring", visibility=ANIMATORS)
class RequestWithdrawn(Fact):
    request: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None


@fact(
    "mentoring.request_expired", strand="mentoring", visibility=ANIMATORS, mail=_l("A request found no answer in time")
)
class RequestExpired(Fact):
    """`silent`: whose turn it was, mentor or mentee."""

    request: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None
    silent: str = "mentor"

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentee,)


@fact("mentoring.mentorship_completed", strand="mentoring", visibility=MEMBERS)
class MentorshipCompleted(Fact):
    mentorship: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None


@fact("mentoring.mentorship_ended", strand="mentoring", visibility=ANIMATORS)
class MentorshipEnded(Fact):
    mentorship: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None


@fact("mentoring.mentorship_paused", strand="mentoring", visibility=ANIMATORS)
class MentorshipPaused(Fact):
    mentorship: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None


@fact("mentoring.mentorship_resumed", strand="mentoring", visibility=ANIMATORS)
class MentorshipResumed(Fact):
    mentorship: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None


@fact("mentoring.mentorship_reopened", strand="mentoring", visibility=ANIMATORS)
class MentorshipReopened(Fact):
    """By an animator."""

    mentorship: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None


@fact("mentoring.closing_given", strand="mentoring", visibility=ANIMATORS)
class ClosingGiven(Fact):
    """The other one looked back, too. What they wrote is not among the facts."""

    mentorship: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None
