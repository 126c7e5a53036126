"""Mentors and mentees as they are compared, read for many at once: as many statements for one as for hundreds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, literal, or_, select, union_all

from app.core.prepared import prepared
from app.core.search import fold
from app.innovations.queries import InnovationSector, SocialInnovation, SupportNeed, TeamMember
from app.mentoring import fit as fits
from app.mentoring.models import (
    AvailabilityWindow,
    ConflictOfInterest,
    Introduction,
    MentoringRequest,
    MentorProfile,
    MentorSector,
    MentorTopic,
)
from app.mentoring.queries.pairs import zone_of
from app.mentoring.queries.profiles import local_today, state_of
from app.people.queries import Person, PersonLanguage

MOST = 10_000
"""Rows that one of these reads gives at most."""


@dataclass(frozen=True)
class Able:
    """A mentor to compare with; `topics` and the like are their own, in `mentor` they are widened."""

    mentor: fits.Mentor
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True)
class Seeker:
    """A person to be helped, with what they work on: (id, name) of the innovations, and whose they are."""

    id: str
    mentee: fits.Mentee
    innovations: tuple[tuple[str, str], ...] = ()
    organisations: frozenset[str] = frozenset()


@dataclass
class _Gathered:
    needs: set[str] = field(default_factory=set)
    sectors: set[str] = field(default_factory=set)
    places: set[tuple[str, str]] = field(default_factory=set)
    innovations: list[tuple[str, str]] = field(default_factory=list)
    organisations: set[str] = field(default_factory=set)


def able(rows: Sequence[Any]) -> dict[str, Able]:
    """Mentors from rows with the columns of `mentors.ROW`, by id."""
    ids = [row.id for row in rows]
    told, weeks = _many(((person, kind), code) for person, kind, code in _told(ids)), _weeks(ids)
    spoken, waiting = languages_of(ids), dict(_waiting(ids).all())
    return {
        row.id: Able(
            fits.Mentor(
                widened(told[row.id, "topic"]), frozenset(spoken[row.id]), row.capacity, row.mentees,
                zone_of(row.timezone), weeks.get(row.id, {}), frozenset(told[row.id, "sector"]),
                (fold(row.city), row.country),
                frozenset(row.formats or ()), spoken[row.id], waiting.get(row.id, 0), _paused(row),
            ),
            tuple(sorted(told[row.id, "topic"])), tuple(sorted(spoken[row.id])), tuple(sorted(told[row.id, "sector"])),
        )
        for row in rows
    }  # fmt: skip


def _paused(row: Any) -> bool:
    return state_of(row.state, row.paused_until, zone_of(row.timezone)) == "paused"


def seekers(ids: Sequence[str]) -> dict[str, Seeker]:
    """People as somebody to be helped: the open needs of their innovations, their languages, places and clock."""
    gathered: dict[str, _Gathered] = defaultdict(_Gathered)
    teams: dict[str, list[str]] = defaultdict(list)
    for person, innovation, name, city, country, house in _teams(list(ids)):
        mine = gathered[person]
        mine.innovations.append((innovation, name))
        mine.places.add((fold(city), country))
        mine.organisations |= {house} - {None}
        teams[innovation].append(person)
    for innovation, kind, code in _wanted(list(teams)) if teams else ():
        for person in teams[innovation]:
            (gathered[person].needs if kind == "need" else gathered[person].sectors).add(code)
    spoken = languages_of(ids)
    return {row.id: _seeker(row, gathered[row.id], spoken[row.id]) for row in _people(list(ids))}


def _seeker(row: Any, gathered: _Gathered, spoken: Mapping[str, str]) -> Seeker:
    places = frozenset(gathered.places | {(fold(row.city), row.country)}) - {("", "")}
    mentee = fits.Mentee(
        frozenset(gathered.needs), frozenset(spoken), zone_of(row.timezone), sectors=frozenset(gathered.sectors),
        places=places, levels=spoken,
    )  # fmt: skip
    houses = frozenset(gathered.organisations | ({row.organisation_id} - {None}))
    return Seeker(row.id, mentee, tuple(gathered.innovations), houses)


def also_needing(seeker: Seeker, topics: Iterable[str]) -> Seeker:
    """The same with further needs: what a person wished for beside their innovations' needs."""
    return replace(seeker, mentee=replace(seeker.mentee, needs=seeker.mentee.needs | frozenset(topics)))


def conflicted(seeking: Mapping[str, Seeker]) -> dict[str, set[str]]:
    """Which mentors have a conflict of interest with each of these people (M4): person → mentors."""
    by_innovation: dict[str, list[str]] = defaultdict(list)
    by_house: dict[str, list[str]] = defaultdict(list)
    for person, seeker in seeking.items():
        for innovation, _name in seeker.innovations:
            by_innovation[innovation].append(person)
        for house in seeker.organisations:
            by_house[house].append(person)
    found: dict[str, set[str]] = defaultdict(set)
    for mentor, other, innovation, house in _conflicts(list(seeking), list(by_innovation), list(by_house)):
        for person in ([other] if other else []) + by_innovation[innovation or ""] + by_house[house or ""]:
            found[person].add(mentor)
    return found


