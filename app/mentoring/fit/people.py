"""Mentor and mentee as the comparison sees them. Topics, languages and sectors are codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.mentoring.wallclock import Minutes

WeekHours = Mapping[int, tuple[Minutes, ...]]
"""Wall-clock minutes by weekday; 0 is Monday."""

OFFICE_HOURS: WeekHours = dict.fromkeys(range(5), ((9 * 60, 18 * 60),))
"""When a mentee is taken to be reachable who has said nothing else: Monday to Friday, 9 to 18, local time."""


@dataclass(frozen=True, slots=True)
class Mentor:
    """`week` is in `timezone`. `mentees` counts running mentorships, `waiting` those who wait for a yes of theirs.

    `levels` tells how well they work in a language, where they said so; `place` is (city, country), either may be "".
    """

    topics: frozenset[str]
    languages: frozenset[str]
    capacity: int
    mentees: int
    timezone: str
    week: WeekHours
    sectors: frozenset[str] = frozenset()
    place: tuple[str, str] = ("", "")
    formats: frozenset[str] = frozenset({"video"})
    levels: Mapping[str, str] = field(default_factory=dict)
    waiting: int = 0
    paused: bool = False

    @property
    def load(self) -> float:
        """The share of their places that is taken or asked for: among equals, who has least comes first."""
        return (self.mentees + self.waiting) / self.capacity if self.capacity else 1.0


@dataclass(frozen=True, slots=True)
class Mentee:
    """`needs` are the topics in which the innovation wants help; `week` is when this person can meet.

    `places` are where they and what they work on are at home: (city, country) each.
    """

    needs: frozenset[str]
    languages: frozenset[str]
    timezone: str
    week: WeekHours = field(default_factory=lambda: OFFICE_HOURS)
    sectors: frozenset[str] = frozenset()
    places: frozenset[tuple[str, str]] = frozenset()
    levels: Mapping[str, str] = field(default_factory=dict)
