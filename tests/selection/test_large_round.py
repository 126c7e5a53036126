"""A round of 300 candidates and 12 assessors: balanced, blind and conflict-free; counted like a second time by hand;
frozen; a letter to each, once, in the right language."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.activity.models import Delivery
from app.core.rules import Conflict
from app.extensions import db
from app.innovations.queries import SocialInnovation, TeamMember
from app.people.models import Organisation, Person
from app.selection import actions
from app.selection.models import (
    Assessment,
    AssessmentScore,
    Candidate,
    DecisionLetter,
    GateAnswer,
    SelectionDecision,
    SelectionRound,
)
from app.selection.queries import DeskFilter, Row, criteria_of, desk_rows, gates_of, plan_of
from app.selection.said import Scored
from tests.builders import a_person
from tests.selection.builders import a_round
from tests.statements import statements

CANDIDATES, ASSESSORS, EACH = 300, 12, 3
WEIGHTS = {"need": 15, "innovativeness": 15, "collaboration": 10, "evidence": 15, "readiness": 15, "resources": 10,
           "receptivity": 5, "replicability": 10, "risks": 5}  # fmt: skip
"""The issue's, written a second time."""


@pytest.fixture
def world(context: Flask, cast: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """300 that passed their gates, each with a team of one or two; 12 assessors, some of them tied to some."""
    chance = random.Random(855)
    selection_round = a_round(cast.animator, assessors_each=EACH)
    db.session.connection(execution_options={"writing": True})
    house = Organisation(name="Kitchens together")
    db.session.add(house)
    people = [_person(f"assessor{number}") for number in range(ASSESSORS)]
    teams = [_person(f"team{number}", ("en", "fr", "", "de")[number % 4]) for number in range(CANDIDATES + 50)]
    db.session.flush()
    people[0].organisation_id = house.id
    made = [_candidate(selection_round, number, teams, house if number < 9 else None) for number in range(CANDIDATES)]
    for one in made[9:20]:  # some of a team assess, too
        db.session.add(TeamMember(innovation_id=one.innovation_id, person_id=people[1].id))
    db.session.commit()
    yield SimpleNamespace(round=selection_round, people=people, made=made, chance=chance, cast=cast)


def _person(name: str, locale: str = "en") -> Person:
    person = Person(email=f"{name}@example.org", name=name, timezone="Europe/Sofia", locale=locale, welcomed=True)
    db.session.add(person)
    return person


def _candidate(selection_round: SelectionRound, number: int, teams: list[Person], house: Any) -> Candidate:
    innovation = SocialInnovation(name=f"Kitchen {number}", sort_name=f"kitchen {number:03}", state="assessment")
    innovation.organisation_id = house.id if house else None
    db.session.add(innovation)
    db.session.flush()
    for person in teams[number : number + 2 if number < 50 else number + 1]:
        db.session.add(TeamMember(innovation_id=innovation.id, person_id=person.id))
    candidate = Candidate(round_id=selection_round.id, innovation_id=innovation.id, state="passed")
    db.session.add(candidate)
    db.session.flush()
    for gate in gates_of(selection_round.id):
        db.session.add(GateAnswer(candidate_id=candidate.id, gate_id=gate.id, passed=True))
    return candidate


def assigned(world: SimpleNamespace) -> list[Assessment]:
    animator = a_person(world.cast.animator)
    for person in world.people:
        actions.add_assessor(animator, world.round, person.id)
    for one in world.made[20:30]:
        innovation = db.session.get_one(SocialInnovation, one.innovation_id)
        actions.declare_conflict(animator, innovation, world.people[2].id, "A client.")
    actions.begin_assessing(animator, world.round)
    actions.assign_assessments(animator, world.round)
    return db.session.query(Assessment).order_by(Assessment.id).all()


def submitted(world: SimpleNamespace) -> dict[str, list[dict[str, int]]]:
    """Everybody submits; gives what each candidate got, by the criteria's codes."""
    code = {one.id: one.code for one in criteria_of(world.round.id)}
    told: dict[str, list[dict[str, int]]] = {}
    db.session.connection(execution_options={"writing": True})
    for one in db.session.query(Assessment):
        middle = 1 + hash_of(one.candidate_id) % 4
        given = {key: min(5, max(0, middle + world.chance.choice((-1, 0, 0, 1)))) for key in code}
        db.session.add_all(AssessmentScore(assessment_id=one.id, criterion_id=key, score=n) for key, n in given.items())
        one.state = "submitted"
        told.setdefault(one.candidate_id, []).append({code[key]: score for key, score in given.items()})
    db.session.commit()
    return told


def hash_of(id_: str) -> int:
    return sum(map(ord, id_))


def values(scores: dict[str, int]) -> dict[str, int]:
    return {key: 5 - score if key == "risks" else score for key, score in scores.items()}


def by_hand(told: list[dict[str, int]]) -> tuple[Fraction, list[Fraction], bool]:
    """(total, the total at every corner of the box, is it enough on each criterion)."""
    means = {key: Fraction(sum(values(one)[key] for one in told), len(told)) for key in WEIGHTS}
    total = sum((Fraction(WEIGHTS[key], 100) * means[key] * 20 for key in WEIGHTS), Fraction(0))
    corners = []
    for factors in product((4, 6), repeat=len(WEIGHTS)):
        moved = {key: weight * factor for (key, weight), factor in zip(WEIGHTS.items(), factors, strict=True)}
        top = sum(moved[key] * means[key].numerator * (6 // means[key].denominator) for key in WEIGHTS)
        corners.append(Fraction(top * 20, 6 * sum(moved.values())))
    return total, corners, all(mean >= 2 for mean in means.values())


def test_it_is_balanced_and_free_of_conflicts(world: SimpleNamespace) -> None:
    given = assigned(world)
    assert len(given) == CANDIDATES * EACH
    assert len({(one.candidate_id, one.assessor_id) for one in given}) == len(given)
    assert set(Counter(one.candidate_id for one in given).values()) == {EACH}
    loads = Counter(one.assessor_id for one in given)
    assert len(loads) == ASSESSORS and max(loads.values()) - min(loads.values()) <= 1
    tied = {
        *((one.id, world.people[0].id) for one in world.made[:9]),
        *((one.id, world.people[1].id) for one in world.made[9:20]),
        *((one.id, world.people[2].id) for one in world.made[20:30]),
    }
    assert not tied & {(one.candidate_id, one.assessor_id) for one in given}
    assert not plan_of(world.round).pairs


def test_nobody_sees_the_scores_of_others_before_their_own(world: SimpleNamespace) -> None:
    given = assigned(world)
    animator = a_person(world.cast.animator)
    watched = world.people[3]
    actions.add_panelist(animator, world.round, watched.id)
    scores = {one.id: Scored(4) for one in criteria_of(world.round.id)}
    db.session.connection(execution_options={"writing": True})
    for one in given:
        if one.assessor_id != watched.id:
            one.state = "submitted"
            db.session.add_all(AssessmentScore(assessment_id=one.id, criterion_id=key, score=4) for key in scores)
    db.session.commit()
    theirs = {one.candidate_id for one in given if one.assessor_id == watched.id}
    rows = desk_rows(watched, world.round, DeskFilter())
    assert {row.id for row in rows if row.hidden} == theirs == {row.id for row in rows if row.result is None}
    mine = next(one for one in given if one.assessor_id == watched.id)
    actions.submit_assessment(watched, mine, scores, "")
    rows = desk_rows(watched, world.round, DeskFilter())
    assert {row.id for row in rows if row.hidden} == theirs - {mine.candidate_id}


def check(rows: list[Row], told: dict[str, list[dict[str, int]]]) -> None:
    """Every row is what the scores come to, counted by hand."""
    counted = {key: by_hand(scores) for key, scores in told.items()}
    for row in rows:
        total, corners, enough = counted[row.id]
        one = row.result
        assert one is not None
        assert one.total == float(total) and one.rank == 1 + sum(other[0] > total for other in counted.values())
        assert (one.worst, one.best) == (float(min(corners)), float(max(corners)))
        assert one.good == (enough and total >= 60)
        passes = [enough and corner >= 60 for corner in corners]
        assert one.sure == ("always" if all(passes) else "depends" if any(passes) else "never")
        totals = [float(by_hand([scores])[0]) for scores in told[row.id]]
        mean = sum(totals) / len(totals)
        assert sorted(one.totals) == pytest.approx(sorted(totals))
        assert one.spread == pytest.approx((sum((each - mean) ** 2 for each in totals) / len(totals)) ** 0.5)
        apart = [max(s[key] for s in told[row.id]) - min(s[key] for s in told[row.id]) for key in WEIGHTS]
        assert one.disagreement == (max(apart) >= 3 or max(totals) - min(totals) >= 20 - 1e-9)


def test_it_is_counted_decided_frozen_and_told(world: SimpleNamespace, app: Flask) -> None:
    assigned(world)
    told = submitted(world)
    animator = a_person(world.cast.animator)
    actions.begin_deciding(animator, world.round)
    with statements(app) as asked:
        rows = desk_rows(animator, world.round, DeskFilter())
    assert len(rows) == CANDIDATES and len(asked) <= 8
    check(rows, told)
    assert {row.result.sure for row in rows if row.result} == {"always", "depends", "never"}
    good = [row.id for row in rows if row.result and row.result.good]
    rest = [row.id for row in rows if row.result and not row.result.good]
    actions.decide(animator, world.round, good, "selected", "Good enough.")
    actions.decide(animator, world.round, rest[:20], "reserve", "Nearly.")
    actions.decide(animator, world.round, rest[20:], "not_selected", "Not this time.")
    frozen(world, {row.id: row for row in rows})
    letters(world)


def frozen(world: SimpleNamespace, rows: dict[str, Row]) -> None:
    decisions = db.session.query(SelectionDecision).all()
    assert len(decisions) == CANDIDATES
    for one in decisions:
        told = rows[one.candidate_id].result
        assert told is not None and (one.total, one.rank) == (told.total, told.rank)
        assert one.frozen["result"]["sure"] == told.sure and len(one.frozen["assessments"]) == EACH
    for write in (actions.set_rules, actions.begin_assessing, actions.assign_assessments):
        with pytest.raises(Conflict):
            write(a_person(world.cast.animator), world.round, *(([], []) if write is actions.set_rules else ()))
    again = desk_rows(a_person(world.cast.animator), world.round, DeskFilter())
    assert {row.id: row.result for row in again} == {key: row.result for key, row in rows.items()}


def letters(world: SimpleNamespace) -> None:
    animator = a_person(world.cast.animator)
    team = {
        (one.innovation_id, one.person_id) for one in db.session.query(TeamMember)
        if db.session.get_one(Person, one.person_id).state == "active"
    }  # fmt: skip
    actions.send_letters(animator, world.round)
    with pytest.raises(Conflict):
        actions.send_letters(animator, world.round)
    sent = db.session.query(DecisionLetter).all()
    assert len(sent) == len(team) > CANDIDATES
    for one in sent:
        locale = db.session.get_one(Person, one.person_id).locale
        assert one.language == ("fr" if locale == "fr" else "en")
    mails = db.session.query(Delivery).filter(Delivery.letter.like("selection/mail/decision:%")).all()
    assert Counter((one.letter, one.person_id) for one in mails) == Counter(
        (f"selection/mail/decision:{one.decision_id}", one.person_id) for one in sent
    )
