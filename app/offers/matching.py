"""Which offers and needs fit each other: a score from 0 to 100, and the reasons in typed facts for a page to tell.

Pure: no database, no Flask. The same data give the same answer in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from app.core.reasons import Reasoned, akin

TOPIC_POINTS, CATEGORY_POINTS, WORDS_POINTS, PLACE_POINTS, UNITS_POINTS, LANGUAGE_POINTS = 40, 20, 15, 15, 5, 5
BOUND_TO_A_PLACE = frozenset({"space", "equipment"})
"""What cannot be had from another country, unless its owner says that it can."""


@dataclass(frozen=True, slots=True)
class Side:
    """An offer, or a need, as it is compared. Topics, languages and countries are codes; city, region and unit folded.

    `left` of `unit` are there, or still missing; None is without limit. `starts_on`, `until`: the first and last day.
    """

    topics: frozenset[str] = frozenset()
    category: str = ""
    languages: frozenset[str] = frozenset()
    country: str = ""
    region: str = ""
    city: str = ""
    remote: bool = False
    left: int | None = None
    unit: str = ""
    starts_on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SharedTopics:
    """Topics that both name; or one names the whole of which the other names a part."""

    topics: tuple[str, ...]
    points: int
    kind: str = field(default="topics", init=False)


@dataclass(frozen=True, slots=True)
class SameCategory:
    """Both are of this category."""

    category: str
    points: int
    kind: str = field(default="category", init=False)


@dataclass(frozen=True, slots=True)
class Reach:
    """They can come together: in the same `city`, `region` or `country`, or from a `distance`."""

    how: str
    points: int
    kind: str = field(default="reach", init=False)


@dataclass(frozen=True, slots=True)
class SharedLanguages:
    """Languages that both name."""

    languages: tuple[str, ...]
    points: int
    kind: str = field(default="languages", init=False)


@dataclass(frozen=True, slots=True)
class Enough:
    """The offer covers all that is missing (`whole`), or `left` units of it."""

    whole: bool
    left: int | None
    points: int
    kind: str = field(default="enough", init=False)


@dataclass(frozen=True, slots=True)
class SimilarWords:
    """What is written in the two is alike, by the rank of the full-text search."""

    points: int
    kind: str = field(default="words", init=False)


Reason = SharedTopics | SameCategory | Reach | SharedLanguages | Enough | SimilarWords


@dataclass(frozen=True, slots=True)
class Match(Reasoned[Reason]):
    """The reasons, the weightiest first."""

    @property
    def about(self) -> bool:
        """Are the two about the same at all? Being in one place and speaking one language alone is no match."""
        return any(isinstance(reason, SharedTopics | SameCategory | SimilarWords) for reason in self.reasons)


def match(offer: Side, need: Side, alike: float = 0.0) -> Match | None:
    """How well an offer answers a need; None when it cannot, or when they are about different things.

    `alike` says from 0 to 1 how much the words of the two have in common.
    """
    if not (_meet_in_time(offer, need) and _in_reach(offer, need)) or 0 in (offer.left, need.left):
        return None
    found = (
        _topics(offer.topics, need.topics),
        SameCategory(offer.category, CATEGORY_POINTS) if offer.category == need.category != "" else None,
        SimilarWords(round(WORDS_POINTS * alike)) if round(WORDS_POINTS * alike) else None,
        _reach(offer, need),
        _languages(offer.languages, need.languages),
        _enough(offer, need),
    )
    reasons = Match(tuple(sorted((reason for reason in found if reason), key=lambda reason: -reason.points)))
    return reasons if reasons.about else None


def _meet_in_time(offer: Side, need: Side) -> bool:
    """Is there a day on which both hold? A side without a day holds always."""
    starts = max(offer.starts_on or date.min, need.starts_on or date.min)
    return starts <= min(offer.until or date.max, need.until or date.max)


def _in_reach(offer: Side, need: Side) -> bool:
    bound = {offer.category, need.category} & BOUND_TO_A_PLACE and not (offer.remote or need.remote)
    return not (bound and offer.country and need.country and offer.country != need.country)


def _topics(offered: frozenset[str], needed: frozenset[str]) -> SharedTopics | None:
    """Each topic that is needed counts the same; one that is met by its whole or by a part counts half."""
    if not needed:
        return None
    exact = needed & offered
    near = {topic for topic in needed - exact if any(akin(topic, other) for other in offered)}
    points = round(TOPIC_POINTS * (len(exact) + len(near) / 2) / len(needed))
    return SharedTopics(tuple(sorted(exact | near)), points) if points else None


def _reach(offer: Side, need: Side) -> Reach | None:
    same_country = offer.country == need.country != ""
    if same_country and offer.city == need.city != "":
        return Reach("city", PLACE_POINTS)
    if same_country and offer.region == need.region != "":
        return Reach("region", PLACE_POINTS - 3)
    if offer.remote or need.remote:
        return Reach("distance", PLACE_POINTS - 5)
    return Reach("country", PLACE_POINTS - 7) if same_country else None


def _languages(offered: frozenset[str], needed: frozenset[str]) -> SharedLanguages | None:
    shared = tuple(sorted(offered & needed))
    return SharedLanguages(shared, LANGUAGE_POINTS) if shared else None


def _enough(offer: Side, need: Side) -> Enough | None:
    """Where nobody counts, or the two count different things, there is nothing to tell."""
    there, missing = offer.left, need.left
    if missing is None or (there is not None and offer.unit != need.unit):
        return None
    if there is None or there >= missing:
        return Enough(True, there, UNITS_POINTS)
    return Enough(False, there, round(UNITS_POINTS * there / missing))
