"""Reads of mentoring, by noun. Other slices find here what they may use."""

from __future__ import annotations

from app.mentoring.models import MentoringRequest, MentoringSession, MentorProfile, Mentorship, MentorTopic
from app.mentoring.queries import attached as _attached  # noqa: F401  (fills ATTACHED)
from app.mentoring.queries import belonging as _belonging  # noqa: F401  (fills BELONGS)
from app.mentoring.queries.awaiting import waiting_for
from app.mentoring.queries.glances import NextSession, found, held_between, next_sessions
from app.mentoring.queries.helping import mentorships_for
from app.mentoring.queries.relations import track_record

__all__ = [
    "MentorProfile", "MentorTopic", "MentoringRequest", "MentoringSession", "Mentorship", "NextSession", "found",
    "held_between", "mentorships_for", "next_sessions", "track_record", "waiting_for",
]  # fmt: skip
