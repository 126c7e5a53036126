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
from app.mentoring.events.desk import (
    IntroductionAgreed,
    IntroductionAnswered,
    IntroductionDeclined,
    IntroductionWithdrawn,
    MentorWished,
    PeopleIntroduced,
    ProposalChanged,
    ProposalDiscarded,
    ProposalMade,
    ProposalPublished,
    WishAnswered,
    WishWithdrawn,
)
from app.mentoring.events.profiles import MentorProfileChanged, MentorProfilePaused, MentorProfilePublished
from app.mentoring.events.relations import (
    ClosingGiven,
    MentorshipCompleted,
    MentorshipEnded,
    MentorshipPaused,
    MentorshipReopened,
    MentorshipResumed,
    RequestAccepted,
    RequestDeclined,
    RequestExpired,
    RequestSent,
    RequestWithdrawn,
)
from app.mentoring.events.sessions import FeedbackGiven, SessionBooked, SessionCancelled, SessionHeld, SessionMoved
from app.mentoring.events.work import (
    ActionAgreed,
    ActionChanged,
    FileAdded,
    FileRemoved,
    GoalChanged,
    GoalClosed,
    GoalSet,
    MemberAdded,
    MemberRemoved,
    NoteShared,
)

LINKS["request"] = "mentoring.request"
LINKS["mentorship"] = "mentoring.mentorship"
LINKS["session"] = "mentoring.session"
LINKS["way_back"] = "mentoring.way_back"
LINKS["wish"] = "mentoring.wish"
LINKS["introduction"] = "mentoring.introduction"
LINKS["proposal"] = "mentoring.proposal"

__all__ = [
    "ActionAgreed",
    "ActionChanged",
    "ClosingGiven",
    "FeedbackGiven",
    "FileAdded",
    "FileRemoved",
    "GoalChanged",
    "GoalClosed",
    "GoalSet",
    "IntroductionAgreed",
    "IntroductionAnswered",
    "IntroductionDeclined",
    "IntroductionWithdrawn",
    "MemberAdded",
    "MemberRemoved",
    "MentorProfileChanged",
    "MentorProfilePaused",
    "MentorProfilePublished",
    "MentorReminded",
    "MentorshipCompleted",
    "MentorshipEnded",
    "MentorshipPaused",
    "MentorshipReopened",
    "MentorshipResumed",
    "MentorWished",
    "MoreAsked",
    "MoreTold",
    "MoveDeclined",
    "MoveProposed",
    "NoteShared",
    "PeopleIntroduced",
    "ProposalChanged",
    "ProposalDiscarded",
    "ProposalMade",
    "ProposalPublished",
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
    "SessionRequested",
    "SessionRequestExpired",
    "SilentMentorPaused",
    "WishAnswered",
    "WishWithdrawn",
]
