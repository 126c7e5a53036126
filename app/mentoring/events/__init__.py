"""The facts that mentoring records. Reasons, notes and answers are never among them: they are not for everybody."""

from __future__ import annotations

from app.activity.sentences import LINKS
from app.mentoring.events.asking import MentorReminded, MoreAsked, MoreTold, SilentMentorPaused
from app.mentoring.events.attendance import DisputeDecided, NoShowMarked, SessionDisputed
from app.mentoring.events.bookings import (
    MoveDeclined,
    MoveExpired,
    MoveProposed,
    SeriesBooked,
    SeriesCancelled,
    SeriesConfirmed,
    SeriesDeclined,
    SeriesRequested,
    SeriesRequestExpired,
    SessionConfirmed,
    SessionDeclined,
    SessionRequested,
    SessionRequestExpired,
)
from app.mentoring.events.conflicts import ConflictDeclared, ConflictRemoved
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
from app.mentoring.events.groups import (
    GroupAnnounced,
    GroupCancelled,
    GroupChanged,
    GroupDecided,
    GroupDisputed,
    GroupHeld,
    GroupLineJoined,
    GroupMoved,
    GroupOfferLapsed,
    GroupSeatLeft,
    GroupSeatOffered,
    GroupSeatTaken,
)
from app.mentoring.events.profiles import (
    MentorBreakEnded,
    MentorProfileChanged,
    MentorProfilePaused,
    MentorProfilePublished,
)
from app.mentoring.events.records import CertificateIssued, CertificateRevoked
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

LINKS["certificate"] = "mentoring.certificate"
LINKS["request"] = "mentoring.request"
LINKS["mentorship"] = "mentoring.mentorship"
LINKS["session"] = "mentoring.session"
LINKS["way_back"] = "mentoring.way_back"
LINKS["wish"] = "mentoring.wish"
LINKS["introduction"] = "mentoring.introduction"
LINKS["proposal"] = "mentoring.proposal"
LINKS["group"] = "mentoring.group"

__all__ = [
    "ActionAgreed",
    "ActionChanged",
    "ClosingGiven",
    "CertificateIssued",
    "CertificateRevoked",
    "ConflictDeclared",
    "ConflictRemoved",
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
    "DisputeDecided",
    "GroupAnnounced",
    "GroupCancelled",
    "GroupChanged",
    "GroupDecided",
    "GroupDisputed",
    "GroupHeld",
    "GroupLineJoined",
    "GroupMoved",
    "GroupOfferLapsed",
    "GroupSeatLeft",
    "GroupSeatOffered",
    "GroupSeatTaken",
    "MentorBreakEnded",
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
    "MoveExpired",
    "MoveProposed",
    "NoteShared",
    "PeopleIntroduced",
    "ProposalChanged",
    "ProposalDiscarded",
    "ProposalMade",
    "ProposalPublished",
    "NoShowMarked",
    "RequestAccepted",
    "RequestDeclined",
    "RequestExpired",
    "RequestSent",
    "RequestWithdrawn",
    "SeriesBooked",
    "SeriesCancelled",
    "SeriesConfirmed",
    "SeriesDeclined",
    "SeriesRequested",
    "SeriesRequestExpired",
    "SessionBooked",
    "SessionCancelled",
    "SessionConfirmed",
    "SessionDeclined",
    "SessionDisputed",
    "SessionHeld",
    "SessionMoved",
    "SessionRequested",
    "SessionRequestExpired",
    "SilentMentorPaused",
    "WishAnswered",
    "WishWithdrawn",
]
