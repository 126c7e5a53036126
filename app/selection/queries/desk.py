"""The desk: what all submitted scores of a round come to, row by row, and what is hidden from whom.

A round is small (at most 2,000 candidates), so that it is read whole, in the same few statements however many there
are, and counted anew each time; what is decided stands as it was frozen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import func, select

from app.core.paging import Page
from app.core.rules import Actor
from app.core.search import fold
from app.extensions import db
from app.innovations.queries import SocialInnovation, TeamMember
from app.selection.models import (
    MAX_CANDIDATES,
    OUTCOMES,
    Assessment,
    AssessmentScore,
    Candidate,
    SelectionDecision,
    SelectionRound,
)
from app.selection.queries.assessments import MOST_ASSESSMENTS
from app.selection.queries.candidates import in_race, of_round
from app.selection.queries.rounds import Asked, criteria_of, rules_of
from app.selection.scoring import DEPENDS, Result, Scores, results

PAGE = 50
SORTS = ("rank", "name", "spread", "sure")
_SURE = ("always", DEPENDS, "never")


@dataclass(frozen=True)
class Row:
    """A candidate at the desk. `result` is None while nobody has submitted, and where it is `hidden`: the reader has
    yet to assess it themselves, or is of its team."""

    id: str
    innovation_id: str
    name: str
    country: str
    city: str
    innovation_state: str
    outcome: str
    notes: str
    submitted: int
    result: Result | None
    hidden: bool = False


@dataclass(frozen=True)
class DeskFilter:
    """What the desk is asked for; all of it combines, lives in the URL, and is what the exports write."""

    q: str = ""
    outcome: str = ""  # of OUTCOMES, or "open"
    good: str = ""  # yes, no
    sure: str = ""
    apart: str = ""  # "1": only what is to be discussed
    sort: str = ""

    @classmethod
    def asked(cls, args: Any) -> DeskFilter:
        """From a URL; what is no value of ours is not asked."""
        known: dict[str, Sequence[str]] = {
            "outcome": (*OUTCOMES, "open"), "good": ("yes", "no"), "sure": _SURE, "apart": ("1",), "sort": SORTS,
        }  # fmt: skip
        told = {each.name: str(args.get(each.name, "")).strip()[:200] for each in fields(cls)}
        return cls(**{name: said for name, said in told.items() if name not in known or said in known[name]})

    def args(self, **changes: str) -> dict[str, str]:
        """The arguments of the URL, with these changed; empty ones are left out."""
        return {name: said for name, said in (asdict(self) | changes).items() if said}

    def fits(self, row: Row) -> bool:
        """Is this row asked for?"""
        told = row.result
        return (
            (not self.q or fold(self.q) in fold(f"{row.name} {row.city}"))
            and (not self.outcome or (row.outcome or "open") == self.outcome)
            and (not self.good or (told is not None and told.good == (self.good == "yes")))
            and (not self.sure or (told is not None and told.sure == self.sure))
            and (not self.apart or (told is not None and told.disagreement))
        )

    def key(self, row: Row) -> tuple[Any, ...]:
        """Where it stands in the order; without a result last, the name settles the rest."""
        told, name = row.result, (fold(row.name), row.id)
        if self.sort == "name" or told is None:
            return (0 if self.sort == "name" else 1, 0, *name)
        first = {"spread": -told.spread, "sure": _SURE.index(told.sure)}.get(self.sort, 0)
        return (0, first, told.rank, *name) if self.sort in ("spread", "sure") else (0, told.rank, *name)


def results_of(selection_round: SelectionRound, criteria: Sequence[Asked]) -> tuple[dict[str, Result], dict[str, int]]:
    """What each candidate in the race comes to by its submitted scores, and how many have submitted."""
    found = scores_by_candidate(selection_round.id)
    counted = {key: len(told) for key, told in found.items()}
    return results(found, rules_of(selection_round, criteria)), counted


def scores_by_candidate(round_id: str) -> dict[str, list[Scores]]:
    """The submitted scores of those in the race or decided: candidate → one mapping for each assessment."""
    query = (
        of_round(round_id, Candidate.id, Assessment.id, AssessmentScore.criterion_id, AssessmentScore.score)
        .join(Assessment, Assessment.candidate_id == Candidate.id)
        .join(AssessmentScore, AssessmentScore.assessment_id == Assessment.id)
        .where(Assessment.state == "submitted", in_race() | (Candidate.outcome != ""))
        .order_by(Assessment.id)
        .limit(MOST_ASSESSMENTS * 20)
    )
    found: dict[str, dict[str, dict[str, int]]] = {}
    for candidate, assessment, criterion, score in db.session.execute(query):
        found.setdefault(candidate, {}).setdefault(assessment, {})[criterion] = score
    return {candidate: list(told.values()) for candidate, told in found.items()}


def _frozen(round_id: str) -> dict[str, Result]:
    """What decided candidates came to, as it was frozen with the newest decision; nothing was scored at the gates."""
    newest = (
        select(SelectionDecision.candidate_id, func.max(SelectionDecision.version).label("version"))
        .where(SelectionDecision.round_id == round_id, SelectionDecision.outcome.in_(OUTCOMES))
        .group_by(SelectionDecision.candidate_id)
        .subquery()
    )
    query = select(SelectionDecision.candidate_id, SelectionDecision.frozen).join(
        newest,
        (newest.c.candidate_id == SelectionDecision.candidate_id) & (newest.c.version == SelectionDecision.version),
    )
    return {one: Result(**told["result"]) for one, told in db.session.execute(query.limit(MAX_CANDIDATES))}


def _hidden(reader: Actor, round_id: str) -> set[str]:
    """The candidates whose scores this reader may not see: their own assessment is not submitted, or it is their own
    innovation and not decided."""
    own = of_round(round_id, Candidate.id).join(Assessment, Assessment.candidate_id == Candidate.id)
    own = own.where(Assessment.assessor_id == reader.id, Assessment.state.in_(("assigned", "draft")))
    team = of_round(round_id, Candidate.id).join(TeamMember, TeamMember.innovation_id == Candidate.innovation_id)
    team = team.where(TeamMember.person_id == reader.id, Candidate.outcome == "")
    return {*db.session.execute(own).scalars(), *db.session.execute(team).scalars()}


def desk_rows(reader: Actor, selection_round: SelectionRound, asked: DeskFilter) -> list[Row]:
    """All rows that are asked for, in order."""
    criteria = criteria_of(selection_round.id)
    found, counted = results_of(selection_round, criteria)
    found |= _frozen(selection_round.id)
    hidden = _hidden(reader, selection_round.id)
    rows = (
        _row(tuple(told), counted.get(told[0], 0), None if told[0] in hidden else found.get(told[0]), hidden)
        for told in _racing(selection_round.id)
    )
    return sorted(filter(asked.fits, rows), key=asked.key)


def _row(told: tuple[Any, ...], submitted: int, result: Result | None, hidden: set[str]) -> Row:
    names = ("id", "innovation_id", "name", "country", "city", "innovation_state", "outcome", "notes")
    about: dict[str, Any] = dict(zip(names, told, strict=True))
    return Row(**about, submitted=submitted, result=result, hidden=told[0] in hidden)


def _racing(round_id: str) -> Sequence[Any]:
    query = of_round(
        round_id, Candidate.id, Candidate.innovation_id, SocialInnovation.name, SocialInnovation.country,
        SocialInnovation.city, SocialInnovation.state, Candidate.outcome, Candidate.notes,
    )  # fmt: skip
    return db.session.execute(query.where(in_race() | (Candidate.outcome != "")).limit(MAX_CANDIDATES)).all()


def page_of_rows(rows: Sequence[Row], after: str | None) -> Page:
    """Fifty of them from a place on; the whole is counted anyway, so the place is a number."""
    start = int(after) if after and after.isdecimal() and len(after) < 6 else 0
    following = str(start + PAGE) if len(rows) > start + PAGE else None
    return Page(rows[start : start + PAGE], following)


def desk_header(criteria: Sequence[Asked]) -> list[str]:
    """The columns of the exports: the criteria by their names as the reader reads them."""
    first = ["id", "name", "country", "city", "assessments", "rank", "total", "spread", "to_discuss", "good_enough"]
    return [*first, "under_any_weights", "worst", "best", *(one.name for one in criteria), "outcome", "notes"]


def desk_lines(rows: Sequence[Row], criteria: Sequence[Asked]) -> Iterator[Sequence[Any]]:
    """What the exports write of each row; what is hidden stays empty."""
    for row in rows:
        told = row.result
        yield (
            row.innovation_id, row.name, row.country, row.city, row.submitted,
            *(_figures(told) if told else (None,) * 8),
            *((round(told.means[one.id], 4) if told else None) for one in criteria), row.outcome, row.notes,
        )  # fmt: skip


def _figures(told: Result) -> tuple[Any, ...]:
    return (
        told.rank, round(told.total, 4), round(told.spread, 4), told.disagreement, told.good, told.sure,
        round(told.worst, 4), round(told.best, 4),
    )  # fmt: skip


def one_row(reader: Actor, selection_round: SelectionRound, candidate_id: str) -> Row | None:
    """A candidate's row, out of the same reckoning."""
    return next((row for row in desk_rows(reader, selection_round, DeskFilter()) if row.id == candidate_id), None)
