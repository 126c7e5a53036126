"""Why a mentor fits a mentee: a score from 0 to 100 and the reasons in typed facts, for a page to put into words.

Pure: no database, no Flask. Topics and languages are codes. The same data give the same answer, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.mentoring.wallclock import Minutes, stretches

TOPIC_POINTS, HOURS_POINTS, LANGUAGE_POINTS, PLACE_POINTS = 60, 20, 10, 10
ENOUGH_MINUTES = 240
"""Four hours a week in common leave a choice of times; more is no better."""

OFFICE_HOURS: Mapping[int, tuple[Minutes, ...]] = dict.fromkeys(range(5), ((9 * 60, 18 * 60),))
"""When a mentee is taken to be reachable who has said nothing else: Monday to Friday, 9 to 18, local time."""


class Obstacle(StrEnum):
    """What makes the pair impossible, whatever else fits."""

    FULL = "full"
    NO_SHARED_LANGUAGE = "no_shared_language"


@dataclass(frozen=True, slots=True)
class Mentor:
    """`week` is wall-clock minutes by weekday (0 is Monday) in `timezone`; `mentees` counts active mentorships."""

    topics: frozenset[str]
    languages: frozenset[str]
    capacity: int
    mentees: int
    timezone: str
    week: Mapping[int, tuple[Minutes, ...]]


@dataclass(frozen=True, slots=True)
class Mentee:
    """`needs` are the topics in which the innovation wants help; `week` is when this person can meet."""

    needs: frozenset[str]
    languages: frozenset[str]
    timezone: str
    week: Mapping[int, tuple[Minutes, ...]] = field(default_factory=lambda: OFFICE_HOURS)


@dataclass(frozen=True, slots=True)
class TopicsCovered:
    """Which needs the mentor helps with, and which not."""

    covered: tuple[str, ...]
    missing: tuple[str, ...]
    points: int
    kind: str = field(default="topics_covered", init=False)


@dataclass(frozen=True, slots=True)
class SharedLanguages:
    languages: tuple[str, ...]
    points: int
    kind: str = field(default="shared_languages", init=False)


@dataclass(frozen=True, slots=True)
class PlacesFree:
    """How many more mentees the mentor takes, of how many in all."""

    free: int
    capacity: int
    points: int
    kind: str = field(default="places_free", init=False)


@dataclass(frozen=True, slots=True)
class HoursInCommon:
    """Minutes of one week in which the mentor offers time and the mentee can meet."""

    minutes: int
    points: int
    kind: str = field(default="hours_in_common", init=False)


FitReason = TopicsCovered | SharedLanguages | PlacesFree | HoursInCommon


@dataclass(frozen=True, slots=True)
class Fit:
    """With an obstacle the score is 0; the reasons are told all the same, the weightiest first."""

    score: int
    reasons: tuple[FitReason, ...]
    obstacles: tuple[Obstacle, ...] = ()


def fit(mentor: Mentor, mentee: Mentee, monday: date, rarity: Mapping[str, float] | None = None) -> Fit:
    """How well the two fit, in the week that begins on `monday` (the hours in common depend on both clocks).

    `rarity` weighs the topics (see `topic_rarity`); a topic without a weight counts 1. A reason that says
    nothing good (no topic, no common hour) is left out.
    """
    found = (
        _topics(mentor, mentee, rarity or {}),
        _hours(mentor, mentee, monday),
        _languages(mentor, mentee),
        _places(mentor),
    )
    reasons = tuple(sorted((reason for reason in found if reason), key=lambda reason: -reason.points))
    obstacles = []
    if mentor.mentees >= mentor.capacity:
        obstacles.append(Obstacle.FULL)
    if not mentor.languages & mentee.languages:
        obstacles.append(Obstacle.NO_SHARED_LANGUAGE)
    score = 0 if obstacles else sum(reason.points for reason in reasons)
    return Fit(score, reasons, tuple(obstacles))


def best(
    mentors: Mapping[str, Mentor],
    mentee: Mentee,
    monday: date,
    n: int = 3,
    rarity: Mapping[str, float] | None = None,
) -> list[tuple[str, Fit]]:
    """The `n` mentors, by id, that fit best; impossible ones never, equals in order of id."""
    fits = ((key, fit(mentor, mentee, monday, rarity)) for key, mentor in mentors.items())
    possible = [(key, found) for key, found in fits if not found.obstacles]
    return sorted(possible, key=lambda pair: (-pair[1].score, pair[0]))[:n]


def topic_rarity(mentors: Iterable[Mentor]) -> dict[str, float]:
    """The fewer mentors help with a topic, the more it weighs: 1 for a single one, 1/n for n."""
    counts: dict[str, int] = {}
    for mentor in mentors:
        for topic in mentor.topics:
            counts[topic] = counts.get(topic, 0) + 1
    return {topic: 1 / count for topic, count in counts.items()}


def minutes_in_common(mentor: Mentor, mentee: Mentee, monday: date) -> int:
    """Minutes of the mentor's week from `monday` (mentor's dates) that are also the mentee's, on real clocks."""
    days = [monday + timedelta(days=n) for n in range(-2, 9)]
    theirs = [piece for day in days for piece in _pieces(mentee, day)]
    ours = [piece for day in days[2:9] for piece in _pieces(mentor, day)]
    common = (min(a[1], b[1]) - max(a[0], b[0]) for a in ours for b in theirs)
    return sum((shared for shared in common if shared > timedelta()), timedelta()) // timedelta(minutes=1)


def _pieces(person: Mentor | Mentee, day: date) -> list[tuple[datetime, datetime]]:
    return stretches(person.timezone, person.week.get(day.weekday(), ()), day)


def _topics(mentor: Mentor, mentee: Mentee, rarity: Mapping[str, float]) -> TopicsCovered | None:
    covered = tuple(sorted(mentee.needs & mentor.topics))
    if not covered:
        return None
    missing = tuple(sorted(mentee.needs - mentor.topics))
    weight = sum(rarity.get(topic, 1.0) for topic in covered)
    share = weight / (weight + sum(rarity.get(topic, 1.0) for topic in missing))
    return TopicsCovered(covered, missing, round(TOPIC_POINTS * share))


def _hours(mentor: Mentor, mentee: Mentee, monday: date) -> HoursInCommon | None:
    minutes = minutes_in_common(mentor, mentee, monday)
    if not minutes:
        return None
    return HoursInCommon(minutes, round(HOURS_POINTS * min(minutes, ENOUGH_MINUTES) / ENOUGH_MINUTES))


def _languages(mentor: Mentor, mentee: Mentee) -> SharedLanguages | None:
    """One language is enough to talk; a second one gives the choice."""
    shared = tuple(sorted(mentor.languages & mentee.languages))
    return SharedLanguages(shared, LANGUAGE_POINTS * min(len(shared), 2) // 2) if shared else None


def _places(mentor: Mentor) -> PlacesFree | None:
    free = mentor.capacity - mentor.mentees
    return PlacesFree(free, mentor.capacity, round(PLACE_POINTS * free / mentor.capacity)) if free > 0 else None
