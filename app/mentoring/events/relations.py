"""Asked, answered, agreed, ended."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from app.activity.facts import Ref, fact
from app.activity.models import ANIMATORS, MEMBERS
from app.mentoring.events.bases import OfMentorship, OfRequest


@fact(
    "mentoring.request_sent", strand="mentoring", visibility=ANIMATORS, mail=_l("Somebody asks you to be their mentor")
)
class RequestSent(OfRequest):
    def waits_for(self) -> Iterable[Ref]:
        return (self.mentor,)


@fact("mentoring.request_accepted", strand="mentoring", visibility=MEMBERS, mail=_l("A mentor accepts you"))
class RequestAccepted(OfMentorship):
    """About the mentorship that began with it: that is what others may know of."""

    innovation: Ref | None

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentee,)


@fact("mentoring.request_declined", strand="mentoring", visibility=ANIMATORS, mail=_l("A mentor declines your request"))
class RequestDeclined(OfRequest):
    def waits_for(self) -> Iterable[Ref]:
        return (self.mentee,)


@fact("mentoring.request_withdrawn", strand="mentoring", visibility=ANIMATORS)
class RequestWithdrawn(OfRequest):
    """The mentee takes it back."""


@fact(
    "mentoring.request_expired", strand="mentoring", visibility=ANIMATORS, mail=_l("A request found no answer in time")
)
class RequestExpired(OfRequest):
    """`silent`: whose turn it was, mentor or mentee."""

    silent: str = "mentor"

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentee,)


@fact("mentoring.mentorship_completed", strand="mentoring", visibility=MEMBERS)
class MentorshipCompleted(OfMentorship):
    innovation: Ref | None


@fact("mentoring.mentorship_ended", strand="mentoring", visibility=ANIMATORS)
class MentorshipEnded(OfMentorship):
    innovation: Ref | None


@fact("mentoring.mentorship_paused", strand="mentoring", visibility=ANIMATORS)
class MentorshipPaused(OfMentorship):
    innovation: Ref | None


@fact("mentoring.mentorship_resumed", strand="mentoring", visibility=ANIMATORS)
class MentorshipResumed(OfMentorship):
    innovation: Ref | None


@fact("mentoring.mentorship_reopened", strand="mentoring", visibility=ANIMATORS)
class MentorshipReopened(OfMentorship):
    """By an animator."""

    innovation: Ref | None


@fact("mentoring.closing_given", strand="mentoring", visibility=ANIMATORS)
class ClosingGiven(OfMentorship):
    """The other one looked back, too. What they wrote is not among the facts."""

    innovation: Ref | None
