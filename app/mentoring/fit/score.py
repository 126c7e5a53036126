"""The score from 0 to 100, and the ranking. The same data give the same answer, in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from app.mentoring.fit.hours import minutes_in_common
from app.mentoring.fit.people import Mentee, Mentor
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
)

TOPIC_POINTS, HOURS_POINTS, LANGUAGE_POINTS, SECTOR_POINTS, PLACE_POINTS, NEAR_POINTS = 50, 15, 10, 10, 10, 5
ENOUGH_MINUTES = 240
"""Four hours a week in common leave a choice of times; more is no better."""
WORTH = {"basic": 0.4, "good": 0.8}
"""What a language counts in which one of the two is no better; in any other, or when nothing is told, it counts 1."""


def fit(
    mentor: Mentor,
    mentee: Mentee,
    monday: date,
    rarity: Mapping[str, float] | None = None,
    barred: Iterable[Obstacle] = (),
) -> Fit:
    """How well the two fit, in the week that begins on `monday` (the hours in common depend on both clocks).

    `rarity` weighs the topics (see `topic_rarity`); a topic without a weight counts 1. `barred` is what the caller
    knows to stand between the two. A reason that says nothing good (no topic, no common
    hour) is left out; the topics are told first.
    """
    found = (
        _topics(mentor, mentee, rarity or {}),
        _hours(mentor, mentee, monday),
        _languages(mentor, mentee),
        _sectors(mentor, mentee),
        _places(mentor),
        _nearby(mentor, mentee),
    )
    reasons = tuple(sorted((reason for reason in found if reason), key=_weight))
    obstacles = (*obstacles_of(mentor, mentee), *sorted(set(barred)))
    return Fit(0 if obstacles else sum(reason.points for reason in reasons), reasons, obstacles)


def _weight(reason: FitReason) -> tuple[bool, int]:
    return not isinstance(reason, TopicsCovered), -reason.points


def obstacles_of(mentor: Mentor, mentee: Mentee) -> list[Obstacle]:
    """The hard gates that the two people's own data show (M5)."""
    found = []
    if mentor.mentees >= mentor.capacity:
        found.append(Obstacle.FULL)
    if mentor.paused:
        found.append(Obstacle.PAUSED)
    if not (mentor.languages and mentee.languages):
        found.append(Obstacle.LANGUAGES_UNTOLD)
    elif not mentor.languages & mentee.languages:
        found.append(Obstacle.NO_SHARED_LANGUAGE)
    return found


def rank(key: str, mentor: Mentor, found: Fit) -> tuple[int, float, str]:
    """The order of a list by fit: the better first; among equals who has less to do (a gentle rotation); then by id."""
    return -found.score, mentor.load, key


def best(
    mentors: Mapping[str, Mentor],
    mentee: Mentee,
    monday: date,
    n: int = 3,
    rarity: Mapping[str, float] | None = None,
) -> list[tuple[str, Fit]]:
    """The `n` mentors, by id, that fit best, as `rank` orders them; impossible ones never."""
    fits = ((key, fit(mentor, mentee, monday, rarity)) for key, mentor in mentors.items())
    possible = [(key, found) for key, found in fits if not found.obstacles]
    return sorted(possible, key=lambda pair: rank(pair[0], mentors[pair[0]], pair[1]))[:n]


def topic_rarity(mentors: Iterable[Mentor]) -> dict[str, float]:
    """The fewer mentors help with a topic, the more it weighs: 1 for a single one, 1/n for n."""
    counts: dict[str, int] = {}
    for mentor in mentors:
        for topic in mentor.topics:
            counts[topic] = counts.get(topic, 0) + 1
    return {topic: 1 / count for topic, count in counts.items()}


def _topics(mentor: Mentor, mentee: Mentee, rarity: Mapping[str, float]) -> TopicsCovered | None:
    covered = tuple(sorted(mentee.needs & mentor.topics))
    if not covered:
        return None
    missing = tuple(sorted(mentee.needs - mentor.topics))
    weight = sum(rarity.get(topic, 1.0) for topic in covered)
    share = weight / (weight + sum(rarity.get(topic, 1.0) for topic in missing))
    return TopicsCovered(covered, missing, max(1, round(TOPIC_POINTS * share)))


def _hours(mentor: Mentor, mentee: Mentee, monday: date) -> HoursInCommon | None:
    minutes = minutes_in_common(mentor, mentee, monday)
    if not minutes:
        return None
    return HoursInCommon(minutes, round(HOURS_POINTS * min(minutes, ENOUGH_MINUTES) / ENOUGH_MINUTES))


def _languages(mentor: Mentor, mentee: Mentee) -> SharedLanguages | None:
    """One language in which both are at ease is enough to talk; a second one gives the choice."""
    shared = tuple(sorted(mentor.languages & mentee.languages))
    if not shared:
        return None
    worth = {code: min(_worth(mentor.levels, code), _worth(mentee.levels, code)) for code in shared}
    two = sum(sorted(worth.values(), reverse=True)[:2])
    basic = tuple(code for code in shared if worth[code] == WORTH["basic"])
    return SharedLanguages(shared, round(LANGUAGE_POINTS * two / 2), basic)


def _worth(levels: Mapping[str, str], code: str) -> float:
    return WORTH.get(levels.get(code, ""), 1.0)


def _sectors(mentor: Mentor, mentee: Mentee) -> SectorsShared | None:
    shared = tuple(sorted(mentor.sectors & mentee.sectors))
    return SectorsShared(shared, round(SECTOR_POINTS * len(shared) / len(mentee.sectors))) if shared else None


def _places(mentor: Mentor) -> PlacesFree | None:
    free = mentor.capacity - mentor.mentees
    if free <= 0:
        return None
    unclaimed = max(0, free - mentor.waiting)
    return PlacesFree(free, mentor.capacity, round(PLACE_POINTS * unclaimed / mentor.capacity), mentor.waiting)


def _nearby(mentor: Mentor, mentee: Mentee) -> Nearby | None:
    """The same city counts whole where they can meet in person; the same country a little."""
    city, country = mentor.place
    meets = "in_person" in mentor.formats
    if city and mentor.place in mentee.places:
        return Nearby(city, country, meets, NEAR_POINTS if meets else NEAR_POINTS - 2)
    if country and country in {theirs for _city, theirs in mentee.places}:
        return Nearby("", country, meets, 2 if meets else 1)
    return None
