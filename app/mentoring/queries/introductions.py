"""Introductions and proposals: whose they are, where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select

from app.core.paging import Count, Page, count_upto, keyset
from app.core.prepared import prepared
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.mentoring import fit as fits
from app.mentoring.models import Introduction, MatchingProposal, MentoringRequest, Mentorship
from app.mentoring.queries.mentors import RUNNING
from app.mentoring.queries.pairs import MenteePerson, MentorPerson, Pair, own, pair_of, with_pair
from app.people.queries import Person, not_blocked

STATES = ("open", "agreed", "declined", "withdrawn")
EXPORT_LIMIT = 10_000
_KEYS = (Introduction.created_at, Introduction.id)
_SEEN = not_blocked(Introduction.mentor_id, Introduction.mentee_id)
"""Neither of the two has blocked the other in the meantime (M3): else neither sees it any more."""


@dataclass(frozen=True)
class Introduced:
    """A row of a list. `runner_up` is a name; `reasons` are those of when it was made."""

    id: str
    at: datetime
    state: str
    mentor_answer: str
    mentee_answer: str
    mentorship_id: str | None
    score: int
    reasons: tuple[fits.FitReason, ...]
    runner_up: str
    runner_up_score: int
    pair: Pair


@dataclass(frozen=True)
class Tally:
    """What a draft comes to now, and what the optimum was when it was made."""

    served: int
    total: int
    best_served: int
    best_total: int


def introduction_of(reader: Actor, id_: str) -> tuple[Introduction, Pair] | None:
    """An introduction that is not a draft any more: for its two people and for animators."""
    query = with_pair(select(Introduction), Introduction, Introduction.innovation_id)
    query = query.where(Introduction.id == id_, Introduction.state != "draft")
    if reader.role != "animator":
        query = query.where(own(Introduction, reader.id), _SEEN)
    row = db.session.execute(query).first()
    return (row[0], pair_of(row)) if row else None


def introductions_page(state: str = "", q: str = "", after: str | None = None) -> Page:
    """Newest first."""
    page = keyset(db.session.execute, _listed(state, q), _KEYS, after)
    return Page([_introduced(row) for row in page.rows], page.next)


def count_introductions(state: str = "", q: str = "") -> Count:
    """How many those are."""
    return count_upto(db.session.execute, _listed(state, q).with_only_columns(Introduction.id))


def introductions_export(state: str = "", q: str = "") -> Iterator[Introduced]:
    """All of the filtered list, newest first."""
    query = _listed(state, q).order_by(*(key.desc() for key in _KEYS)).limit(EXPORT_LIMIT)
    return (_introduced(row) for row in db.session.execute(query).all())


def unanswered_by(person_id: Any) -> ColumnElement[bool]:
    """Whether an introduction waits for this person's answer."""
    met = Introduction
    answer = case((met.mentor_id == person_id, met.mentor_answer), else_=met.mentee_answer)
    return own(met, person_id) & (met.state == "open") & (answer == "") & _SEEN


def withdrawable(person_id: str, other_id: str | None = None) -> list[Introduction]:
    """The open ones of somebody who leaves, or those of two who part."""
    query = select(Introduction).where(own(Introduction, person_id), Introduction.state.in_(("open", "draft")))
    if other_id:
        query = query.where(own(Introduction, other_id))
    return list(db.session.execute(query.limit(1000)).scalars())


def work_together(mentor_id: str, mentee_id: str) -> bool:
    """Does a mentorship of the two run?"""
    both = (Mentorship.mentor_id == mentor_id, Mentorship.mentee_id == mentee_id, Mentorship.state.in_(RUNNING))
    return bool(db.session.execute(select(exists().where(*both))).scalar_one())


def open_requests(mentor_id: str, mentee_id: str) -> list[MentoringRequest]:
    """Requests between the two that wait for an answer."""
    request = MentoringRequest
    waits = request.state.in_(("sent", "more_information_asked"))
    query = select(request).where(request.mentor_id == mentor_id, request.mentee_id == mentee_id, waits)
    return list(db.session.execute(query.limit(10)).scalars())


def open_introductions(mentor_id: str, mentee_id: str) -> list[Introduction]:
    """Introductions of the two that wait for an answer."""
    met = Introduction
    query = select(met).where(met.mentor_id == mentor_id, met.mentee_id == mentee_id, met.state == "open")
    return list(db.session.execute(query.limit(10)).scalars())


