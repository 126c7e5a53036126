"""Which offers fit which needs, without a database."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.core.reasons import best
from app.offers.matching import Enough, Match, Reach, SameCategory, SharedTopics, Side, SimilarWords, match
from app.offers.models import CATEGORIES

DAY = date(2026, 5, 11)
TOPICS = ("finance", "finance.loans", "legal", "legal.statutes", "people", "marketing")
maybe_day = st.none() | st.integers(-40, 40).map(lambda days: DAY + timedelta(days))
sides = st.builds(
    Side,
    topics=st.frozensets(st.sampled_from(TOPICS), max_size=4),
    category=st.sampled_from(CATEGORIES),
    languages=st.frozensets(st.sampled_from(("bg", "en", "fr")), max_size=3),
    country=st.sampled_from(("", "BE", "BG")),
    region=st.sampled_from(("", "north")),
    city=st.sampled_from(("", "sofia", "gent")),
    remote=st.booleans(),
    left=st.none() | st.integers(0, 10),
    unit=st.sampled_from(("", "hours")),
    starts_on=maybe_day,
    until=maybe_day,
)


@given(sides, sides, st.floats(0, 1))
def test_a_score_is_between_0_and_100_and_told_by_its_reasons(offer: Side, need: Side, alike: float) -> None:
    found = match(offer, need, alike)
    if found is None:
        return
    assert 0 < found.score <= 100
    assert all(reason.points >= 0 for reason in found.reasons)
    assert found.about
    assert [reason.points for reason in found.reasons] == sorted((r.points for r in found.reasons), reverse=True)


@given(sides, sides)
def test_nothing_is_suggested_that_is_over_before_the_other_begins(offer: Side, need: Side) -> None:
    late = replace(offer, starts_on=DAY + timedelta(10))
    assert match(late, replace(need, until=DAY + timedelta(9))) is None
    assert match(replace(offer, left=0), need) is None
    assert match(offer, replace(need, left=0)) is None


@given(sides, sides)
def test_more_in_common_never_counts_less(offer: Side, need: Side) -> None:
    before = match(offer, need)
    after = match(replace(offer, topics=offer.topics | need.topics, languages=offer.languages | need.languages), need)
    assert (before.score if before else 0) <= (after.score if after else 0)


def test_a_room_in_another_country_is_no_answer() -> None:
    room = Side(category="space", country="BE", topics=frozenset({"premises"}))
    wanted = replace(room, country="BG")
    assert match(room, wanted) is None
    assert match(replace(room, remote=True), wanted) is not None
    assert match(replace(room, category="expertise"), replace(wanted, category="expertise")) is not None


def test_a_part_of_a_topic_counts_half() -> None:
    need = Side(topics=frozenset({"finance.loans", "legal"}))
    assert match(Side(topics=frozenset({"finance", "legal"})), need) == Match(
        (SharedTopics(("finance.loans", "legal"), 30),)
    )
    assert match(Side(topics=frozenset({"people"})), need) is None


def test_reasons_in_the_order_of_their_weight() -> None:
    offer = Side(frozenset({"legal"}), "expertise", frozenset({"en"}), "BG", city="sofia", left=2)
    found = match(offer, replace(offer, left=5), alike=0.5)
    assert found is not None
    assert [type(reason).__name__ for reason in found.reasons] == [
        "SharedTopics", "SameCategory", "Reach", "SimilarWords", "SharedLanguages", "Enough",
    ]  # fmt: skip
    assert found.reasons[1:4] == (SameCategory("expertise", 20), Reach("city", 15), SimilarWords(8))
    assert found.reasons[5] == Enough(False, 2, 2)


@given(st.permutations(range(8)), st.integers(0, 100))
def test_the_best_do_not_depend_on_the_order_they_come_in(order: list[int], seed: int) -> None:
    chance = random.Random(seed)
    pairs = [(f"{n:026}", Match((SimilarWords(chance.choice([0, 5, 10])),))) for n in range(8)]
    found = best([pairs[at] for at in order])
    assert found == best(pairs)
    assert [pair[1].score for pair in found] == sorted((pair[1].score for pair in pairs), reverse=True)[:5]
