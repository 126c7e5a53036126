"""Rounds, candidates, assessments: one valid thing each. Call them inside an application context."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from app.core.clock import now
from app.extensions import db
from app.innovations.actions import put_forward
from app.innovations.queries import SocialInnovation
from app.people.models import Person
from app.selection import actions
from app.selection.models import Assessment, Candidate, SelectionRound
from app.selection.queries import criteria_of, gates_of, versions_of
from app.selection.said import Answer, Scored
from tests.builders import a_person


def said(**changes: Any) -> dict[str, Any]:
    """What is said of a round that is open for a month from today."""
    today = now().date()
    days = {"opens_on": today, "closes_on": today + timedelta(days=30)}
    days |= {"assess_by": today + timedelta(days=60), "decide_by": today + timedelta(days=90)}
    return days | {
        "name": "Spring call", "call": "We look for **kitchens**.", "language": "en", "threshold": 60.0, "minimum": 2,
        "assessors_each": 2, "places": None, "call_public": True,
    } | changes  # fmt: skip


def a_round(animator: Any, *, opened: bool = True, **changes: Any) -> SelectionRound:
    """A round with the shipped gates and criteria."""
    actor = a_person(animator)
    made = actions.create_round(actor, said(**changes))
    return actions.open_round(actor, made) if opened else made


def an_innovation(by: Any, name: str = "Herstelhuis Gent", **told: Any) -> SocialInnovation:
    """One of the innovator's team."""
    usual = {"name": name, "summary": "Neighbours mend what is broken.", "sectors": [], "goals": []}
    return put_forward(a_person(by), usual | told)


def a_candidate(selection_round: SelectionRound, by: Any, name: str = "Herstelhuis Gent") -> Candidate:
    """One that its team entered."""
    return actions.enter_innovation(a_person(by), selection_round, an_innovation(by, name))


def answers(selection_round: SelectionRound, *failed: int) -> dict[str, Answer]:
    """Yes to every gate but those with these numbers."""
    gates = gates_of(selection_round.id)
    return {gate.id: Answer(n not in failed, "Not shown." if n in failed else "") for n, gate in enumerate(gates)}


def a_passed(selection_round: SelectionRound, by: Any, animator: Any, name: str = "Herstelhuis Gent") -> Candidate:
    """One that passed all gates."""
    candidate = a_candidate(selection_round, by, name)
    return actions.screen(a_person(animator), candidate, answers(selection_round))


def assessed_by(selection_round: SelectionRound, animator: Any, people: Sequence[Any]) -> list[Assessment]:
    """Begin assessing, with these assessors, and give the candidates out."""
    actor = a_person(animator)
    for person in people:
        actions.add_assessor(actor, selection_round, person.id)
    actions.begin_assessing(actor, selection_round)
    actions.assign_assessments(actor, selection_round)
    return assessments_of(selection_round)


def assessments_of(selection_round: SelectionRound) -> list[Assessment]:
    """All of a round."""
    found = db.session.query(Assessment).join(Candidate, Candidate.id == Assessment.candidate_id)
    return found.filter(Candidate.round_id == selection_round.id).order_by(Assessment.id).all()


def scores(selection_round: SelectionRound, score: int = 4) -> dict[str, Scored]:
    """The same value on every criterion: the reversed ones get its mirror image."""
    criteria = criteria_of(selection_round.id)
    return {one.id: Scored(5 - score if one.reversed else score, "") for one in criteria}


def submit_all(selection_round: SelectionRound, score: int = 4) -> None:
    """Everybody submits."""
    for one in assessments_of(selection_round):
        if one.state in ("assigned", "draft"):
            person = db.session.get_one(Person, one.assessor_id)
            actions.submit_assessment(person, one, scores(selection_round, score), "Good.")


def an_assessment(cast: Any) -> str:
    """One that the mentor was asked for."""
    selection_round = a_round(cast.animator, assessors_each=1)
    a_passed(selection_round, cast.innovator2, cast.animator, "Piekarnia")
    return assessed_by(selection_round, cast.animator, (cast.mentor,))[0].id


def a_decision(cast: Any) -> str:
    """One on the second innovator's innovation."""
    selection_round, animator = a_round(cast.animator, assessors_each=1), a_person(cast.animator)
    candidate = a_passed(selection_round, cast.innovator2, cast.animator, "Kuchnia")
    assessed_by(selection_round, cast.animator, (cast.mentor,))
    submit_all(selection_round)
    actions.begin_deciding(animator, selection_round)
    actions.decide(animator, selection_round, [candidate.id], "selected", "Good.")
    return versions_of(candidate.id)[0].id


def a_day(days: int) -> date:
    """So many days from today."""
    return now().date() + timedelta(days=days)
