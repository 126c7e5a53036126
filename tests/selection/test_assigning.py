"""Who assesses what: full where it can be, even where it can be, never a pair that is barred."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from app.selection.assigning import Assessor, Pair, Plan, assign

PEOPLE = "pqr"
CANDIDATES = "abcd"
PAIRS = st.sets(st.sampled_from([(one, person) for one in CANDIDATES for person in PEOPLE]), max_size=7)


def holds(plan: Plan, each: int, assessors: list[Assessor], barred: set[Pair], existing: set[Pair]) -> dict[str, int]:
    """What must hold of every plan; gives the loads."""
    assert len(set(plan.pairs)) == len(plan.pairs) and not set(plan.pairs) & (barred | existing)
    load = {one.id: sum(person == one.id for _c, person in [*plan.pairs, *existing]) for one in assessors}
    assert load == plan.load
    for one in assessors:
        mine = sum(person == one.id for _c, person in existing)
        assert one.most is None or load[one.id] <= max(one.most, mine)
    return load


@given(
    st.integers(1, 3), st.lists(st.none() | st.integers(0, 4), min_size=3, max_size=3), PAIRS,
    st.sets(st.sampled_from([(one, person) for one in CANDIDATES for person in PEOPLE]), max_size=3),
)  # fmt: skip
def test_no_other_plan_fills_more_or_is_more_even(
    each: int, most: list[int | None], barred: set[Pair], existing: set[Pair]
) -> None:
    assessors = [Assessor(person, limit) for person, limit in zip(PEOPLE, most, strict=True)]
    plan = assign(CANDIDATES, assessors, each, barred, existing)
    load = holds(plan, each, assessors, barred, existing)
    filled, squares = -len(plan.pairs), sum(number**2 for number in load.values())
    wanted = sum(max(0, each - sum(candidate == one for candidate, _person in existing)) for one in CANDIDATES)
    assert len(plan.pairs) + sum(plan.short.values()) == wanted
    assert (filled, squares) == best(each, assessors, barred, existing)


def best(each: int, assessors: list[Assessor], barred: set[Pair], existing: set[Pair]) -> tuple[int, int]:
    """Every way to do it: (minus what is filled, the sum of squared loads), the least of all."""
    begun = {one.id: sum(person == one.id for _c, person in existing) for one in assessors}
    reached = {tuple(begun.values()): 0}
    for candidate in CANDIDATES:
        has = {person for one, person in existing if one == candidate}
        free = [n for n, one in enumerate(assessors) if one.id not in has and (candidate, one.id) not in barred]
        ways = [way for size in range(max(0, each - len(has)) + 1) for way in combinations(free, size)]
        after: dict[tuple[int, ...], int] = {}
        for (loads, filled), way in product(reached.items(), ways):
            new = tuple(number + (n in way) for n, number in enumerate(loads))
            if all(new[n] <= (99 if assessors[n].most is None else assessors[n].most) for n in way):  # type: ignore[operator]
                after[new] = max(after.get(new, 0), filled + len(way))
        reached = after
    return min((-filled, sum(number**2 for number in loads)) for loads, filled in reached.items())


@given(st.integers(1, 60), st.integers(3, 12), st.integers(1, 3))
def test_without_conflicts_the_loads_are_within_one(candidates: int, people: int, each: int) -> None:
    plan = assign([f"c{n}" for n in range(candidates)], [Assessor(f"p{n}") for n in range(people)], each)
    assert not plan.short and len(plan.pairs) == candidates * each
    assert max(plan.load.values()) - min(plan.load.values()) <= 1


def test_the_same_question_gets_the_same_answer_and_what_exists_stays() -> None:
    assessors = [Assessor("p"), Assessor("q"), Assessor("r", most=1)]
    first = assign("abcd", assessors, 2, {("a", "p")})
    assert first == assign("abcd", assessors, 2, {("a", "p")})
    kept = {pair for pair in first.pairs if pair[1] != "r"}
    again = assign("abcd", [*assessors[:2], Assessor("s")], 2, {("a", "p")}, kept)
    assert not set(again.pairs) & kept and {person for _c, person in again.pairs} <= {"p", "q", "s"}
    assert not again.short


def test_what_cannot_be_filled_is_said() -> None:
    plan = assign("ab", [Assessor("p"), Assessor("q")], 2, {("a", "p"), ("a", "q"), ("b", "q")})
    assert plan.short == {"a": 2, "b": 1} and plan.pairs == [("b", "p")]
