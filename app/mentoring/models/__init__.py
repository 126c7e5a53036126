"""Mentors, what was asked of them, the relationship and its work, every booked meeting, and the animators' desk."""

from __future__ import annotations

from app.mentoring.models.desk import ConflictOfInterest, Introduction, MatchingProposal, MentorWish
from app.mentoring.models.profiles import (
    FORMATS,
    KINDS,
    AvailabilityWindow,
    DateOverride,
    MentorProfile,
    MentorSector,
    MentorTopic,
)
from app.mentoring.models.records import CalendarSettings, Certificate
from app.mentoring.models.relations import (
    EXPIRES_AFTER,
    OPEN,
    Closing,
    MentoringRequest,
    Mentorship,
    MentorshipMember,
    RequestReply,
)
from app.mentoring.models.sessions import OVERLAP_GUARDS, SEAT_GUARDS, GroupSeat, MentoringSession, SessionFeedback
from app.mentoring.models.work import AgreedAction, Goal, GoalStep, MentorshipFile, Note

__all__ = [
    "AgreedAction",
    "AvailabilityWindow",
    "CalendarSettings",
    "Certificate",
    "Closing",
    "ConflictOfInterest",
    "DateOverride",
    "EXPIRES_AFTER",
    "FORMATS",
    "Goal",
    "GoalStep",
    "GroupSeat",
    "Introduction",
    "KINDS",
    "MatchingProposal",
    "MentorProfile",
    "MentorSector",
    "MentorTopic",
    "MentorWish",
    "MentoringRequest",
    "MentoringSession",
    "Mentorship",
    "MentorshipFile",
    "MentorshipMember",
    "Note",
    "OPEN",
    "OVERLAP_GUARDS",
    "RequestReply",
    "SEAT_GUARDS",
    "SessionFeedback",
]
