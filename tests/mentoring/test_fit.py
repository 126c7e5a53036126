"""Why a mentor fits: the score, its reasons, and what makes a pair impossible."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mentoring.fit import (
    OFFICE_HOURS,
    HoursInCommon,
    Mentee,
    Mentor,
    Nearby,
    Obstacle,
    PlacesFree,
    SectorsShared,
    SharedLanguages,
    TopicsCovered,
    best,
    fit,
    minutes_in_common,
    read,
    stored,
    topic_rarity,
)

MONDAY = date(2026, 11, 23)
MENTOR = Mentor(
    topics=frozenset({"finance", "legal"}),
    languages=frozenset({"en", "fr"}),
    capacity=4,
    mentees=1,
    timezone="Europe/Brussels",
    week={1: ((9 * 60, 12 * 60),), 3: ((13 * 60, 17 * 60),)},
)
MENTEE = Mentee(needs=frozenset({"finance", "legal"}), languages=frozenset({"en", "pl"}), timezone="Europe/Warsaw")


def test_reasons_are_told_the_weightiest_first():
    found = fit(MENTOR, MENTEE, MONDAY)
    assert found.reasons == (
        TopicsCovered(("finance", "legal"), (), 50),
        HoursInCommon(7 * 60, 15),
        PlacesFree(3, 4, 8),
        SharedLanguages(("en",), 5),
    )
    assert found.score == 78
    assert found.obstacles == ()


def test_what_is_missing_is_said_and_a_rare_topic_weighs_more():
    mentee = replace(MENTEE, needs=frozenset({"finance", "procurement"}))
    assert fit(MENTOR, mentee, MONDAY).reasons[0] == TopicsCovered(("finance",), ("procurement",), 25)
    rare = fit(MENTOR, mentee, MONDAY, {"finance": 1.0, "procurement": 0.5}).reasons[0]
    assert rare == TopicsCovered(("finance",), ("procurement",), 33)


def test_a_reason_that_says_nothing_good_is_left_out():
    found = fit(MENTOR, replace(MENTEE, needs=frozenset(), timezone="Pacific/Auckland"), MONDAY)
    assert [reason.kind for reason in found.reasons] == ["places_free", "shared_languages"]


@pytest.mark.parametrize(
    ("mentor", "obstacle"),
    [
        (replace(MENTOR, mentees=4), Obstacle.FULL),
        (replace(MENTOR, mentees=5), Obstacle.FULL),
        (replace(MENTOR, capacity=0, mentees=0), Obstacle.FULL),
        (replace(MENTOR, languages=frozenset({"fr"})), Obstacle.NO_SHARED_LANGUAGE),
        (replace(MENTOR, languages=frozenset()), Obstacle.LANGUAGES_UNTOLD),
        (replace(MENTOR, paused=True), Obstacle.PAUSED),
    ],
)
def test_m5_an_obstacle_ends_it(mentor, obstacle):
    found = fit(mentor, MENTEE, MONDAY)
    assert (found.score, found.obstacles) == (0, (obstacle,))
    assert best({"m": mentor}, MENTEE, MONDAY) == []


@pytest.mark.parametrize("barred", [Obstacle.BLOCKED, Obstacle.CONFLICT, Obstacle.ALREADY])
def test_m5_what_the_caller_knows_of_is_a_gate_too(barred):
    found = fit(MENTOR, MENTEE, MONDAY, barred=[barred])
    assert (found.score, found.obstacles, found.possible) == (0, (barred,), False)
    assert found.covers


def test_sectors_place_and_levels_count():
    mentor = replace(
        MENTOR, sectors=frozenset({"food", "work"}), place=("gent", "BE"), formats=frozenset({"video", "in_person"}),
        levels={"en": "basic"},
    )  # fmt: skip
    mentee = replace(MENTEE, sectors=frozenset({"food", "energy"}), places=frozenset({("gent", "BE"), ("", "PL")}))
    reasons = fit(mentor, mentee, MONDAY).reasons
    assert SectorsShared(("food",), 5) in reasons and Nearby("gent", "BE", True, 5) in reasons
    assert SharedLanguages(("en",), 2, ("en",)) in reasons
    far = fit(mentor, replace(mentee, places=frozenset({("liège", "BE")})), MONDAY).reasons
    assert Nearby("", "BE", True, 2) in far
    assert not any(isinstance(r, Nearby) for r in fit(mentor, MENTEE, MONDAY).reasons)


def test_among_equals_who_has_less_to_do_comes_first():
    busy = replace(MENTOR, topics=frozenset({"finance"}), capacity=4, mentees=2, waiting=0)
    free = replace(busy, capacity=40, mentees=20, waiting=0)  # as free, as many points
    asked = replace(free, waiting=1)
    found = best({"a": asked, "b": busy, "c": free}, MENTEE, MONDAY)
    assert [key for key, _ in found] == ["b", "c", "a"]
    assert found[0][1].score == found[1][1].score


def test_reasons_are_kept_and_read_back():
    reasons = fit(replace(MENTOR, place=("", "PL")), replace(MENTEE, places=frozenset({("", "PL")})), MONDAY).reasons
    assert read(stored(reasons)) == reasons
    assert read([{"kind": "of a later version", "x": 1}]) == ()


def test_hours_in_common_follow_both_clocks():
    ours = replace(MENTOR, week={0: ((9 * 60, 18 * 60),)})
    new_york = replace(MENTEE, timezone="America/New_York")
    assert minutes_in_common(ours, new_york, date(2026, 3, 2)) == 3 * 60
    assert minutes_in_common(ours, new_york, date(2026, 3, 9)) == 4 * 60  # New York has changed, Brussels not yet
    assert minutes_in_common(ours, new_york, date(2026, 3, 30)) == 3 * 60


def test_hours_in_common_across_the_date_line():
    ours = replace(MENTOR, timezone="Pacific/Kiritimati", week={0: ((9 * 60, 18 * 60),)})
    theirs = replace(MENTEE, timezone="Pacific/Pago_Pago", week={6: ((0, 1440),)})
    assert minutes_in_common(ours, theirs, MONDAY) == 9 * 60  # Monday there is Sunday here


def test_best_is_the_highest_score_and_equals_stand_in_order_of_id():
    weaker = replace(MENTOR, topics=frozenset({"legal"}))
    mentors = {"c": MENTOR, "a": weaker, "b": MENTOR, "d": weaker}
    assert [key for key, _ in best(mentors, MENTEE, MONDAY)] == ["b", "c", "a"]


def test_topic_rarity_falls_with_the_number_of_mentors():
    assert topic_rarity([MENTOR, replace(MENTOR, topics=frozenset({"legal"}))]) == {"finance": 1.0, "legal": 0.5}


TOPICS, LANGUAGES = st.frozensets(st.sampled_from("abcdef")), st.frozensets(st.sampled_from(["en", "fr", "de"]))


@given(TOPICS, TOPICS, LANGUAGES, LANGUAGES, st.integers(0, 5), st.integers(0, 6))
def test_the_score_is_within_bounds_and_the_sum_of_its_reasons(topics, needs, ours, theirs, capacity, mentees):
    mentor = Mentor(topics, ours, capacity, mentees, "Asia/Kolkata", OFFICE_HOURS)
    found = fit(mentor, Mentee(needs, theirs, "Europe/Athens"), MONDAY)
    assert 0 <= found.score <= 100
    assert found.score == (0 if found.obstacles else sum(reason.points for reason in found.reasons))
    assert all(reason.points >= 0 for reason in found.reasons)
