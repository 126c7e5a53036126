"""One innovation: what its page shows, and what its forms choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask_babel import force_locale, get_locale
from sqlalchemy import Select, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.config import LANGUAGES
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.innovations.models import (
    InnovationGoal,
    InnovationSector,
    InnovationText,
    SocialInnovation,
    SupportNeed,
    TeamMember,
)
from app.innovations.words import sector_name
from app.people.queries import Organisation, Person, not_blocked
from app.reference import places

CHOICES = 500


def visible_to(reader: Actor | None) -> ColumnElement[bool]:
    """Members see all, visitors what is public and not withdrawn."""
    if reader is None:
        return SocialInnovation.public.is_(True) & (SocialInnovation.state != "withdrawn")
    return SocialInnovation.id.is_not(None)


def innovation(reader: Actor | None, id_: str) -> SocialInnovation | None:
    """The innovation, if this reader may see it."""
    query = select(SocialInnovation).where(SocialInnovation.id == id_, visible_to(reader))
    return db.session.execute(query).scalar_one_or_none()


def need(reader: Actor | None, innovation_id: str, need_id: str) -> SupportNeed | None:
    """A need of an innovation that this reader may see."""
    query = (
        select(SupportNeed)
        .join(SocialInnovation, SocialInnovation.id == SupportNeed.innovation_id)
        .where(SupportNeed.id == need_id, SupportNeed.innovation_id == innovation_id, visible_to(reader))
    )
    return db.session.execute(query).scalar_one_or_none()


@dataclass(frozen=True)
class Detail:
    """All that its page shows beside its own row. `summary` is in `language`, one of `languages`."""

    summary: str
    language: str
    languages: Sequence[str]
    sectors: Sequence[str]
    goals: Sequence[int]
    team: Sequence[Any]
    needs: Sequence[Any]
    organisation: Any | None


def detail(one: SocialInnovation, wanted: str = "", reader_id: str = "") -> Detail:
    """What belongs to it, the summary in the `wanted` language, else the reader's, else its own."""
    texts = texts_of(one.id)
    language = next((code for code in (wanted, _reader_language()) if code in texts or code == one.language), "")
    written = {one.language: one.summary} if one.summary else {}
    every = written | {code: text for code, text in texts.items() if code not in written}
    shown = language if language in every else next(iter(every), "")
    return Detail(
        summary=every.get(shown, ""),
        language=shown,
        languages=list(every),
        sectors=_column(select(InnovationSector.sector).filter_by(innovation_id=one.id)),
        goals=sorted(_column(select(InnovationGoal.goal).filter_by(innovation_id=one.id))),
        team=_team(one.id, reader_id),
        needs=_needs(one.id),
        organisation=_organisation(one.organisation_id),
    )


def _reader_language() -> str:
    locale = get_locale()
    return locale.language if locale else "en"


def texts_of(innovation_id: str) -> dict[str, str]:
    """Its summaries in further languages."""
    query = select(InnovationText.language, InnovationText.summary).where(InnovationText.innovation_id == innovation_id)
    return dict(db.session.execute(query.order_by(InnovationText.language).limit(100)).all())


def _column(query: Select[Any]) -> list[Any]:
    return list(db.session.execute(query.limit(100)).scalars())


def _team(innovation_id: str, reader_id: str) -> Sequence[Any]:
    query = (
        select(Person.id, Person.name, Person.photo, Person.headline, TeamMember.title)
        .join(Person, Person.id == TeamMember.person_id)
        .where(TeamMember.innovation_id == innovation_id, Person.state == "active", not_blocked(reader_id, Person.id))
        .order_by(Person.name, Person.id)
        .limit(100)
    )
    return db.session.execute(query).all()


def _needs(innovation_id: str) -> Sequence[Any]:
    query = (
        select(SupportNeed.id, SupportNeed.topic, SupportNeed.note, SupportNeed.priority, SupportNeed.state)
        .where(SupportNeed.innovation_id == innovation_id)
        .order_by(SupportNeed.state.desc(), SupportNeed.priority, SupportNeed.id)
        .limit(100)
    )
    return db.session.execute(query).all()


def _organisation(id_: str | None) -> Any | None:
    if id_ is None:
        return None
    return db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id == id_)).first()


def member_ids(innovation_id: str) -> list[str]:
    """The people of its team."""
    return _column(select(TeamMember.person_id).filter_by(innovation_id=innovation_id))


def organisation_choices(current: str | None = None) -> list[tuple[str, str]]:
    """(id, name) for a select: the first five hundred by name, and the one that is chosen."""
    query = select(Organisation.id, Organisation.name).order_by(Organisation.name, Organisation.id).limit(CHOICES)
    found = dict(db.session.execute(query).all())
    if current and current not in found and (own := _organisation(current)):
        found[own.id] = own.name
    return list(found.items())


def people_found(text: str, reader_id: str = "", limit: int = 8) -> list[Any]:
    """Active people by their exact address, or whose name is or begins with what was typed."""
    said = text.strip()
    if not said:
        return []
    named = [func.lower(Person.email) == said.lower(), Person.name == said]
    if "@" not in said and (found := matching("person", said)) is not None:
        named.append(Person.id.in_(found))
    query = (
        select(Person.id, Person.name, Person.headline, Organisation.name.label("organisation"))
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(or_(*named), Person.state == "active", Person.role != "observer")
        .where(not_blocked(reader_id, Person.id))
    )
    return list(db.session.execute(query.order_by(Person.name, Person.id).limit(limit)))


def search_texts(one: Any, texts: Sequence[str], sectors: Sequence[str]) -> Iterator[str]:
    """All it can be found by; `one` is an innovation or a row of an import."""
    yield from (one.name, one.summary, *texts, one.challenge, one.solution, one.city, one.found_by)
    yield one.keywords.replace("_", " ")
    yield from sorted(places.names_of(one.country))
    yield from (_sector_names(code) for code in sectors)


@cache
def _sector_names(code: str) -> str:
    """A sector's names in every language of ours. They come with the program, so they can be kept."""
    names = []
    for locale in LANGUAGES:
        with force_locale(locale):
            names.append(sector_name(code))
    return " ".join(names)
