"""Which innovations fit each other: the candidates read in bulk, compared by `matching`.

However long the catalogue, the newest few hundred that share a topic, a goal and a sector, or a place, and the most
alike in words, are compared: as many statements for one innovation as for fifty thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, select, union

from app.cooperation.matching import Match, Side, best, match
from app.cooperation.queries.notes import noted_with
from app.core.rules import Actor
from app.core.search import alike, fold, words
from app.extensions import db
from app.innovations.queries import InnovationGoal, InnovationSector, SocialInnovation, SupportNeed, TeamMember
from app.reference.queries import widened
from app.scaling.queries import ScalingPathway, TargetPlace

CANDIDATES = 200
"""So many of the newest for each reason are compared."""
WORKING = ("selected", "reserve", "onboarding", "scaling", "completed", "alumni")
"""In these states a team is at work with the cluster: these are what an animator's overview compares."""
OVERVIEW = 60
PAIRS = 40
AIMING = ("aimed", "begun", "reached")
_GONE = ("withdrawn", "ineligible")
_WORTH_ASKING = 5
"""Letters of a word that says what something is about."""

_ROW: Any = select(
    SocialInnovation.id, SocialInnovation.name, SocialInnovation.city, SocialInnovation.country, SocialInnovation.stage,
    SocialInnovation.state,
)  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """An innovation that fits, with the reasons. `row` has the columns of `_ROW`."""

    row: Any
    match: Match


@dataclass(frozen=True)
class Pair:
    """Two that fit; the reasons are told from the side of `one`."""

    one: Any
    other: Any
    match: Match


def suggestions(one: SocialInnovation, n: int = 10) -> list[Suggestion]:
    """The best `n` for this innovation, without those that an animator put aside."""
    side = _sides([one])[one.id]
    similar = _similar(one)
    rows = _candidates(one, side, list(similar))
    sides, noted = _sides(rows), noted_with([one.id])
    compared = (
        (row.id, match(side, sides[row.id], similar.get(row.id, 0.0)))
        for row in rows
        if tuple(sorted((one.id, row.id))) not in noted
    )
    by_id = {row.id: row for row in rows}
    return [Suggestion(by_id[id_], found) for id_, found in best(compared, n)]


def pair_of(one: SocialInnovation, other: SocialInnovation) -> Match | None:
    """Why the two fit; None when nothing speaks for it."""
    sides = _sides([one, other])
    return match(sides[one.id], sides[other.id], _similar(one).get(other.id, 0.0))


def pairs(kind: str = "") -> list[Pair]:
    """The best pairs among the innovations at work with the cluster, the newest sixty of them: for animators.

    `kind`: only those with a reason of this kind. Words are not compared here: the page of one innovation does.
    """
    at_work = _ROW.where(SocialInnovation.state.in_(WORKING)).order_by(SocialInnovation.id.desc()).limit(OVERVIEW)
    rows = list(db.session.execute(at_work))
    sides, noted = _sides(rows), noted_with([row.id for row in rows])
    found = []
    for place, one in enumerate(rows):
        for other in rows[place + 1 :]:
            if tuple(sorted((one.id, other.id))) in noted:
                continue
            fits = match(sides[one.id], sides[other.id])
            if fits and (not kind or kind in fits.kinds):
                found.append(Pair(one, other, fits))
    return sorted(found, key=lambda pair: -pair.match.score)[:PAIRS]


def mine(reader: Actor) -> list[SocialInnovation]:
    """The reader's own innovations, newest first."""
    query = (
        select(SocialInnovation)
        .join(TeamMember, TeamMember.innovation_id == SocialInnovation.id)
        .where(TeamMember.person_id == reader.id, SocialInnovation.state.not_in(_GONE))
        .order_by(SocialInnovation.id.desc())
        .limit(10)
    )
    return list(db.session.execute(query).scalars())


