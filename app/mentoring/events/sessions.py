"""On the calendar, held, looked back on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, MEMBERS, PARTIES
from app.mentoring.events.bases import AsksBoth, OfSession


@dataclass(frozen=True)
class OnTheCalendar(AsksBoth):
    """Changes a calendar: the other one gets mail at once, which carries the session as a calendar file (B10).

    `calendar` is what becomes of it there: CONFIRMED, TENTATIVE or CANCELLED. A fact has the session's `version` as it
    was then, so that a mail that goes out late tells calendars the right order.
    """

    calendar: ClassVar[str] = "CONFIRMED"


@fact("mentoring.session_booked", strand="mentoring", visibility=PARTIES, mail=_l("A session with you is booked"))
class SessionBooked(OnTheCalendar):
    starts_at: datetime
    version: int = 0


@fact("mentoring.session_moved", strand="mentoring", visibility=PARTIES, mail=_l("A session of yours is moved"))
class SessionMoved(OnTheCalendar):
    was_at: datetime
    starts_at: datetime
    version: int = 0


@fact("mentoring.session_cancelled", strand="mentoring", visibility=PARTIES, mail=_l("A session of yours is cancelled"))
class SessionCancelled(OnTheCalendar):
    calendar = "CANCELLED"
    starts_at: datetime
    late: bool
    version: int = 0


@fact("mentoring.session_held", strand="mentoring", visibility=MEMBERS)
class SessionHeld(OfSession):
    innovation: Ref | None
    minutes: int


@fact("mentoring.feedback_given", strand="mentoring", visibility=ANIMATORS)
class FeedbackGiven(Fact):
    """Names nobody but the actor: the other side is not told (M6)."""

    session: Ref
    innovation: Ref | None
