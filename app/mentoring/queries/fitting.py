"""Mentors and mentees as they are compared, read for many at once: as many statements for one as for hundreds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select, union_all

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
from app.reference.queries import widened

MOST = 50_000
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


def able(rows: Sequence[Any]) -> dict[str, Able]:
    """Mentors from rows with the columns of `mentors.ROW`, by id: three statements for all."""
    ids = [row.id for row in rows]
    told, weeks, waiting = _by_kind(_helping(ids)), _weeks(ids), dict(_waiting(ids).all())
    found = {}
    for row in rows:
        topics, sectors, spoken = (told[row.id, kind] for kind in ("topic", "sector", "language"))
        mentor = fits.Mentor(
            widened(topics), frozenset(spoken), row.capacity, row.mentees, zone_of(row.timezone), weeks.get(row.id, {}),
            frozenset(sectors), (fold(row.city), row.country), frozenset(row.formats or ()), spoken,
            waiting.get(row.id, 0), _paused(row),
        )  # fmt: skip
        found[row.id] = Able(mentor, tuple(sorted(topics)), tuple(sorted(spoken)), tuple(sorted(sectors)))
    return found


def _paused(row: Any) -> bool:
    return state_of(row.state, row.paused_until, zone_of(row.timezone)) == "paused"


def seekers(ids: Sequence[str]) -> dict[str, Seeker]:
    """People as somebody to be helped: the open needs of their innovations, their languages, places and clock."""
    told, at_work = _by_kind(_seeking(list(ids))), defaultdict(list)
    for row in _people(list(ids)):
        at_work[row.id].append(row)
    return {person: _seeker(rows, told) for person, rows in at_work.items()}


def _seeker(rows: Sequence[Any], told: Mapping[tuple[str, str], Mapping[str, str]]) -> Seeker:
    """From one person's rows: one for each of their innovations, or one without."""
    who, theirs = rows[0], [row for row in rows if row.innovation]
    needs, sectors, spoken = (told[who.id, kind] for kind in ("need", "sector", "language"))
    places = {(fold(who.city), who.country), *((fold(row.its_city), row.its_country) for row in theirs)}
    mentee = fits.Mentee(
        frozenset(needs), frozenset(spoken), zone_of(who.timezone), sectors=frozenset(sectors),
        places=frozenset(places - {("", "")}), levels=spoken,
    )  # fmt: skip
    houses = frozenset({who.organisation_id, *(row.house for row in theirs)} - {None})
    return Seeker(who.id, mentee, tuple((row.innovation, row.its_name) for row in theirs), houses)


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


def monday_there(zone: str) -> date:
    """The Monday of this week there."""
    today = local_today(zone)
    return today - timedelta(days=today.weekday())


def _weeks(ids: list[str]) -> dict[str, dict[int, tuple[tuple[int, int], ...]]]:
    found: dict[str, dict[int, tuple[tuple[int, int], ...]]] = defaultdict(dict)
    for person, weekday, start, end in _hours(ids):
        found[person][weekday] = (*found[person].get(weekday, ()), (start, end))
    return found


def _by_kind(rows: Iterable[Any]) -> dict[tuple[str, str], dict[str, str]]:
    """(person, kind) → codes, each with its level ("" where there is none)."""
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for person, kind, code, level in rows:
        found[person, kind][code] = level
    return found


def _codes(kind: str, person: Any, code: Any, *conditions: Any, level: Any = None) -> Select[Any]:
    columns = (person, literal(kind), code, literal("") if level is None else level)
    return select(*columns).where(*conditions)


def _languages(ids: Any) -> Select[Any]:
    spoken = PersonLanguage
    return _codes("language", spoken.person_id, spoken.code, spoken.person_id.in_(ids), level=spoken.level)


@prepared
def _helping(ids: Any) -> Any:
    """What these mentors help with, which sectors they know, in which languages they work."""
    topic, sector = MentorTopic, MentorSector
    return union_all(
        _codes("topic", topic.person_id, topic.topic, topic.person_id.in_(ids)),
        _codes("sector", sector.person_id, sector.sector, sector.person_id.in_(ids)),
        _languages(ids),
    )


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
    """Each of these people with each of their innovations, or with none."""
    one = SocialInnovation
    query = select(
        Person.id, Person.city, Person.country, Person.timezone, Person.organisation_id, one.id.label("innovation"),
        one.name.label("its_name"), one.city.label("its_city"), one.country.label("its_country"),
        one.organisation_id.label("house"),
    )  # fmt: skip
    query = query.outerjoin(TeamMember, TeamMember.person_id == Person.id)
    query = query.outerjoin(one, and_(one.id == TeamMember.innovation_id, one.state != "withdrawn"))
    return query.where(Person.id.in_(ids)).order_by(Person.id, one.sort_name, one.id).limit(MOST)


@prepared
def _seeking(ids: Any) -> Any:
    """In what these people's innovations want help, in which sectors they are, which languages the people speak."""
    need, sector, theirs = SupportNeed, InnovationSector, TeamMember.person_id.in_(ids)
    needs = _codes("need", TeamMember.person_id, need.topic, theirs, need.state == "open")
    sectors = _codes("sector", TeamMember.person_id, sector.sector, theirs)
    return union_all(
        _at_work(needs.join(need, need.innovation_id == TeamMember.innovation_id)),
        _at_work(sectors.join(sector, sector.innovation_id == TeamMember.innovation_id)),
        _languages(ids),
    ).limit(MOST)


def _at_work(query: Any) -> Any:
    """Without innovations that were withdrawn."""
    one = SocialInnovation
    return query.join(one, one.id == TeamMember.innovation_id).where(one.state != "withdrawn")


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
