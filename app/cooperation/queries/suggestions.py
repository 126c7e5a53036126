"""Which innovations fit each other: the candidates read in bulk, compared by `matching`.

However long the catalogue, the newest that share a topic, a goal and a sector, or a place, and the most alike in words,
are compared, a few hundred in all: what it costs for one innovation does not grow with the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, exists, select, union

from app.cooperation.matching import Match, Side, match
from app.cooperation.queries.notes import noted_with
from app.core.reasons import best
from app.core.rules import Actor
from app.core.search import alike, fold, words
from app.extensions import db
from app.innovations.queries import InnovationGoal, InnovationSector, SocialInnovation, SupportNeed, TeamMember
from app.reference.queries import widened
from app.scaling.queries import ScalingPathway, TargetPlace

CANDIDATES = 60
"""So many of the newest for each reason may be compared, and of those most alike in words are."""
COMPARED = 180
"""So many of those with another reason are compared, the newest."""
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
    return suggestions_for([one], n)[one.id]


def suggestions_for(ones: Sequence[SocialInnovation], n: int) -> dict[str, list[Suggestion]]:
    """The same for several, by their ids: whom to compare is asked for each, what they are like for all at once."""
    sides = _sides(ones)
    similar = {one.id: _similar(one) for one in ones}
    ids = {one.id: _candidates(one, sides[one.id], list(similar[one.id])) for one in ones}
    rows = _rows(sorted(set().union(*ids.values())))
    sides |= _sides([row for id_, row in rows.items() if id_ not in sides])
    noted = noted_with([one.id for one in ones]) if rows else set()
    found: dict[str, list[Suggestion]] = {}
    for one in ones:
        others = (id_ for id_ in ids[one.id] if id_ in rows and tuple(sorted((one.id, id_))) not in noted)
        compared = ((id_, match(sides[one.id], sides[id_], similar[one.id].get(id_, 0.0))) for id_ in others)
        found[one.id] = [Suggestion(rows[id_], fits) for id_, fits in best(compared, n)]
    return found


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


def best_of_mine(reader: Actor, n: int) -> list[tuple[SocialInnovation, list[Suggestion]]]:
    """The reader's own innovations, newest first, each with the best `n` for it."""
    ones = _mine(reader)
    found = suggestions_for(ones, n)
    return [(one, found[one.id]) for one in ones]


def _mine(reader: Actor) -> list[SocialInnovation]:
    query = (
        select(SocialInnovation)
        .join(TeamMember, TeamMember.innovation_id == SocialInnovation.id)
        .where(TeamMember.person_id == reader.id, SocialInnovation.state.not_in(_GONE))
        .order_by(SocialInnovation.id.desc())
        .limit(10)
    )
    return list(db.session.execute(query).scalars())


def _candidates(one: SocialInnovation, side: Side, similar: Sequence[str]) -> list[str]:
    """The ids of those most alike in words, and of the newest of those that there is another reason for."""
    ids = set(similar[:CANDIDATES])
    if reasons := [select(part.subquery().c.id) for part in _reasons(one, side)]:
        there = SocialInnovation.state.not_in(_GONE) & (SocialInnovation.id != one.id)
        found = select(SocialInnovation.id).where(there, SocialInnovation.id.in_(union(*reasons)))
        ids |= set(db.session.execute(found.order_by(SocialInnovation.id.desc()).limit(COMPARED)).scalars())
    return sorted(ids)


def _rows(ids: Sequence[str]) -> dict[str, Any]:
    """Those of them that can be suggested, by id."""
    here = SocialInnovation.id.in_(ids) & SocialInnovation.state.not_in(_GONE)
    return {row.id: row for row in db.session.execute(_ROW.where(here))} if ids else {}


def _reasons(one: SocialInnovation, side: Side) -> Iterator[Select[Any]]:
    """The newest with each topic and each goal, those that want to go where this one is or wants to go, and those at
    home where it wants to go: each is read from an index, newest first."""
    for topic in sorted(widened([*side.needs, *side.learnt])):
        yield _newest(SupportNeed.innovation_id, SupportNeed.topic == topic)
    sector = exists().where(
        InnovationSector.innovation_id == InnovationGoal.innovation_id,
        InnovationSector.sector.in_(sorted(side.sectors)),
    )
    for goal in sorted(side.goals) if side.sectors else ():
        yield _newest(InnovationGoal.innovation_id, InnovationGoal.goal == goal, sector)
    aims = sorted({country for country, _region in side.targets})
    if wanted := sorted({*aims, one.country} - {""}):
        there = TargetPlace.country.in_(wanted) & TargetPlace.state.in_(AIMING)
        yield _newest(ScalingPathway.innovation_id, there, TargetPlace.pathway_id == ScalingPathway.id)
    for country in aims:
        at_work = SocialInnovation.state.in_(WORKING)
        yield _newest(SocialInnovation.id, SocialInnovation.country == country, at_work)


def _newest(key: Any, *where: Any) -> Select[Any]:
    return select(key.label("id")).where(*where).order_by(key.desc()).limit(CANDIDATES)


def _sides(rows: Sequence[Any]) -> dict[str, Side]:
    """Innovations (rows or entities) as they are compared, by id."""
    if not rows:
        return {}
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
    ranks = alike(db.session, "innovation", asked)
    own = max((ranks.pop(one.id, 0.0), *ranks.values()), default=0.0)
    return {id_: rank / own for id_, rank in ranks.items()} if own > 0 else {}
