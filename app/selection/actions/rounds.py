"""Preparing a round: what it looks for, its days, its gates and criteria, its panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.activity.facts import Ref, person_ref
from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.people.queries import person_here
from app.selection.events import PanelJoined, PanelLeft, RoundChanged, RoundCreated
from app.selection.models import (
    MAX_ASSESSORS,
    MAX_CRITERIA,
    RoundCriterion,
    RoundGate,
    RoundPanelist,
    SelectionRound,
)
from app.selection.queries import is_screened, panel_of
from app.selection.rules import may_run_round, may_run_rounds
from app.selection.said import ROUND_FIELDS, CriterionSaid, GateSaid
from app.selection.shipped import CRITERIA, GATES
from app.selection.words import round_state

FREE = ("name", "call", "language", "assess_by", "decide_by", "call_public")
"""What can still be changed while it is assessed: none of it counts."""


def round_ref(selection_round: SelectionRound) -> Ref:
    """How facts name it."""
    return Ref("selection_round", selection_round.id, selection_round.name)


def must_be(selection_round: SelectionRound, *states: str) -> None:
    """Stop unless the round stands there: somebody was faster, or the page was old."""
    if selection_round.state not in states:
        state = round_state(selection_round.state)
        raise Conflict(_("This cannot be done now: the round is at “%(state)s”.", state=state))


@action
def create_round(actor: Actor, told: Mapping[str, Any]) -> SelectionRound:
    """A new round, a draft, with the shipped gates and criteria. `told` has the fields of ROUND_FIELDS."""
    require(may_run_rounds(actor))
    made = SelectionRound(created_by=actor.id, **{name: told[name] for name in ROUND_FIELDS})
    db.session.add(made)
    db.session.flush()
    gates = [RoundGate(round_id=made.id, code=code, position=n) for n, code in enumerate(GATES)]
    db.session.add_all(gates)
    for position, (code, one) in enumerate(CRITERIA.items()):
        criterion = RoundCriterion(round_id=made.id, code=code, weight=one.weight, reversed=one.reversed)
        criterion.position = position
        db.session.add(criterion)
    record(actor, RoundCreated(round_ref(made)))
    return made


@action
def edit_round(actor: Actor, selection_round: SelectionRound, told: Mapping[str, Any]) -> SelectionRound:
    """Change what it says and asks. Once assessing has begun, what counts stays as it is: only FREE can change."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "draft", "open", "assessing", "deciding")
    changed = {name for name in ROUND_FIELDS if name in told and getattr(selection_round, name) != told[name]}
    if selection_round.state in ("assessing", "deciding") and (fixed := changed - set(FREE)):
        raise Refused(_("This is fixed: assessing has begun."), field=min(fixed))
    for name in changed:
        setattr(selection_round, name, told[name])
    if changed:
        record(actor, RoundChanged(round_ref(selection_round)))
    return selection_round


@action
def set_rules(
    actor: Actor, selection_round: SelectionRound, gates: Sequence[GateSaid], criteria: Sequence[CriterionSaid]
) -> SelectionRound:
    """The gates and criteria, in this order; those that are not among them are taken out. Until assessing begins; the
    gates only until the first candidate is screened. Nothing different: nothing happens."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "draft", "open")
    if not criteria or len(criteria) > MAX_CRITERIA or len(gates) > MAX_CRITERIA:
        raise Refused(_("A round has 1 to %(number)d criteria, and as many gates at most.", number=MAX_CRITERIA))
    screened = is_screened(selection_round.id)  # before their answers go with the gates
    changed = _set_gates(selection_round, gates)
    if changed and screened:
        raise Refused(_("The gates stay as they are: a candidate was screened by them."))
    if _set_criteria(selection_round, criteria) or changed:
        record(actor, RoundChanged(round_ref(selection_round)))
    return selection_round


def _set_gates(selection_round: SelectionRound, said: Sequence[GateSaid]) -> bool:
    query = select(RoundGate).filter_by(round_id=selection_round.id).limit(MAX_CRITERIA)
    here = {one.id: one for one in db.session.execute(query).scalars()}
    changed = bool(gone := set(here) - {one.id for one in said})
    for id_ in sorted(gone):
        db.session.delete(here[id_])
    for position, one in enumerate(said):
        gate = here.get(one.id) or RoundGate(round_id=selection_round.id, code="", question="")
        changed |= one.id not in here or (gate.question, gate.position) != (one.question, position)
        gate.question, gate.position = one.question, position
        db.session.add(gate)
    return changed


def _set_criteria(selection_round: SelectionRound, said: Sequence[CriterionSaid]) -> bool:
    query = select(RoundCriterion).filter_by(round_id=selection_round.id).limit(MAX_CRITERIA)
    here = {one.id: one for one in db.session.execute(query).scalars()}
    changed = bool(gone := set(here) - {one.id for one in said})
    for id_ in sorted(gone):
        db.session.delete(here[id_])
    for position, one in enumerate(said):
        new = {
            "name": one.name, "help": one.help, "weight": one.weight, "reversed": one.reversed,
            "guidance": list(one.guidance) if any(one.guidance) else [], "position": position,
        }  # fmt: skip
        row = here.get(one.id) or RoundCriterion(round_id=selection_round.id, code="")
        changed |= any(getattr(row, name) != value for name, value in new.items())
        for name, value in new.items():
            setattr(row, name, value)
        db.session.add(row)
    return changed


@action
def add_panelist(actor: Actor, selection_round: SelectionRound, person_id: str) -> SelectionRound:
    """Somebody decides beside the animators. Who is there already stays: nothing happens."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "draft", "open", "assessing", "deciding")
    person = active_person(person_id)
    here = {row.id for row in panel_of(selection_round.id)}
    if person.id in here:
        return selection_round
    if len(here) >= MAX_ASSESSORS:
        raise Refused(_("A panel has at most %(number)d people.", number=MAX_ASSESSORS), field="who")
    db.session.merge(RoundPanelist(round_id=selection_round.id, person_id=person.id))
    record(actor, PanelJoined(round_ref(selection_round), person_ref(person)))
    return selection_round


@action
def remove_panelist(actor: Actor, selection_round: SelectionRound, person_id: str) -> SelectionRound:
    """Somebody decides no longer; what they decided stays."""
    require(may_run_round(actor, selection_round))
    seat = db.session.get(RoundPanelist, (selection_round.id, person_id))
    person = person_here(person_id)
    if seat is None:
        return selection_round
    db.session.delete(seat)
    if person is not None:
        record(actor, PanelLeft(round_ref(selection_round), person_ref(person)))
    return selection_round


def active_person(person_id: str) -> Any:
    """A member who can act; else Refused beside the field "who"."""
    person = person_here(person_id)
    if person is None or person.state != "active" or person.role == "observer":
        raise Refused(_("Nobody of that name or address is a member here."), field="who")
    return person
