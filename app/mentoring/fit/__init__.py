"""Why a mentor fits a mentee: a score from 0 to 100 and the reasons in typed facts, for a page to put into words.

Pure: no database, no Flask.
"""

from __future__ import annotations

from app.mentoring.fit.hours import minutes_in_common
from app.mentoring.fit.people import OFFICE_HOURS, Mentee, Mentor
from app.mentoring.fit.reasons import (
    Fit,
    FitReason,
    HoursInCommon,
    Nearby,
    Obstacle,
    PlacesFree,
    SectorsShared,
    SharedLanguages,
    TopicsCovered,
    read,
    stored,
)
from app.mentoring.fit.score import best, fit, obstacles_of, rank, topic_rarity

__all__ = [
    "Fit", "FitReason", "HoursInCommon", "Mentee", "Mentor", "Nearby", "OFFICE_HOURS", "Obstacle", "PlacesFree",
    "SectorsShared", "SharedLanguages", "TopicsCovered", "best", "fit", "minutes_in_common", "obstacles_of", "rank",
    "read", "stored", "topic_rarity",
]  # fmt: skip
