"""Totals, ranks, spread and sensitivity against naive computations: every corner of the box, every pair."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.selection.scoring import (
    ALWAYS,
    DEPENDS,
    NEVER,
    Criterion,
    Rules,
    Scores,
    disagree,
    extremes,
    rank,
    results,
    spread_of,
    total_of,
)

WEIGHTS = st.sampled_from([5.0, 10.0, 12.5, 15.0, 33.3, 40.0])
SCORE = st.integers(0, 5)


@st.composite
def rounds(draw: st.DrawFn) -> Any:
    """A few candidates under a few criteria."""
    count = draw(st.integers(1, 4))
    criteria = [Criterion(f"c{n}", draw(WEIGHTS), draw(st.booleans())) for n in range(count)]
    scored = st.fixed_dictionaries({one.key: SCORE for one in criteria})
    candidates = draw(st.dictionaries(st.sampled_from("abcdef"), st.lists(scored, min_size=1, max_size=3)))
    places = draw(st.none() | st.integers(0, 4))
    return candidates, Rules(criteria, draw(st.sampled_from([0.0, 40.0, 60.0, 62.5])), draw(st.integers(0, 3)), places)


def naive_total(assessments: list[Scores], rules: Rules, factors: tuple[Fraction, ...] | None = None) -> Fraction:
    top = whole = Fraction(0)
    for one, factor in zip(rules.criteria, factors or (Fraction(1),) * len(rules.criteria), strict=True):
        weight = Fraction(str(one.weight)) * factor
        for scores in assessments:
            value = 5 - scores[one.key] if one.reversed else scores[one.key]
            top += weight * value * 20
        whole += weight * len(assessments)
    return top / whole


def corners(rules: Rules) -> list[tuple[Fraction, ...]]:
    return list(product((Fraction(4, 5), Fraction(6, 5)), repeat=len(rules.criteria)))


def enough(assessments: list[Scores], rules: Rules) -> bool:
    for one in rules.criteria:
        values = [5 - scores[one.key] if one.reversed else scores[one.key] for scores in assessments]
        if Fraction(sum(values), len(values)) < rules.minimum:
            return False
    return True


@given(rounds())
def test_totals_ranks_and_bounds_are_those_of_a_naive_computation(drawn: tuple[dict[str, list[Scores]], Rules]) -> None:
    candidates, rules = drawn
    found = results(candidates, rules)
    totals = {key: naive_total(told, rules) for key, told in candidates.items()}
    for key, told in candidates.items():
        all_corners = [naive_total(told, rules, factors) for factors in corners(rules)]
        assert found[key].total == float(totals[key])
        assert found[key].rank == 1 + sum(other > totals[key] for other in totals.values())
        assert (found[key].worst, found[key].best) == (float(min(all_corners)), float(max(all_corners)))
        mean = sum(found[key].totals) / len(told)
        assert found[key].spread == pytest.approx(sqrt(sum((one - mean) ** 2 for one in found[key].totals) / len(told)))
        assert (not found[key].below) == enough(told, rules)


@given(rounds())
def test_where_the_threshold_decides_sure_is_exact(drawn: tuple[dict[str, list[Scores]], Rules]) -> None:
    candidates, told = drawn
    rules = Rules(told.criteria, told.threshold, told.minimum)
    for key, one in results(candidates, rules).items():
        passes = [
            enough(candidates[key], rules)
            and naive_total(candidates[key], rules, factors) >= Fraction(str(rules.threshold))
            for factors in corners(rules)
        ]
        assert one.sure == (ALWAYS if all(passes) else DEPENDS if any(passes) else NEVER)
        assert one.good == (enough(candidates[key], rules) and naive_total(candidates[key], rules) >= rules.threshold)


@given(rounds())
def test_with_places_what_is_said_to_be_certain_holds_at_every_corner(
    drawn: tuple[dict[str, list[Scores]], Rules],
) -> None:
    candidates, rules = drawn
    if rules.places is None:
        return
    found = results(candidates, rules)
    for factors in [*corners(rules), (Fraction(1),) * len(rules.criteria)]:
        totals = {key: naive_total(told, rules, factors) for key, told in candidates.items() if enough(told, rules)}
        good = {key: total for key, total in totals.items() if total >= Fraction(str(rules.threshold))}
        chosen = {key for key, total in good.items() if sum(other > total for other in good.values()) < rules.places}
        for key, one in found.items():
            assert one.sure == DEPENDS or (key in chosen) == (one.sure == ALWAYS)
    assert {key for key, one in found.items() if one.good} == chosen  # the last are the weights as they stand


@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(1, 40)), min_size=1, max_size=6),
    st.lists(st.integers(0, 20), min_size=6, max_size=6),
)
def test_no_weights_inside_the_box_beat_the_extremes(pairs: list[tuple[int, int]], inside: list[int]) -> None:
    values, weights = [value for value, _w in pairs], [weight for _v, weight in pairs]
    low, high = extremes(values, weights)
    moved = [Fraction(weight * (80 + 2 * step), 100) for weight, step in zip(weights, inside, strict=False)]
    mean = sum((value * weight for value, weight in zip(values, moved, strict=True)), Fraction(0)) / sum(moved)
    assert low <= mean <= high


def test_the_total_of_the_best_is_a_hundred_with_the_reversed_at_zero() -> None:
    criteria = [Criterion("need", 95), Criterion("risks", 5, reversed=True)]
    assert total_of({"need": 5, "risks": 0}, criteria) == 100
    assert total_of({"need": 5, "risks": 5}, criteria) == 95
    assert total_of({"need": 0, "risks": 5}, criteria) == 0


def test_equals_share_a_rank() -> None:
    totals = {key: Fraction(number) for key, number in {"a": 60, "b": 80, "c": 60, "d": 10}.items()}
    assert rank(totals) == {"b": 1, "a": 2, "c": 2, "d": 4}


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [((3, 3), (5, 5), True), ((3, 3), (4, 4), True), ((3, 3), (3, 4), False), ((0, 5), (3, 5), True)],
)
def test_three_on_a_criterion_or_twenty_in_all_is_to_be_discussed(
    first: tuple[int, int], second: tuple[int, int], apart: bool
) -> None:
    criteria = [Criterion("a", 50), Criterion("b", 50)]
    assessments = [dict(zip("ab", scores, strict=True)) for scores in (first, second)]
    assert disagree(assessments, criteria) is apart


def test_sixty_is_sixty_whatever_the_weights_add_up_to() -> None:
    criteria = [Criterion(f"c{n}", weight) for n, weight in enumerate((33.3, 33.3, 33.3, 0.1))]
    one = results({"x": [dict.fromkeys(("c0", "c1", "c2", "c3"), 3)]}, Rules(criteria))["x"]
    assert (one.total, one.good, one.sure, one.worst, one.best) == (60.0, True, ALWAYS, 60.0, 60.0)
    assert spread_of([60.0]) == 0.0