def rarity(needs: Iterable[str]) -> dict[str, float]:
    """What each of these topics weighs: the fewer published mentors help with it (or a part of it), the more (M5)."""
    asked = sorted(needs)
    if not asked:
        return {}
    counts = dict(_mentors_by_topic(sorted(widened(asked))).all())
    return {topic: 1 / max(1, sum(counts.get(code, 0) for code in widened([topic]))) for topic in asked}


def widened(topics: Iterable[str]) -> frozenset[str]:
    """With each topic's parent (part of the wide need is covered) and, for a parent, all of its parts."""
    from app.reference.topics import SHIPPED

    chosen = set(topics)
    parents = {code.partition(".")[0] for code in chosen}
    return frozenset(chosen | parents | {code for code in SHIPPED if code.partition(".")[0] in chosen})


def monday_there(zone: str) -> date:
    """The Monday of this week there."""
    today = local_today(zone)
    return today - timedelta(days=today.weekday())


def languages_of(ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """The languages of these people, each with its level ("" when not told)."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for person, code, level in _spoken(list(ids)):
        found[person][code] = level
    return found


def _weeks(ids: list[str]) -> dict[str, dict[int, tuple[tuple[int, int], ...]]]:
    found: dict[str, dict[int, tuple[tuple[int, int], ...]]] = defaultdict(dict)
    for person, weekday, start, end in _hours(ids):
        found[person][weekday] = (*found[person].get(weekday, ()), (start, end))
    return found


def _many(rows: Iterable[tuple[Any, str]]) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = defaultdict(list)
    for key, value in rows:
        found[key].append(value)
    return found


@prepared
def _told(ids: Any) -> Any:
    """What these mentors help with and which sectors they know."""
    topic, sector = MentorTopic, MentorSector
    topics = select(topic.person_id, literal("topic"), topic.topic).where(topic.person_id.in_(ids))
    return union_all(
        topics, select(sector.person_id, literal("sector"), sector.sector).where(sector.person_id.in_(ids))
    )


@prepared
def _spoken(ids: Any) -> Any:
    language = PersonLanguage
    return select(language.person_id, language.code, language.level).where(language.person_id.in_(ids))


@prepared
def _hours(ids: Any) -> Any:
    window = AvailabilityWindow
    query = select(window.person_id, window.weekday, window.start_minute, window.end_minute)
    return query.where(window.person_id.in_(ids)).order_by(window.weekday, window.start_minute, window.end_minute)


@prepared
def _waiting(ids: Any) -> Any:
    """How many wait for a yes of each mentor: requests and introductions."""
    request, met = MentoringRequest, Introduction
    asked = select(request.mentor_id.label("mentor")).where(
        request.mentor_id.in_(ids), request.state.in_(("sent", "more_information_asked"))
    )
    introduced = select(met.mentor_id.label("mentor")).where(met.mentor_id.in_(ids), met.state == "open")
    both = union_all(asked, introduced).subquery()
    return select(both.c.mentor, func.count()).group_by(both.c.mentor)


@prepared
def _people(ids: Any) -> Any:
    query = select(Person.id, Person.city, Person.country, Person.timezone, Person.organisation_id)
    return query.where(Person.id.in_(ids)).limit(MOST)


@prepared
def _teams(ids: Any) -> Any:
    one = SocialInnovation
    query = select(TeamMember.person_id, one.id, one.name, one.city, one.country, one.organisation_id)
    query = query.join(one, one.id == TeamMember.innovation_id)
    query = query.where(TeamMember.person_id.in_(ids), one.state != "withdrawn")
    return query.order_by(one.sort_name, one.id).limit(MOST)


@prepared
def _wanted(innovations: Any) -> Any:
    need, sector = SupportNeed, InnovationSector
    needs = select(need.innovation_id, literal("need"), need.topic).where(
        need.innovation_id.in_(innovations), need.state == "open"
    )
    known = select(sector.innovation_id, literal("sector"), sector.sector).where(sector.innovation_id.in_(innovations))
    return union_all(needs, known).limit(MOST)


@prepared
def _conflicts(people: Any, innovations: Any, houses: Any) -> Any:
    tie = ConflictOfInterest
    query = select(tie.mentor_id, tie.person_id, tie.innovation_id, tie.organisation_id)
    ties = or_(tie.person_id.in_(people), tie.innovation_id.in_(innovations), tie.organisation_id.in_(houses))
    return query.where(ties).limit(MOST)


@prepared
def _mentors_by_topic(topics: Any) -> Any:
    profile = MentorProfile
    query = select(MentorTopic.topic, func.count()).join(
        profile, and_(profile.person_id == MentorTopic.person_id, profile.state == "published")
    )
    return query.where(MentorTopic.topic.in_(topics)).group_by(MentorTopic.topic)
