"""From scores to totals, ranks and how sure they are. Pure and exact: all is added up in whole numbers and divided
once, so that 60 is 60 whatever the order of adding, and equal candidates share a rank.

A score is 0 to 5; the value of a reversed criterion (risks) is 5 - score. A total is the mean value of the criteria,
each with its weight, as a share of 100. Weights need not add up to 100: only their proportions count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from math import lcm
from statistics import pstdev
from typing import Any

BEST = 5
FAR_APART = 3
"""Scores on one criterion that differ by so much are to be talked about."""
TOTALS_APART = 20
"""Totals (of 100) that differ by so much are, too."""
LOW, HIGH = 4, 6
"""How far a weight may be moved when it is asked how sure a result is: 20 % down and up, of 5."""
NEAR = 1e-9
"""Bounds that are so close are looked at exactly."""
ALWAYS, NEVER, DEPENDS = "always", "never", "depends"

Scores = Mapping[str, int]
"""Criterion → score, of one assessment; every criterion has one."""


@dataclass(frozen=True)
class Criterion:
    """What totals need to know of a criterion."""

    key: str
    weight: float
    reversed: bool = False

    @property
    def share(self) -> Fraction:
        """The weight as it is written: 12.1 is 121/10."""
        return Fraction(str(self.weight))


@dataclass(frozen=True)
class Rules:
    """What a round asks. `threshold` is of 100, `minimum` is on each criterion's mean value, `places` is how many can
    be selected (None: all that are good enough)."""

    criteria: Sequence[Criterion]
    threshold: float = 60.0
    minimum: int = 2
    places: int | None = None


@dataclass(frozen=True)
class Result:
    """What the desk knows of a candidate with at least one assessment. `totals` are the assessments' own, `means` the
    criteria's mean values; `total`, `worst` and `best` (under weights within 20 %) are of 100. `rank` counts those
    that are strictly better. `good` is what the rules as they stand say, `sure` what they say under any weights."""

    total: float
    totals: Sequence[float]
    spread: float
    means: Mapping[str, float]
    disagreement: bool
    rank: int
    below: Sequence[str]
    worst: float
    best: float
    good: bool
    sure: str


@dataclass(frozen=True)
class _Scale:
    """The criteria with their weights in whole numbers of the same proportions."""

    criteria: Sequence[Criterion]
    weights: Sequence[int]
    full: int  # what a hundred points are, of one assessment

    def values(self, scores: Scores) -> list[int]:
        """The values of an assessment, in the order of the criteria."""
        return [BEST - scores[one.key] if one.reversed else scores[one.key] for one in self.criteria]

    def points(self, values: Sequence[int]) -> int:
        """What they come to, of `full`."""
        return sum(weight * value for weight, value in zip(self.weights, values, strict=True))


@dataclass(frozen=True)
class _Sums:
    """A candidate's values, each criterion's added up over `number` assessments, and what follows from them alone."""

    values: Sequence[int]
    number: int
    points: Sequence[int]  # of each assessment
    total: Fraction
    worst: Fraction
    best: Fraction
    low: float  # worst and best, to compare in a hurry
    high: float
    enough: bool  # on each criterion


def _scale(criteria: Sequence[Criterion]) -> _Scale:
    shares = [one.share for one in criteria]
    common = lcm(*(share.denominator for share in shares))
    weights = [int(share * common) for share in shares]
    return _Scale(criteria, weights, BEST * sum(weights))


def total_of(scores: Scores, criteria: Sequence[Criterion]) -> float:
    """The total of one assessment, of 100."""
    scale = _scale(criteria)
    return 100 * scale.points(scale.values(scores)) / scale.full


def spread_of(totals: Sequence[float]) -> float:
    """How far apart the assessors are: the population standard deviation of their totals, in points of 100."""
    return pstdev(totals)


def disagree(assessments: Sequence[Scores], criteria: Sequence[Criterion]) -> bool:
    """Is there something to talk about? Yes if the scores on any one criterion differ by 3 or more, or the totals by
    20 points or more."""
    scale = _scale(criteria)
    return _apart(assessments, [scale.points(scale.values(scores)) for scores in assessments], scale)


def _apart(assessments: Sequence[Scores], points: Sequence[int], scale: _Scale) -> bool:
    for one in scale.criteria:
        scores = [scored[one.key] for scored in assessments]
        if max(scores) - min(scores) >= FAR_APART:
            return True
    return 100 * (max(points) - min(points)) >= TOTALS_APART * scale.full


def extremes(values: Sequence[int], weights: Sequence[int]) -> tuple[Fraction, Fraction]:
    """The smallest and the largest weighted mean when each weight may be anything from 0.8 to 1.2 of itself.

    The ratio of two linear functions over a box is largest at a corner where the weights of all values above some line
    are as large, those of all below as small as they can be. So it is enough to walk down the sorted values and
    try each line: no corner is left out, nothing is sampled.
    """
    low = _largest([-value for value in values], weights)
    return -low, _largest(values, weights)


def _largest(values: Sequence[int], weights: Sequence[int]) -> Fraction:
    top = LOW * sum(weight * value for weight, value in zip(weights, values, strict=True))
    whole = LOW * sum(weights)
    best = (top, whole)
    for value, weight in sorted(zip(values, weights, strict=True), reverse=True):
        top += (HIGH - LOW) * weight * value
        whole += (HIGH - LOW) * weight
        if top * best[1] > best[0] * whole:
            best = (top, whole)
    return Fraction(*best)


def results(candidates: Mapping[str, Sequence[Scores]], rules: Rules) -> dict[str, Result]:
    """What each candidate with an assessment comes to; those with none are not in it."""
    scale = _scale(rules.criteria)
    sums = {key: _summed(assessments, rules, scale) for key, assessments in candidates.items() if assessments}
    ranks = rank({key: one.total for key, one in sums.items()})
    good, sure = _good(sums, rules), _how_sure(sums, rules, scale)
    return {
        key: _result(candidates[key], one, rules, scale, rank=ranks[key], good=key in good, sure=sure[key])
        for key, one in sums.items()
    }


def rank(totals: Mapping[str, Fraction]) -> dict[str, int]:
    """1 for the best; equals share a rank, and the next one leaves room for them (1, 2, 2, 4)."""
    ranks: dict[str, int] = {}
    last: tuple[Fraction, int] | None = None
    for number, (key, total) in enumerate(sorted(totals.items(), key=lambda pair: -pair[1]), 1):
        last = last if last and last[0] == total else (total, number)
        ranks[key] = last[1]
    return ranks


def _result(assessments: Sequence[Scores], one: _Sums, rules: Rules, scale: _Scale, **told: Any) -> Result:
    totals = [100 * points / scale.full for points in one.points]
    named = list(zip(rules.criteria, one.values, strict=True))
    return Result(
        total=float(one.total),
        totals=totals,
        spread=spread_of(totals),
        means={criterion.key: value / one.number for criterion, value in named},
        disagreement=_apart(assessments, one.points, scale),
        below=[criterion.key for criterion, value in named if value < rules.minimum * one.number],
        worst=one.low,
        best=one.high,
        **told,
    )


def _summed(assessments: Sequence[Scores], rules: Rules, scale: _Scale) -> _Sums:
    given = [scale.values(scores) for scores in assessments]
    number, values = len(given), [sum(column) for column in zip(*given, strict=True)]
    points = [scale.points(each) for each in given]
    worst, best = (mean * 100 / (BEST * number) for mean in extremes(values, scale.weights))
    enough = all(value >= rules.minimum * number for value in values)
    total = Fraction(100 * sum(points), scale.full * number)
    return _Sums(values, number, points, total, worst, best, float(worst), float(best), enough)


def _good(sums: Mapping[str, _Sums], rules: Rules) -> set[str]:
    """Those that the rules select: good enough, and fewer than `places` of them strictly better."""
    line = Fraction(str(rules.threshold))
    enough = {key: one.total for key, one in sums.items() if one.enough and one.total >= line}
    places = rules.places if rules.places is not None else len(enough)
    return {key for key, place in rank(enough).items() if place <= places}


def _how_sure(sums: Mapping[str, _Sums], rules: Rules, scale: _Scale) -> dict[str, str]:
    """Would each be selected under any weights within 20 %? Where the threshold alone decides, the answer is exact.

    With a number of places, "always" and "never" are certain: so few can ever pass it by, or so many always do. The
    rest depends, at least as far as pairs tell: two that pass it by may do so under weights that exclude each other.
    """
    line = Fraction(str(rules.threshold))
    may = {key: one for key, one in sums.items() if one.enough and one.best >= line}
    must = {key: one for key, one in may.items() if one.worst >= line}
    if rules.places is None:
        return {key: ALWAYS if key in must else DEPENDS if key in may else NEVER for key in sums}
    best_first = sorted(may.values(), key=lambda one: -one.high), sorted(must.values(), key=lambda one: -one.high)
    return {
        key: _among(one, key in must, best_first, rules.places, scale.weights) if key in may else NEVER
        for key, one in sums.items()
    }


def _among(
    one: _Sums, sure: bool, best_first: tuple[list[_Sums], list[_Sums]], places: int, weights: Sequence[int]
) -> str:
    may, must = best_first
    if _at_least(places, (other for other in _near(one, must) if _beats(other, one, weights, always=True))):
        return NEVER
    if sure and not _at_least(
        places, (other for other in _near(one, may) if _beats(other, one, weights, always=False))
    ):
        return ALWAYS
    return DEPENDS


def _near(one: _Sums, best_first: list[_Sums]) -> Iterator[_Sums]:
    """Those that could pass it by: once the best of one is below its worst, so is that of all that follow."""
    return takewhile(lambda other: other.high >= one.low - NEAR, best_first)


def _at_least(number: int, found: Iterable[object]) -> bool:
    """Are there so many? Looked for no further."""
    return number <= 0 or any(count >= number for count, _one in enumerate(found, 1))


def _beats(other: _Sums, one: _Sums, weights: Sequence[int], *, always: bool) -> bool:
    """Is `other` strictly better under all weights within 20 %, or under some? The sign of a sum over a box."""
    if other.low > one.high + NEAR:
        return True
    if other is one:
        return False
    ahead = [
        weight * (theirs * one.number - its * other.number)
        for weight, theirs, its in zip(weights, other.values, one.values, strict=True)
    ]
    for_them, against = (LOW, HIGH) if always else (HIGH, LOW)
    return sum(each * (for_them if each > 0 else against) for each in ahead) > 0
