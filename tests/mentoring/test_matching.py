"""The proposal for a whole cohort (M5): optimal, reproducible, explained; checked by brute force and a flow solver."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.mentoring.fit import Fit, Obstacle, TopicsCovered
from app.mentoring.matching import Pairs, Proposal, TooLarge, _worth, propose


def a_fit(score: int, *obstacles: Obstacle, covers: bool = True) -> Fit:
    reasons = (TopicsCovered(("finance",), (), score),) if covers else ()
    return Fit(0 if obstacles else score, reasons, obstacles)


@st.composite
def cohorts(draw: st.DrawFn) -> tuple[dict[str, bool], dict[str, int], Pairs]:
    mentees = {f"e{n}": True for n in range(draw(st.integers(0, 5)))}
    places = {f"m{n}": draw(st.integers(0, 2)) for n in range(draw(st.integers(0, 4)))}
    gates = st.sampled_from([(), (), (), (Obstacle.BLOCKED,), (Obstacle.CONFLICT, Obstacle.FULL)])
    fits = {
        pair: a_fit(draw(st.integers(1, 4)), *draw(gates), covers=draw(st.booleans()))
        for pair in itertools.product(mentees, places)
        if draw(st.booleans())
    }
    return mentees, places, fits


def brute_force(mentees: dict[str, bool], places: dict[str, int], fits: Pairs) -> tuple[int, int]:
    """The most served, and the best total among those, by trying everything."""
    best = (0, 0)
    choices = [[None, *(m for m in places if (e, m) in fits and fits[e, m].possible)] for e in mentees]
    for chosen in itertools.product(*choices):
        used = Counter(m for m in chosen if m)
        if all(number <= places[m] for m, number in used.items()):
            scores = [fits[e, m].score for e, m in zip(mentees, chosen, strict=True) if m]
            best = max(best, (len(scores), sum(scores)))
    return best


@settings(max_examples=300, deadline=None)
@given(cohorts(), st.randoms(use_true_random=False))
def test_m5_most_served_first_then_the_best_total(cohort: tuple[dict, dict, dict], chance: random.Random) -> None:
    mentees, places, fits = cohort
    found = propose(mentees, places, fits)
    assert (found.served, found.total) == brute_force(mentees, places, fits)
    check(found, mentees, places, fits)
    assert propose(*(shuffled(part, chance) for part in (mentees, places, fits))) == found


def shuffled(part: dict, chance: random.Random) -> dict:
    return dict(chance.sample(sorted(part.items()), len(part)))


def check(found: Proposal, mentees: dict[str, bool], places: dict[str, int], fits: Pairs) -> None:
    """No gate broken, no place given twice, everybody accounted for, each pair explained."""
    used = Counter(pair.mentor for pair in found.pairs)
    assert all(number <= places[mentor] for mentor, number in used.items())
    assert sorted([*(p.mentee for p in found.pairs), *(u.mentee for u in found.unserved)]) == sorted(mentees)
    for pair in found.pairs:
        fit = fits[pair.mentee, pair.mentor]
        assert fit.possible and (pair.score, pair.reasons) == (fit.score, fit.reasons)
        if pair.runner_up:
            assert pair.runner_up != pair.mentor and fits[pair.mentee, pair.runner_up].possible
            assert fits[pair.mentee, pair.runner_up].score == pair.runner_up_score
    for one in found.unserved:
        possible = [m for m in places if places[m] and (one.mentee, m) in fits and fits[one.mentee, m].possible]
        assert bool(possible) == (one.why == "places_taken")


def a_large_cohort(seed: int, mentees: int = 200, mentors: int = 300) -> tuple[dict, dict, dict]:
    """Sparse: each mentee fits about one mentor in fifteen."""
    chance = random.Random(seed)
    needs = {f"e{n:03}": True for n in range(mentees)}
    places = {f"m{n:03}": chance.choice([0, 1, 1, 2, 3]) for n in range(mentors)}
    popular = [f"m{n:03}" for n in range(mentors // (seed + 1))]
    fits = {(e, m): a_fit(chance.randint(1, 100)) for e in needs for m in chance.sample(popular, len(popular) // 15)}
    return needs, places, fits


@pytest.mark.parametrize("seed", range(4))
def test_m5_a_large_cohort_is_as_good_as_an_independent_solver_makes_it(seed: int) -> None:
    mentees, places, fits = a_large_cohort(seed)
    found = propose(mentees, places, fits)
    graph = networkx.DiGraph()
    for (mentee, mentor), fit in fits.items():
        graph.add_edge("from", mentee, capacity=1, weight=0)
        graph.add_edge(mentee, mentor, capacity=1, weight=-fit.score)
        graph.add_edge(mentor, "to", capacity=places[mentor], weight=0)
    flow = networkx.max_flow_min_cost(graph, "from", "to")
    served = sum(flow["from"].values())
    assert (found.served, found.total) == (served, -networkx.cost_of_flow(graph, flow))
    check(found, mentees, places, fits)
    assert propose(*(shuffled(part, random.Random(9)) for part in (mentees, places, fits))) == found


def test_m5_serving_one_more_is_worth_any_score() -> None:
    fits = {("a", "x"): a_fit(100), ("a", "y"): a_fit(1), ("b", "x"): a_fit(1)}
    found = propose({"a": True, "b": True}, {"x": 1, "y": 1}, fits)
    assert [(p.mentee, p.mentor) for p in found.pairs] == [("a", "y"), ("b", "x")]


def test_m5_ties_are_broken_by_id() -> None:
    fits = {(e, m): a_fit(50) for e in "ab" for m in "xyz"}
    found = propose({"a": True, "b": True}, {"x": 1, "y": 1, "z": 1}, fits)
    assert {p.mentor for p in found.pairs} == {"x", "y"}
    assert {p.runner_up for p in found.pairs} == {"z"}  # the other one's mentor has no place left


def test_m5_who_got_nobody_is_told_why() -> None:
    fits = {
        ("a", "x"): a_fit(9), ("b", "x"): a_fit(5), ("c", "x"): a_fit(0, Obstacle.CONFLICT),
        ("c", "y"): a_fit(0, Obstacle.CONFLICT), ("c", "z"): a_fit(0, Obstacle.FULL),
        ("e", "x"): a_fit(9, covers=False),
    }  # fmt: skip
    mentees = {"a": True, "b": True, "c": True, "d": False, "e": True}
    found = propose(mentees, {"x": 1, "y": 0, "z": 0}, fits)
    assert [(u.mentee, u.why) for u in found.unserved] == [
        ("b", "places_taken"), ("c", "conflict"), ("d", "no_needs"), ("e", "no_mentor"),
    ]  # fmt: skip
    assert propose({}, {}, {}) == Proposal((), ())


def test_sums_stay_exact_or_are_refused() -> None:
    at_most = {(f"e{n}", f"m{n % 2000}"): 100 for n in range(2000)}
    assert max(_worth(2000, at_most).values()) * 2000 < 2**53
    with pytest.raises(TooLarge):
        _worth(60_000, {("e", f"m{n}"): 100 for n in range(60_000)})
