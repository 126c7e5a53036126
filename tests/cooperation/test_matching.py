"""Which innovations fit each other: pure."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.cooperation.matching import KINDS, Match, SharedPlaces, Side, match
from app.core.reasons import best

TOPICS = ("finance", "finance.loans", "legal", "people", "technology")
PLACES = (("BG", ""), ("BG", "BG41"), ("EL", ""), ("FR", "FRK"))


def _some(values: tuple, most: int = 3) -> st.SearchStrategy:  # type: ignore[type-arg]
    return st.frozensets(st.sampled_from(values), max_size=most)


SIDES = st.builds(
    Side, needs=_some(TOPICS), learnt=_some(TOPICS), goals=_some((1, 3, 11, 13)), sectors=_some(("food", "energy")),
    targets=_some(PLACES), country=st.sampled_from(("", "BG", "EL", "FR")), city=st.sampled_from(("", "sofia", "lyon")),
)  # fmt: skip


@given(SIDES, SIDES, st.floats(0, 1))
def test_the_score_is_a_share_of_a_hundred_and_made_of_reasons(one: Side, other: Side, alike: float) -> None:
    found = match(one, other, alike)
    if found is None:
        return
    assert 0 < found.score <= 100
    assert [reason.points for reason in found.reasons] == sorted((r.points for r in found.reasons), reverse=True)
    assert len(found.kinds) == len(found.reasons) and found.kinds <= set(KINDS)
    assert found.kinds - {"goals", "sectors"} or found.kinds == {"goals", "sectors"}


@given(SIDES, SIDES, st.floats(0, 1))
def test_it_is_the_same_seen_from_the_other_side_but_for_who_teaches_whom(one: Side, other: Side, alike: float) -> None:
    there, back = match(one, other, alike), match(other, one, alike)
    turned = {"learnt": "teaches", "teaches": "learnt"}
    kinds = {turned.get(kind, kind) for kind in there.kinds} if there else set()
    assert kinds == (set(back.kinds) if back else set())


def test_one_who_found_the_help_can_teach_also_a_part_of_it() -> None:
    found = match(Side(needs=frozenset({"finance.loans", "legal"})), Side(learnt=frozenset({"finance"})))
    assert found == Match(found.reasons) if found else False
    assert [(reason.kind, reason.points, reason.topics) for reason in found.reasons] == [  # type: ignore[union-attr]
        ("learnt", 15, ("finance.loans",))
    ]


def test_in_one_town_being_alike_is_no_news() -> None:
    here = Side(goals=frozenset({1}), sectors=frozenset({"food"}), country="BG", city="sofia")
    assert match(here, here, 0.9) is None
    there = Side(goals=frozenset({1}), sectors=frozenset({"food"}), country="BG", city="varna")
    assert match(here, there, 0.9) is not None
    assert match(here, Side(goals=frozenset({1}), country="EL"), 0.0) is None  # a goal alone says nothing


def test_places_are_shared_when_one_goes_where_the_other_is() -> None:
    goes = Side(country="FR", targets=frozenset({("BG", "BG41"), ("EL", "")}))
    assert match(goes, Side(country="BG")) == Match((SharedPlaces((("BG", ""),), 10),))
    both = Side(country="EL", targets=frozenset({("BG", "BG41")}))
    assert match(goes, both) == Match((SharedPlaces((("BG", "BG41"), ("EL", "")), 20),))
    assert match(goes, Side(country="PT")) is None


@given(st.lists(st.tuples(st.text("ab", min_size=1, max_size=4), SIDES), max_size=8, unique_by=lambda pair: pair[0]))
def test_the_best_come_first_and_the_newest_of_equals(sides: list[tuple[str, Side]]) -> None:
    one = Side(needs=frozenset(TOPICS), country="FR", targets=frozenset(PLACES), goals=frozenset({1, 3}))
    found = best([(key, match(one, side)) for key, side in sides], 5)
    possible = [(fits.score, key) for key, side in sides if (fits := match(one, side))]
    assert [(fits.score, key) for key, fits in found] == sorted(possible, reverse=True)[:5]
