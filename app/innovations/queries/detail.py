"""All that the page of an innovation shows beside its own row, as far as this reader may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import get_locale
from sqlalchemy import func, select

from app.core.rules import Actor
from app.extensions import db
from app.innovations.models import InnovationGoal, InnovationSector, SocialInnovation, SupportNeed, TeamMember
from app.innovations.queries.one import column, organisation_named, texts_of
from app.innovations.queries.parts import images_of, links_of, parts_shown
from app.people.queries import Person, not_blocked


@dataclass(frozen=True)
class Detail:
    """`summary` is in `language`, one of `languages`. What is not among `parts` is empty, however much there is of it;
    of the team the number stays. `finder`: the person here who found it, for members."""

    summary: str
    language: str
    languages: Sequence[str]
    sectors: Sequence[str]
    goals: Sequence[int]
    parts: frozenset[str]
    challenge: str
    solution: str
    evidence: str
    team: Sequence[Any]
    team_size: int
    needs: Sequence[Any]
    links: Sequence[Any]
    images: Sequence[Any]
    organisation: Any | None
    finder: Any | None


def detail(one: SocialInnovation, reader: Actor | None, wanted: str = "") -> Detail:
    """What belongs to it, the summary in the `wanted` language, else the reader's, else its own."""
    texts, parts = texts_of(one.id), parts_shown(reader, one.id)
    language = next((code for code in (wanted, _reader_language()) if code in texts or code == one.language), "")
    written = {one.language: one.summary} if one.summary else {}
    every = written | {code: text for code, text in texts.items() if code not in written}
    shown = language if language in every else next(iter(every), "")
    return Detail(
        summary=every.get(shown, ""),
        language=shown,
        languages=list(every),
        sectors=column(select(InnovationSector.sector).filter_by(innovation_id=one.id)),
        goals=sorted(column(select(InnovationGoal.goal).filter_by(innovation_id=one.id))),
        parts=parts,
        challenge=one.challenge if "challenge" in parts else "",
        solution=one.solution if "solution" in parts else "",
        evidence=one.evidence if "evidence" in parts else "",
        team=_team(one.id, reader.id if reader else "") if "team" in parts else (),
        team_size=_team_size(one.id),
        needs=_needs(one.id) if "needs" in parts else (),
        links=links_of(one.id) if "links" in parts else (),
        images=images_of(one.id) if "images" in parts else (),
        organisation=organisation_named(one.organisation_id) if "organisation" in parts else None,
        finder=_finder(one.found_by_id, reader.id) if reader and one.found_by_id else None,
    )


def _reader_language() -> str:
    locale = get_locale()
    return locale.language if locale else "en"


def _team(innovation_id: str, reader_id: str) -> Sequence[Any]:
    query = (
        select(Person.id, Person.name, Person.photo, Person.headline, TeamMember.title)
        .join(Person, Person.id == TeamMember.person_id)
        .where(TeamMember.innovation_id == innovation_id, Person.state == "active", not_blocked(reader_id, Person.id))
        .order_by(Person.name, Person.id)
        .limit(100)
    )
    return db.session.execute(query).all()


def _team_size(innovation_id: str) -> int:
    query = select(func.count(Person.id)).join(TeamMember, TeamMember.person_id == Person.id)
    query = query.where(TeamMember.innovation_id == innovation_id, Person.state == "active")
    return db.session.execute(query).scalar_one()


def _finder(person_id: str, reader_id: str) -> Any | None:
    query = select(Person.id, Person.name).where(Person.id == person_id, Person.state == "active")
    return db.session.execute(query.where(not_blocked(reader_id, Person.id))).first()


def _needs(innovation_id: str) -> Sequence[Any]:
    query = (
        select(SupportNeed.id, SupportNeed.topic, SupportNeed.note, SupportNeed.priority, SupportNeed.state)
        .where(SupportNeed.innovation_id == innovation_id)
        .order_by(SupportNeed.state.desc(), SupportNeed.priority, SupportNeed.id)
        .limit(100)
    )
    return db.session.execute(query).all()
