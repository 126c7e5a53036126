"""From scores to totals, ranks and how sure they are. Pure and exact: sums of whole numbers and fractions, so that
60 is 60 whatever the order of adding, and equal candidates share a rank.

A score is 0 to 5; the value of a reversed criterion (risks) is 5 - score. A total is the mean value of the criteria,
each with its weight, as a share of 100. Weights need not add up to 100: only their proportions count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from statistics import pstdev

BEST = 5
FAR_APART = 3
"""Scores on one criterion that differ by so much are to be talked about."""
TOTALS_APART = 20
"""Totals (of 100) that differ by so much are, too."""
SHARE = Fraction(1, 5)
"""How far a weight may be moved when it is asked how sure a result is: 20 % up or down."""
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

    def value(self, score: int) -> int:
        """The score, the better the higher."""
        return BEST - score if self.reversed else score


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
class _Sums:
    """A candidate's values, each criterion's added up over `number` assessments, and what follows from them alone."""

    values: Sequence[int]
    number: int
    total: Fraction
    worst: Fraction
    best: Fraction
    enough: bool  # on each criterion


def total_of(scores: Scores, criteria: Sequence[Criterion]) -> float:
    """The total of one assessment, of 100."""
    return float(_total([one.value(scores[one.key]) for one in criteria], 1, criteria))


def spread_of(totals: Sequence[float]) -> float:
    """How far apart the assessors are: the population standard deviation of their totals, in points of 100."""
    return pstdev(totals)


def disagree(assessments: Sequence[Scores], criteria: Sequence[Criterion]) -> bool:
    """Is there something to talk about? Yes if the scores on any one criterion differ by 3 or more, or the totals by
    20 points or more."""
    for one in criteria:
        scores = [scored[one.key] for scored in assessments]
        if max(scores) - min(scores) >= FAR_APART:
            return True
    totals = [_total([one.value(scored[one.key]) for one in criteria], 1, criteria) for scored in assessments]
    return max(totals) - min(totals) >= TOTALS_APART


def extremes(values: Sequence[Fraction], weights: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """The smallest and the largest weighted mean when each weight may be anything from 0.8 to 1.2 of itself.

    The ratio of two linear functions over a box is largest at a corner where the weights of all values above some line
    are as large, those of all below as small as they can be. So it is enough to walk down the sorted values and
    try each line: no corner is left out, nothing is sampled.
    """
    return -_largest([-value for value in values], weights), _largest(values, weights)


def _largest(values: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    order = sorted(range(len(values)), key=lambda n: -values[n])
    low, high = 1 - SHARE, 1 + SHARE
    top = sum((low * weights[n] * values[n] for n in order), Fraction(0))
    whole = low * sum(weights, Fraction(0))
    found = top / whole
    for n in order:
        top += (high - low) * weights[n] * values[n]
        whole += (high - low) * weights[n]
        found = max(found, top / whole)
    return found


def results(candidates: Mapping[str, Sequence[Scores]], rules: Rules) -> dict[str, Result]:
    """What each candidate with an assessment comes to; those with none are not in it."""
    sums = {key: _summed(assessments, rules) for key, assessments in candidates.items() if assessments}
    ranks = rank({key: one.total for key, one in sums.items()})
    sure = _how_sure(sums, rules)
    good = _good(sums, rules)
    return {key: _result(candidates[key], one, rules, ranks[key], key in good, sure[key]) for key, one in sums.items()}


def rank(totals: Mapping[str, Fraction]) -> dict[str, int]:
    """1 for the best; equals share a rank, and the next one leaves room for them (1, 2, 2, 4)."""
    ranks: dict[str, int] = {}
    last: tuple[Fraction, int] | None = None
    for number, (key, total) in enumerate(sorted(totals.items(), key=lambda pair: -pair[1]), 1):
        last = last if last and last[0] == total else (total, number)
        ranks[key] = last[1]
    return ranks


def _result(assessments: Sequence[Scores], one: _Sums, rules: Rules, place: int, good: bool, sure: str) -> Result:
    totals = [total_of(scores, rules.criteria) for scores in assessments]
    means = [Fraction(value, one.number) for value in one.values]
    named = list(zip(rules.criteria, means, strict=True))
    return Result(
        total=float(one.total),
        totals=totals,
        spread=spread_of(totals),
        means={criterion.key: float(mean) for criterion, mean in named},
        disagreement=disagree(assessments, rules.criteria),
        rank=place,
        below=[criterion.key for criterion, mean in named if mean < rules.minimum],
        worst=float(one.worst),
        best=float(one.best),
        good=good,
        sure=sure,
    )


def _summed(assessments: Sequence[Scores], rules: Rules) -> _Sums:
    number = len(assessments)
    values = [sum(one.value(scores[one.key]) for scores in assessments) for one in rules.criteria]
    scaled = [Fraction(100 * value, BEST * number) for value in values]
    worst, best = extremes(scaled, [one.share for one in rules.criteria])
    total, enough = _total(values, number, rules.criteria), all(value >= rules.minimum * number for value in values)
    return _Sums(values, number, total, worst, best, enough)


def _total(values: Sequence[int], number: int, criteria: Sequence[Criterion]) -> Fraction:
    top = sum((one.share * value for one, value in zip(criteria, values, strict=True)), Fraction(0))
    return 100 * top / (BEST * number * sum((one.share for one in criteria), Fraction(0)))


def _good(sums: Mapping[str, _Sums], rules: Rules) -> set[str]:
    """Those that the rules select: good enough, and fewer than `places` of them strictly better."""
    line = Fraction(str(rules.threshold))
    enough = {key: one.total for key, one in sums.items() if one.enough and one.total >= line}
    places = rules.places if rules.places is not None else len(enough)
    return {key for key, place in rank(enough).items() if place <= places}


def _how_sure(sums: Mapping[str, _Sums], rules: Rules) -> dict[str, str]:
    """Would each be selected under any weights within 20 %? Where the threshold alone decides, the answer is exact.

    With a number of places, "always" and "never" are certain: so few can ever pass it by, or so many always do. The
    rest depends, at least as far as pairs tell: two that pass it by may do so under weights that exclude each other.
    """
    line = Fraction(str(rules.threshold))
    may = {key: one for key, one in sums.items() if one.enough and one.best >= line}
    must = {key: one for key, one in may.items() if one.worst >= line}
    weights = _whole([one.share for one in rules.criteria])
    return {
        key: NEVER if key not in may else _among(one, key in must, may, must, rules.places, weights)
        for key, one in sums.items()
    }


def _among(
    one: _Sums, sure: bool, may: Mapping[str, _Sums], must: Mapping[str, _Sums], places: int | None,
    weights: Sequence[int],
) -> str:  # fmt: skip
    if places is None:
        return ALWAYS if sure else DEPENDS
    if _at_least(places, (other for other in must.values() if _beats(other, one, weights, always=True))):
        return NEVER
    if sure and not _at_least(places, (other for other in may.values() if _beats(other, one, weights, always=False))):
        return ALWAYS
    return DEPENDS


def _at_least(number: int, found: Iterable[object]) -> bool:
    """Are there so many? Looked for no further."""
    return number <= 0 or any(count >= number for count, _one in enumerate(found, 1))


def _beats(other: _Sums, one: _Sums, weights: Sequence[int], *, always: bool) -> bool:
    """Is `other` strictly better under all weights within 20 %, or under some? The sign of a sum over a box."""
    if other.worst > one.best:
        return True
    if other.best < one.worst or other is one:
        return False
    low, high = (6, 4) if always else (4, 6)  # 1.2 and 0.8, in whole numbers
    sum_ = 0
    for weight, theirs, its in zip(weights, other.values, one.values, strict=True):
        ahead = theirs * one.number - its * other.number
        sum_ += weight * ahead * (high if ahead > 0 else low)
    return sum_ > 0


def _whole(weights: Sequence[Fraction]) -> list[int]:
    """The same proportions in whole numbers, which are quicker by far."""
    common = lcm(*(weight.denominator for weight in weights))
    return [int(weight * common) for weight in weights]
