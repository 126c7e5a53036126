"""Which innovations have something to give each other: a score from 0 to 100, and the reasons in typed facts.

Pure: no database, no Flask. The same data give the same answer in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.reasons import Reasoned, akin

LEARNT_POINTS, PLACES_POINTS, WORDS_POINTS, GOALS_POINTS, SECTORS_POINTS, TEACHES_POINTS = 30, 20, 20, 10, 10, 10
ALIKE_FROM = 0.35
"""Words that are less alike than this say nothing."""


@dataclass(frozen=True, slots=True)
class Side:
    """An innovation as it is compared. `needs` and `learnt` are topics: open support needs, and those that were met.

    `targets` are the places it is to be brought to, as (country, NUTS region or ""); `city` is folded.
    """

    needs: frozenset[str] = frozenset()
    learnt: frozenset[str] = frozenset()
    goals: frozenset[int] = frozenset()
    sectors: frozenset[str] = frozenset()
    targets: frozenset[tuple[str, str]] = frozenset()
    country: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class Learnt:
    """Topics in which the other one found the help that this one looks for: a peer who can be a mentor."""

    topics: tuple[str, ...]
    points: int
    kind: str = field(default="learnt", init=False)


@dataclass(frozen=True, slots=True)
class Teaches:
    """The same the other way round: this one found the help that the other one looks for."""

    topics: tuple[str, ...]
    points: int
    kind: str = field(default="teaches", init=False)


@dataclass(frozen=True, slots=True)
class SharedPlaces:
    """Places that both want to go to, or where one is and the other wants to go. Countries, or (country, region)."""

    places: tuple[tuple[str, str], ...]
    points: int
    kind: str = field(default="places", init=False)


@dataclass(frozen=True, slots=True)
class SimilarChallenge:
    """What is written of the two is alike, by the rank of the full-text search."""

    points: int
    kind: str = field(default="words", init=False)


@dataclass(frozen=True, slots=True)
class SharedGoals:
    """Sustainable Development Goals that both serve."""

    goals: tuple[int, ...]
    points: int
    kind: str = field(default="goals", init=False)


@dataclass(frozen=True, slots=True)
class SharedSectors:
    """Sectors that both work in."""

    sectors: tuple[str, ...]
    points: int
    kind: str = field(default="sectors", init=False)


Reason = Learnt | Teaches | SharedPlaces | SimilarChallenge | SharedGoals | SharedSectors
KINDS = ("learnt", "teaches", "places", "words", "goals", "sectors")


@dataclass(frozen=True, slots=True)
class Match(Reasoned[Reason]):
    """The reasons, the weightiest first."""

    @property
    def kinds(self) -> frozenset[str]:
        """What kinds of reasons there are."""
        return frozenset(reason.kind for reason in self.reasons)


def match(one: Side, other: Side, alike: float = 0.0) -> Match | None:
    """What `other` can be for `one`; None when nothing but a goal or a sector is shared.

    `alike` says from 0 to 1 how much the words of the two have in common. Being alike counts across places only: two
    in one town know each other.
    """
    apart = not (one.country == other.country and one.city == other.city)
    found = (
        _topics(Learnt, one.needs, other.learnt, LEARNT_POINTS),
        _topics(Teaches, other.needs, one.learnt, TEACHES_POINTS),
        _places(one, other),
        SimilarChallenge(round(WORDS_POINTS * alike)) if apart and alike >= ALIKE_FROM else None,
        _goals(one.goals, other.goals) if apart else None,
        _sectors(one.sectors, other.sectors) if apart else None,
    )
    reasons = Match(tuple(sorted((reason for reason in found if reason), key=lambda reason: -reason.points)))
    return reasons if _says_something(reasons) else None


def _says_something(match: Match) -> bool:
    """One goal or one sector is shared by a third of all: the two together, or anything else, is worth a look."""
    return bool(match.kinds - {"goals", "sectors"}) or {"goals", "sectors"} <= match.kinds


def _topics(
    kind: type[Learnt] | type[Teaches], needed: frozenset[str], learnt: frozenset[str], points: int
) -> Learnt | Teaches | None:
    """The share of what is needed that is met; a topic's whole and its part count for each other."""
    met = tuple(sorted(topic for topic in needed if any(akin(topic, other) for other in learnt)))
    return kind(met, max(1, round(points * len(met) / len(needed)))) if met else None


def _places(one: Side, other: Side) -> SharedPlaces | None:
    """Regions in common count whole, countries half; going where the other one is at home counts as a country."""
    regions = {place for place in one.targets & other.targets if place[1]}
    aims, others = {country for country, _region in one.targets}, {country for country, _region in other.targets}
    homes = (({other.country} & aims) | ({one.country} & others)) if one.country != other.country else set()
    countries = {
        (country, "") for country in ((aims & others) | homes) - {country for country, _r in regions} if country
    }
    if not regions and not countries:
        return None
    return SharedPlaces(tuple(sorted(regions | countries)), PLACES_POINTS if regions else PLACES_POINTS // 2)


def _goals(one: frozenset[int], other: frozenset[int]) -> SharedGoals | None:
    both = tuple(sorted(one & other))
    return SharedGoals(both, _share(GOALS_POINTS, len(both), len(one), len(other))) if both else None


def _sectors(one: frozenset[str], other: frozenset[str]) -> SharedSectors | None:
    both = tuple(sorted(one & other))
    return SharedSectors(both, _share(SECTORS_POINTS, len(both), len(one), len(other))) if both else None


def _share(points: int, both: int, *each: int) -> int:
    """All points when the one that names fewer names nothing else."""
    return max(1, round(points * both / min(each)))
