"""Rounds: who sees them, and what they ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

from app.core.clock import now
from app.core.paging import Page, keyset
from app.core.rules import Actor
from app.extensions import db
from app.people.queries import Person, cluster
from app.selection.models import (
    MAX_ASSESSORS,
    MAX_CRITERIA,
    Candidate,
    GateAnswer,
    RoundCriterion,
    RoundGate,
    RoundPanelist,
    SelectionRound,
)
from app.selection.scoring import Criterion, Rules
from app.selection.shipped import criterion_help, criterion_name, gate_words, guidance_of

RUNNING = ("open", "assessing", "deciding")
"""In which a candidate is under way."""


def today() -> date:
    """The day it is in the cluster: calls close at its end."""
    return now().astimezone(ZoneInfo(cluster().timezone)).date()


def visible_to(reader: Actor | None) -> ColumnElement[bool]:
    """Animators see all, members what was opened, visitors the calls that are shown to them."""
    if reader is None:
        return SelectionRound.call_public.is_(True) & SelectionRound.state.not_in(("draft", "cancelled"))
    if reader.role == "animator":
        return SelectionRound.id.is_not(None)
    return SelectionRound.state != "draft"


def one_round(reader: Actor | None, id_: str) -> SelectionRound | None:
    """The round, if this reader may see it."""
    query = select(SelectionRound).where(SelectionRound.id == id_, visible_to(reader))
    return db.session.execute(query).scalar_one_or_none()


def rounds_page(reader: Actor, after: str | None = None) -> Page:
    """The rounds, the newest first, each with how many candidates it has."""
    number = (
        select(func.count()).where(Candidate.round_id == SelectionRound.id, Candidate.state != "withdrawn")
    ).scalar_subquery()
    query = select(
        SelectionRound.id, SelectionRound.name, SelectionRound.state, SelectionRound.opens_on,
        SelectionRound.closes_on, SelectionRound.assess_by, SelectionRound.decide_by, number.label("candidates"),
    ).where(visible_to(reader))  # fmt: skip
    return keyset(db.session.execute, query, (SelectionRound.id,), after)


def open_calls() -> Sequence[Any]:
    """The calls that visitors can see and that take innovations today."""
    query = select(SelectionRound.id, SelectionRound.name, SelectionRound.closes_on).where(
        visible_to(None), SelectionRound.state == "open",
        SelectionRound.opens_on <= today(), SelectionRound.closes_on >= today(),
    )  # fmt: skip
    return db.session.execute(query.order_by(SelectionRound.closes_on, SelectionRound.id).limit(5)).all()


def takes_entries(selection_round: SelectionRound) -> bool:
    """Can teams enter it today?"""
    return selection_round.state == "open" and selection_round.opens_on <= today() <= selection_round.closes_on


def taking(reader: Actor, id_: str) -> SelectionRound | None:
    """The round, if teams can enter it today and this reader may see it."""
    one = one_round(reader, id_) if id_ else None
    return one if one and takes_entries(one) else None


@dataclass(frozen=True)
class Gate:
    """A gate as it is read; `said` is the question that was written here, if any."""

    id: str
    code: str
    said: str
    question: str


@dataclass(frozen=True)
class Asked:
    """A criterion as it is read; `guidance` has six texts, `said` is the name that was written here, if any."""

    id: str
    code: str
    said: str
    name: str
    help: str
    weight: float
    reversed: bool
    guidance: Sequence[str]


def gates_of(round_id: str) -> list[Gate]:
    """The round's gates, in order."""
    query = select(RoundGate.id, RoundGate.code, RoundGate.question).where(RoundGate.round_id == round_id)
    rows = db.session.execute(query.order_by(RoundGate.position, RoundGate.id).limit(MAX_CRITERIA))
    return [Gate(id_, code, question, gate_words(code, question)) for id_, code, question in rows]


def criteria_of(round_id: str) -> list[Asked]:
    """The round's criteria, in order."""
    query = select(RoundCriterion).where(RoundCriterion.round_id == round_id)
    rows = db.session.execute(query.order_by(RoundCriterion.position, RoundCriterion.id).limit(MAX_CRITERIA))
    return [
        Asked(
            one.id, one.code, one.name, criterion_name(one.code, one.name), criterion_help(one.code, one.help),
            one.weight, one.reversed, guidance_of(one.code, one.guidance),
        )
        for one in rows.scalars()
    ]  # fmt: skip


def rules_of(selection_round: SelectionRound, criteria: Sequence[Asked]) -> Rules:
    """What the scores are counted by; criteria go by their ids."""
    counted = [Criterion(one.id, one.weight, one.reversed) for one in criteria]
    return Rules(counted, selection_round.threshold, selection_round.minimum, selection_round.places)


def is_screened(round_id: str) -> bool:
    """Was a gate answered already? Then the gates stay as they are."""
    query = select(GateAnswer.gate_id).join(Candidate, Candidate.id == GateAnswer.candidate_id)
    return db.session.execute(query.where(Candidate.round_id == round_id).limit(1)).first() is not None


def panel_of(round_id: str) -> Sequence[Any]:
    """Who decides beside the animators."""
    query = (
        select(Person.id, Person.name, Person.photo, Person.headline)
        .join(RoundPanelist, RoundPanelist.person_id == Person.id)
        .where(RoundPanelist.round_id == round_id, Person.state == "active")
    )
    return db.session.execute(query.order_by(Person.name, Person.id).limit(MAX_ASSESSORS)).all()


def counts_of(round_id: str) -> dict[str, int]:
    """How many candidates stand where; decided ones by their outcome, too."""
    query = select(Candidate.state, Candidate.outcome, func.count()).where(Candidate.round_id == round_id)
    told: dict[str, int] = {}
    for state, outcome, number in db.session.execute(query.group_by(Candidate.state, Candidate.outcome).limit(50)):
        told[state] = told.get(state, 0) + number
        if outcome:
            told[outcome] = told.get(outcome, 0) + number
    return told
