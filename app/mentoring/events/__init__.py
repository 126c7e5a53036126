"""The facts that mentoring records. Reasons, notes and answers are never among them: they are not for everybody."""

from __future__ import annotations

from app.activity.sentences import LINKS
from app.mentoring.events.asking import MentorReminded, MoreAsked, MoreTold, SilentMentorPaused
from app.mentoring.events.bookings import (
    MoveDeclined,
    MoveProposed,
    SeriesBooked,
    SeriesCancelled,
    SessionConfirmed,
    SessionDeclined,
    SessionRequested,
    SessionRequestExpired,
)
from app.mentoring.events.profiles import MentorProfileChanged, MentorProfilePaused, MentorProfilePublished
from app.mentoring.events.relations import (
    MentorshipCompleted,
    MentorshipEnded,
    RequestAccepted,
    RequestDeclined,
    RequestExpired,
    RequestSent,
    RequestWithdrawn,
)
from app.mentoring.events.sessions import FeedbackGiven, SessionBooked, SessionCancelled, SessionHeld, SessionMoved

LINKS["request"] = "mentoring.request"
LINKS["mentorship"] = "mentoring.mentorship"
LINKS["session"] = "mentoring.session"
LINKS["way_back"] = "mentoring.way_back"

__all__ = [
    "FeedbackGiven",
    "MentorProfileChanged",
    "MentorProfilePaused",
    "MentorProfilePublished",
    "MentorReminded",
    "MentorshipCompleted",
    "MentorshipEnded",
    "MoreAsked",
    "MoreTold",
    "MoveDeclined",
    "MoveProposed",
    "RequestAccepted",
    "RequestDeclined",
    "RequestExpired",
    "RequestSent",
    "RequestWithdrawn",
    "SeriesBooked",
    "SeriesCancelled",
    "SessionBooked",
    "SessionCancelled",
    "SessionConfirmed",
    "SessionDeclined",
    "SessionHeld",
    "SessionMoved",
    "SessionRequestExpired",
    "SessionRequested",
    "SilentMentorPaused",
]