def _candidates(one: SocialInnovation, side: Side, similar: Sequence[str]) -> list[Any]:
    newest = (
        select(SocialInnovation.id)
        .where(SocialInnovation.state.not_in(_GONE), SocialInnovation.id != one.id)
        .order_by(SocialInnovation.id.desc())
        .limit(CANDIDATES)
    )
    parts: list[Select[Any]] = []
    if topics := widened([*side.needs, *side.learnt]):
        about = select(SupportNeed.innovation_id).where(SupportNeed.topic.in_(sorted(topics)))
        parts.append(newest.where(SocialInnovation.id.in_(about)))
    if side.goals and side.sectors:
        goal = select(InnovationGoal.innovation_id).where(InnovationGoal.goal.in_(sorted(side.goals)))
        sector = select(InnovationSector.innovation_id).where(InnovationSector.sector.in_(sorted(side.sectors)))
        parts.append(newest.where(SocialInnovation.id.in_(goal), SocialInnovation.id.in_(sector)))
    parts += [newest.where(SocialInnovation.id.in_(heading)) for heading in _heading_where(one, side)]
    if similar:
        parts.append(newest.where(SocialInnovation.id.in_(similar)))
    if not parts:
        return []
    ids = union(*(select(part.subquery().c.id) for part in parts)).subquery()
    return list(db.session.execute(_ROW.where(SocialInnovation.id.in_(select(ids.c.id)))))


def _heading_where(one: SocialInnovation, side: Side) -> Iterable[Select[Any]]:
    """Innovations that want to go where this one is or wants to go; and those at home where it wants to go."""
    aims = {country for country, _region in side.targets}
    if wanted := sorted((aims | {one.country}) - {""}):
        yield (
            select(ScalingPathway.innovation_id)
            .join(TargetPlace, TargetPlace.pathway_id == ScalingPathway.id)
            .where(TargetPlace.country.in_(wanted), TargetPlace.state.in_(AIMING))
        )
    if aims:
        at_home = SocialInnovation.country.in_(sorted(aims)) & SocialInnovation.state.in_(WORKING)
        yield select(SocialInnovation.id).where(at_home)


def _sides(rows: Sequence[Any]) -> Mapping[str, Side]:
    """Innovations (rows or entities) as they are compared, by id."""
    ids = [row.id for row in rows]
    state = case((SupportNeed.state == "open", "needs"), else_="learnt")
    topics: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"needs": set(), "learnt": set()})
    asked = select(SupportNeed.innovation_id, SupportNeed.topic, state).where(SupportNeed.innovation_id.in_(ids))
    for id_, topic, which in db.session.execute(asked):
        topics[id_][which].add(topic)
    goals = _values(InnovationGoal.innovation_id, (InnovationGoal.goal,), ids)
    sectors = _values(InnovationSector.innovation_id, (InnovationSector.sector,), ids)
    targets = _targets(ids)
    return {
        row.id: Side(
            frozenset(topics[row.id]["needs"]), frozenset(topics[row.id]["learnt"]), frozenset(goals[row.id]),
            frozenset(sectors[row.id]), frozenset(targets[row.id]), row.country, fold(row.city),
        )
        for row in rows
    }  # fmt: skip


def _values(key: Any, columns: Sequence[Any], ids: Sequence[str]) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = defaultdict(set)
    for id_, value in db.session.execute(select(key, *columns).where(key.in_(ids))):
        found[id_].add(value)
    return found


def _targets(ids: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    query = (
        select(ScalingPathway.innovation_id, TargetPlace.country, TargetPlace.region)
        .join(TargetPlace, TargetPlace.pathway_id == ScalingPathway.id)
        .where(ScalingPathway.innovation_id.in_(ids), TargetPlace.state.in_(AIMING))
    )
    for id_, country, region in db.session.execute(query):
        found[id_].add((country, region))
    return found


def _similar(one: SocialInnovation) -> dict[str, float]:
    """How alike other innovations are in words, from 0 to 1: their rank, measured by what this one itself gets."""
    said = [word for text in (one.challenge, one.solution, one.summary) for word in words(text)]
    asked = list(dict.fromkeys(word for word in said if len(word) >= _WORTH_ASKING))[:12]
    ranks = {row.ref: row.rank for row in db.session.execute(alike("innovation", asked))} if asked else {}
    own = max((ranks.pop(one.id, 0.0), *ranks.values()), default=0.0)
    return {id_: rank / own for id_, rank in ranks.items()} if own > 0 else {}
