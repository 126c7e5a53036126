"""Rounds of selection: innovations enter, pass the gates or do not, are assessed, decided and written to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from app.core.clock import now
from app.demo.story import part
from app.demo.tale import Tale
from app.extensions import db
from app.innovations.actions import propose
from app.selection import actions
from app.selection.models import Assessment, Candidate
from app.selection.queries import candidate_of, criteria_of, gates_of
from app.selection.said import Answer, Scored

_PROPOSED = "name summary challenge solution city country region sectors goals".split()


def put_on_agenda(tale: Tale) -> None:
    """Everything of selection.toml."""
    story = part("selection")
    for told in story["round"]:
        tale.on(tale.when(told["at"]), partial(_create, tale, told))
    for told in story["proposal"]:
        tale.on(tale.when(told["at"]), partial(_propose, tale, told))


def _create(tale: Tale, told: dict[str, Any]) -> None:
    words: dict[str, Any] = {name: told[name].strip() for name in ("name", "call", "language")}
    days = ("opens", "opens_on"), ("closes", "closes_on"), ("assess_by", "assess_by"), ("decide_by", "decide_by")
    words |= {field: tale.moments.day(told[name]) for name, field in days}
    words |= {"threshold": 60.0, "minimum": 2, "assessors_each": 2, "places": told["places"]}
    words["call_public"] = told["public"]
    by = tale.people[told["by"]]
    made = tale.rounds[told["key"]] = actions.create_round(by, words)
    for key in told.get("panel", []):
        tale.on(now() + timedelta(minutes=20), partial(_seat, tale, actions.add_panelist, by, made, key))
    tale.on(tale.when(told["opened"]), partial(actions.open_round, by, made))
    for one in told["candidate"]:
        tale.on(tale.when(one["at"]), partial(_enter, tale, told, one))
    for key in told["assessors"]:
        tale.on(
            tale.when(told["opened"]) + timedelta(hours=3), partial(_seat, tale, actions.add_assessor, by, made, key)
        )
    _put_steps(tale, told, by, made)


def _seat(tale: Tale, act: Any, by: Any, made: Any, key: str) -> None:
    act(by, made, tale.people[key].id)


def _put_steps(tale: Tale, told: dict[str, Any], by: Any, made: Any) -> None:
    """How the round goes on, as far as the story says."""
    for when, who, innovation, why in told.get("conflicts", []):
        tale.on(tale.when(when), partial(_declare, tale, who, innovation, why))
    steps = ("assessing", partial(_assess, tale, told)), ("deciding", partial(_decide, tale, told)), (
        "letters", partial(actions.send_letters, by, made))  # fmt: skip
    for name, act in steps:
        if name in told:
            tale.on(tale.when(told[name]), act)


def _enter(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> None:
    """It enters, and an animator answers the gates a day and a half later."""
    by, innovation = tale.people[one["by"]], tale.innovations[one["innovation"]]
    place = actions.enter_innovation(by, tale.rounds[told["key"]], innovation)
    if one.get("screened", True):
        tale.on(now() + timedelta(hours=37), partial(_screen, tale, told, one, place))


def _screen(tale: Tale, told: dict[str, Any], one: dict[str, Any], place: Candidate) -> None:
    no = one.get("no", {})
    gates = gates_of(place.round_id)
    answers = {gate.id: Answer(gate.code not in no, no.get(gate.code, "")) for gate in gates}
    actions.screen(tale.people[told["by"]], place, answers)


def _declare(tale: Tale, who: str, innovation: str, why: str) -> None:
    person = tale.people[who]
    actions.declare_conflict(person, tale.innovations[innovation], person.id, why)


def _assess(tale: Tale, told: dict[str, Any]) -> None:
    """Given out, and sent in one after the other; who has sent as many as the story says leaves the others open."""
    by, made = tale.people[told["by"]], tale.rounds[told["key"]]
    actions.begin_assessing(by, made)
    actions.assign_assessments(by, made)
    called = {tale.people[key].id: key for key in told["assessors"]}
    sent: dict[str, int] = dict.fromkeys(called.values(), 0)
    moment, turn = now(), dict[str, int]()
    for assessment, innovation in _given_out(made.id):
        key, place = called[assessment.assessor_id], turn.get(innovation, 0)
        turn[innovation] = place + 1
        one = next(each for each in told["candidate"] if tale.innovation_id(each["innovation"]) == innovation)
        moment += timedelta(hours=told["pace"])
        _put_assessment(tale, told, (key, sent[key]), (moment, assessment, one, place))
        sent[key] += 1


def _given_out(round_id: str) -> list[tuple[Assessment, str]]:
    query = select(Assessment, Candidate.innovation_id).join(Candidate, Candidate.id == Assessment.candidate_id)
    order = (Assessment.candidate_id, Assessment.assessor_id)
    return [
        (row[0], row[1]) for row in db.session.execute(query.where(Candidate.round_id == round_id).order_by(*order))
    ]


def _put_assessment(
    tale: Tale, told: dict[str, Any], whose: tuple[str, int], what: tuple[datetime, Assessment, dict[str, Any], int]
) -> None:
    (key, before), (moment, assessment, one, place) = whose, what
    most = told.get("most", {}).get(key)
    if most is None or before < most:
        tale.on(moment, partial(_score, tale, key, assessment, one, place))
    elif before == most and key in told.get("begun", []):
        tale.on(moment, partial(_score, tale, key, assessment, one, place, begun=5))


def _score(tale: Tale, key: str, assessment: Assessment, one: dict[str, Any], place: int, begun: int = 0) -> None:
    """Sent, or a draft in which the first so many criteria are scored."""
    round_id = db.session.get_one(Candidate, assessment.candidate_id).round_id
    scores: Mapping[str, Scored] = {
        criterion.id: Scored(score)
        for criterion, score in zip(criteria_of(round_id), one["scores"][place][: begun or None], strict=not begun)
    }
    act = actions.save_assessment if begun else actions.submit_assessment
    act(tale.people[key], assessment, scores, "" if begun else one["said"][place])


def _decide(tale: Tale, told: dict[str, Any]) -> None:
    by, made = tale.people[told["by"]], tale.rounds[told["key"]]
    actions.begin_deciding(by, made)
    moment = now()
    for one in told["candidate"]:
        if "outcome" not in one:
            continue
        moment += timedelta(minutes=25)
        if "discussed" in one:
            tale.on(moment, partial(_note, tale, told, one))
        tale.on(tale.when(told["decided"]) + (moment - now()), partial(_say, tale, told, one, *one["outcome"]))
        if "called_up" in one:
            when, why = one["called_up"]
            tale.on(tale.when(when), partial(_say, tale, told, one, "selected", why))
            tale.on(tale.when(when) + timedelta(hours=2), partial(actions.send_letters, by, made))
    tale.on(tale.when(told["decided"]) + (moment - now()) + timedelta(hours=1), partial(actions.close_round, by, made))


def _place(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> Candidate:
    place = candidate_of(tale.rounds[told["key"]].id, tale.innovations[one["innovation"]].id)
    if place is None:
        raise LookupError(one["innovation"])
    return place


def _note(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> None:
    actions.note_candidate(tale.people[told["by"]], _place(tale, told, one), one["discussed"])


def _say(tale: Tale, told: dict[str, Any], one: dict[str, Any], outcome: str, why: str) -> None:
    place = _place(tale, told, one)
    actions.decide(tale.people[told["by"]], tale.rounds[told["key"]], [place.id], outcome, why)


def _propose(tale: Tale, told: dict[str, Any]) -> None:
    words = {name: told[name] for name in _PROPOSED} | {"evidence": "", "stage": "", "website": ""}
    name, email, locale = told["contact"]
    propose(None, words, name, email, locale, tale.rounds[told["round"]].id)
