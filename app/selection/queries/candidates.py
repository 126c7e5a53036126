"""Candidates: those of a round, one of them, and what could enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.sql.elements import ColumnElement

from app.core.paging import Page, keyset
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.innovations.queries import SocialInnovation, TeamMember, that_answered
from app.selection.models import MAX_CANDIDATES, Candidate, GateAnswer, SelectionDecision, SelectionRound
from app.selection.queries.rounds import RUNNING, takes_entries

ENTERABLE = ("identified", "not_selected", "screening", "assessment")
"""Where an innovation can enter from; the last two only when the round that brought it there lets it go."""
CHOSEN_PAGE = 50
ROW = (
    Candidate.id, Candidate.state, Candidate.outcome, Candidate.innovation_id, SocialInnovation.name,
    SocialInnovation.country, SocialInnovation.city, SocialInnovation.state.label("innovation_state"),
)  # fmt: skip

COULD: Sequence[Any] = (
    SocialInnovation.sort_name, SocialInnovation.id, SocialInnovation.name, SocialInnovation.country,
    SocialInnovation.city, SocialInnovation.stage, SocialInnovation.state,
)  # fmt: skip


def in_race() -> ColumnElement[bool]:
    """Passed the gates, and its innovation is still in the catalogue."""
    return (Candidate.state == "passed") & (SocialInnovation.state != "withdrawn")


def of_round(round_id: str, *columns: Any) -> Select[Any]:
    """The candidates of a round with their innovations."""
    joined = (
        select(*columns).select_from(Candidate).join(SocialInnovation, SocialInnovation.id == Candidate.innovation_id)
    )
    return joined.where(Candidate.round_id == round_id)


def candidates_page(round_id: str, state: str = "", q: str = "", after: str | None = None) -> Page:
    """The candidates, in the order in which they entered."""
    query = of_round(round_id, *ROW)
    if state:
        query = query.where(Candidate.state == state)
    if q and (found := matching("innovation", q)) is not None:
        query = query.where(SocialInnovation.id.in_(found))
    return keyset(db.session.execute, query, (Candidate.id,), after, descending=False)


def one_candidate(candidate_id: str) -> tuple[Candidate, SocialInnovation, SelectionRound] | None:
    """A candidate with its innovation and its round; who may read it is asked of the round."""
    query = (
        select(Candidate, SocialInnovation, SelectionRound)
        .join(SocialInnovation, SocialInnovation.id == Candidate.innovation_id)
        .join(SelectionRound, SelectionRound.id == Candidate.round_id)
        .where(Candidate.id == candidate_id)
    )
    row = db.session.execute(query).first()
    return (row[0], row[1], row[2]) if row else None


def candidate_of(round_id: str, innovation_id: str) -> Candidate | None:
    """The innovation's place in a round, also one that was taken out."""
    return db.session.execute(
        select(Candidate).filter_by(round_id=round_id, innovation_id=innovation_id)
    ).scalar_one_or_none()


def is_under_way(innovation_id: str) -> bool:
    """Is it in a round that has not said yet what becomes of it?"""
    return bool(db.session.execute(select(_under_way(innovation_id))).scalar())


def _under_way(innovation_id: Any) -> Any:
    return exists().where(
        Candidate.innovation_id == innovation_id, Candidate.state.in_(("entered", "passed")),
        Candidate.outcome == "", SelectionRound.id == Candidate.round_id, SelectionRound.state.in_(RUNNING),
    )  # fmt: skip


def _enterable() -> ColumnElement[bool]:
    return SocialInnovation.state.in_(ENTERABLE) & ~_under_way(SocialInnovation.id)


def could_enter(country: str = "", q: str = "", after: str | None = None, call: str = "") -> Page:
    """The innovations of the catalogue that could enter a round, by name, fifty at a time; `call`: only those that
    visitors put forward for the call of this round."""
    query = select(*COULD).where(_enterable())
    if call:
        query = query.where(SocialInnovation.id.in_(that_answered(call)))
    if country:
        query = query.where(SocialInnovation.country == country)
    if q and (found := matching("innovation", q)) is not None:
        query = query.where(SocialInnovation.id.in_(found))
    keys = (SocialInnovation.sort_name, SocialInnovation.id)
    return keyset(db.session.execute, query, keys, after, descending=False, size=CHOSEN_PAGE)


def count_called(round_id: str) -> int:
    """How many that visitors put forward for the round's call could enter it, and have not."""
    query = select(func.count(SocialInnovation.id)).where(
        _enterable(), SocialInnovation.id.in_(that_answered(round_id))
    )
    return db.session.execute(query).scalar_one()


def innovations_among(ids: Sequence[str]) -> list[SocialInnovation]:
    """Those of these that are in the catalogue."""
    query = select(SocialInnovation).where(SocialInnovation.id.in_(ids[:CHOSEN_PAGE])).order_by(SocialInnovation.id)
    return list(db.session.execute(query.limit(CHOSEN_PAGE)).scalars())


def candidates_among(round_id: str, ids: Sequence[str]) -> list[Candidate]:
    """Those of these that are in the race or decided, by their ids."""
    found = of_round(round_id, Candidate).where(in_race() | (Candidate.outcome != "")).limit(MAX_CANDIDATES)
    wanted = set(ids)
    return sorted((one for one in db.session.execute(found).scalars() if one.id in wanted), key=lambda one: one.id)


def own_that_could_enter(reader: Actor, selection_round: SelectionRound) -> Sequence[Any]:
    """Those of the reader's own teams, when the round takes entries today: (id, name)."""
    if not takes_entries(selection_round):
        return ()
    query = (
        select(SocialInnovation.id, SocialInnovation.name)
        .join(TeamMember, TeamMember.innovation_id == SocialInnovation.id)
        .where(TeamMember.person_id == reader.id, _enterable())
    )
    return db.session.execute(query.order_by(SocialInnovation.sort_name, SocialInnovation.id).limit(50)).all()


def own_in_round(reader: Actor, round_id: str) -> Sequence[Any]:
    """The candidates of the reader's own teams, each with its newest decision."""
    newest = (
        select(SelectionDecision.id)
        .where(SelectionDecision.candidate_id == Candidate.id)
        .order_by(SelectionDecision.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = of_round(round_id, *ROW, newest.label("decision")).join(
        TeamMember, TeamMember.innovation_id == SocialInnovation.id
    )
    return db.session.execute(query.where(TeamMember.person_id == reader.id).order_by(Candidate.id).limit(50)).all()


def answers_of(candidate_id: str) -> dict[str, GateAnswer]:
    """Gate → what was answered."""
    query = select(GateAnswer).where(GateAnswer.candidate_id == candidate_id).limit(50)
    return {one.gate_id: one for one in db.session.execute(query).scalars()}


def next_to_screen(round_id: str, after: str = "") -> str | None:
    """The candidate to screen after this one, round and round; None when all are."""
    waiting = of_round(round_id, Candidate.id).where(
        Candidate.state == "entered", SocialInnovation.state != "withdrawn", Candidate.id != after
    )
    first = waiting.order_by((Candidate.id <= after), Candidate.id).limit(1)
    return db.session.execute(first).scalar_one_or_none()


def count_in(round_id: str, *conditions: ColumnElement[bool]) -> int:
    """How many candidates fit."""
    return db.session.execute(of_round(round_id, func.count(Candidate.id)).where(*conditions)).scalar_one()


def count_to_screen(round_id: str) -> int:
    """How many wait for their gates."""
    return count_in(round_id, Candidate.state == "entered", SocialInnovation.state != "withdrawn")