def pair_of_introduction(introduction: Introduction) -> Pair:
    """Its two people."""
    query = with_pair(select(Introduction.id), Introduction, Introduction.innovation_id)
    return pair_of(db.session.execute(query.where(Introduction.id == introduction.id)).one())


def proposal_of(id_: str) -> MatchingProposal | None:
    """A proposal, in any state."""
    return db.session.get(MatchingProposal, id_)


def proposals(limit: int = 10) -> Sequence[Any]:
    """The newest: (id, created_at, state, pairs, who made it)."""
    pairs = select(func.count(Introduction.id)).where(Introduction.proposal_id == MatchingProposal.id)
    query = select(
        MatchingProposal.id, MatchingProposal.created_at, MatchingProposal.state,
        pairs.correlate(MatchingProposal).scalar_subquery().label("pairs"), Person.name,
    ).join(Person, Person.id == MatchingProposal.made_by)  # fmt: skip
    return db.session.execute(query.order_by(MatchingProposal.id.desc()).limit(limit)).all()


def pairs_page(proposal: MatchingProposal, after: str | None = None) -> Page:
    """The pairs of a proposal in the order of the mentees' names."""
    keys = (MenteePerson.sort_name, Introduction.id)
    query = _columns(select(MenteePerson.sort_name, *_ROW)).where(Introduction.proposal_id == proposal.id)
    page = keyset(db.session.execute, query, keys, after, descending=False)
    return Page([_introduced(row[1:]) for row in page.rows], page.next)


def pairs_of(proposal: MatchingProposal) -> list[Introduction]:
    """All pairs of a proposal."""
    query = select(Introduction).where(Introduction.proposal_id == proposal.id).order_by(Introduction.mentee_id)
    return list(db.session.execute(query.limit(5000)).scalars())


def pair_in(proposal: MatchingProposal, mentee_id: str) -> Introduction | None:
    """The pair of this mentee in a proposal."""
    query = select(Introduction).where(Introduction.proposal_id == proposal.id, Introduction.mentee_id == mentee_id)
    return db.session.execute(query.limit(1)).scalar_one_or_none()


def used_places(proposal: MatchingProposal) -> Counter[str]:
    """How often each mentor stands in a proposal."""
    query = select(Introduction.mentor_id, func.count()).where(Introduction.proposal_id == proposal.id)
    return Counter({mentor: number for mentor, number in db.session.execute(query.group_by(Introduction.mentor_id))})  # noqa: C416


def tally_of(proposal: MatchingProposal) -> Tally:
    """Served and total as it stands, beside the optimum's."""
    query = select(func.count(Introduction.id), func.coalesce(func.sum(Introduction.score), 0))
    served, total = db.session.execute(query.where(Introduction.proposal_id == proposal.id)).one()
    return Tally(served, total, proposal.served, proposal.total)


def names_of(ids: Sequence[str]) -> dict[str, str]:
    """The names of these people."""
    return dict(_names(list(ids)).all())


_ROW = (
    Introduction.created_at, Introduction.id, Introduction.state, Introduction.mentor_answer,
    Introduction.mentee_answer, Introduction.mentorship_id, Introduction.score, Introduction.reasons,
    Introduction.runner_up_score,
)  # fmt: skip


def _columns(query: Select[Any]) -> Select[Any]:
    second = select(Person.name).where(Person.id == Introduction.runner_up_id).correlate(Introduction)
    query = query.add_columns(second.scalar_subquery().label("runner_up"))
    wide: Select[Any] = with_pair(query, Introduction, Introduction.innovation_id)
    return wide


def _listed(state: str, q: str) -> Select[Any]:
    query = _columns(select(*_ROW)).where(Introduction.state != "draft")
    if state:
        query = query.where(Introduction.state == state)
    if (found := matching("person", q)) is not None:
        query = query.where(or_(MentorPerson.id.in_(found), MenteePerson.id.in_(found)))
    return query


def _introduced(row: Any) -> Introduced:
    at, id_, state, mentor, mentee, mentorship, score, reasons, second_score, second = tuple(row)[:10]
    return Introduced(id_, at, state, mentor, mentee, mentorship, score, fits.read(reasons), second or "",
                      second_score, pair_of(row))  # fmt: skip


@prepared
def _names(ids: Any) -> Any:
    return select(Person.id, Person.name).where(Person.id.in_(ids))
