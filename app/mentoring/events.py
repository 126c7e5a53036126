"""The facts that mentoring records. Reasons, notes and answers are never among them: they are not for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, MEMBERS, PARTIES
from app.activity.sentences import LINKS

LINKS["request"] = "mentoring.request"
LINKS["mentorship"] = "mentoring.mentorship"
LINKS["session"] = "mentoring.session"


@fact("mentoring.mentor_profile_published", strand="mentoring", visibility=MEMBERS)
class MentorProfilePublished(Fact):
    """A mentor can be asked (again)."""

    mentor: Ref


@fact("mentoring.mentor_profile_paused", strand="mentoring", visibility=MEMBERS)
class MentorProfilePaused(Fact):
    """A mentor takes a break."""

    mentor: Ref


@fact("mentoring.mentor_profile_changed", strand="mentoring", visibility=PARTIES)
class MentorProfileChanged(Fact):
    """`part`: terms, hours, exceptions."""

    mentor: Ref
    part: str


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


@fact("mentoring.request_expired", strand="mentoring", visibility=ANIMATORS, mail=_l("A mentor did not answer in time"))
class RequestExpired(Fact):
    request: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None

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


class _OnTheCalendar(Fact):
    """Changes a calendar: the other one gets mail at once."""

    mentor: Ref
    mentee: Ref

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentor, self.mentee)


@fact("mentoring.session_booked", strand="mentoring", visibility=PARTIES, mail=_l("A session with you is booked"))
class SessionBooked(_OnTheCalendar):
    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime


@fact("mentoring.session_moved", strand="mentoring", visibility=PARTIES, mail=_l("A session of yours is moved"))
class SessionMoved(_OnTheCalendar):
    session: Ref
    mentor: Ref
    mentee: Ref
    was_at: datetime
    starts_at: datetime


@fact("mentoring.session_cancelled", strand="mentoring", visibility=PARTIES, mail=_l("A session of yours is cancelled"))
class SessionCancelled(_OnTheCalendar):
    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime
    late: bool


@fact("mentoring.session_held", strand="mentoring", visibility=MEMBERS)
class SessionHeld(Fact):
    session: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None
    minutes: int


@fact("mentoring.feedback_given", strand="mentoring", visibility=ANIMATORS)
class FeedbackGiven(Fact):
    """Names nobody but the actor: the other side is not told (M6)."""

    session: Ref
    innovation: Ref | None
