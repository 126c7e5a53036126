"""One innovation: what its page shows, and what its forms choose from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any

from flask_babel import force_locale
from sqlalchemy import Select, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.config import LANGUAGES
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.innovations.models import PARTS, InnovationText, SocialInnovation, SupportNeed, TeamMember
from app.innovations.words import sector_name
from app.people.queries import Organisation, Person, not_blocked
from app.reference import places, regions

CHOICES = 500
FOR_VISITORS = "publicinnovation"
"""The kind under which visitors find one, by the parts that are shown to them alone. One word, for the index."""


def search_kind(reader: Actor | None) -> str:
    """Where this reader's words are looked for."""
    return "innovation" if reader else FOR_VISITORS


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


def texts_of(innovation_id: str) -> dict[str, str]:
    """Its summaries in further languages."""
    query = select(InnovationText.language, InnovationText.summary).where(InnovationText.innovation_id == innovation_id)
    return dict(db.session.execute(query.order_by(InnovationText.language).limit(100)).all())


def houses_of(ids: Sequence[str | None]) -> list[tuple[str, str]]:
    """(id, name) of these organisations."""
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_([id_ for id_ in ids if id_]))
    return [(id_, name) for id_, name in db.session.execute(query.limit(len(ids)))]


def member_ids(innovation_id: str) -> list[str]:
    """The people of its team."""
    return column(select(TeamMember.person_id).filter_by(innovation_id=innovation_id))


def column(query: Select[Any]) -> list[Any]:
    """A short list's only column."""
    return list(db.session.execute(query.limit(100)).scalars())


def organisation_named(id_: str | None) -> Any | None:
    """(id, name) of an organisation."""
    if id_ is None:
        return None
    return db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id == id_)).first()


def organisation_choices(current: str | None = None) -> list[tuple[str, str]]:
    """(id, name) for a select: the first five hundred by name, and the one that is chosen."""
    query = select(Organisation.id, Organisation.name).order_by(Organisation.name, Organisation.id).limit(CHOICES)
    found = dict(db.session.execute(query).all())
    if current and current not in found and (own := organisation_named(current)):
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


def search_texts(
    one: Any, texts: Sequence[str], sectors: Sequence[str], parts: Collection[str] = PARTS
) -> Iterator[str]:
    """All it can be found by in these parts; `one` is an innovation or a row of an import, which has no evidence."""
    yield from (one.name, one.summary, *texts, one.city, one.keywords.replace("_", " "))
    yield from (getattr(one, part, "") for part in ("challenge", "solution", "evidence") if part in parts)
    if one.source_id or len(parts) == len(PARTS):
        yield one.found_by  # a list's name is its source; else it may be a person's
    yield regions.region_name(getattr(one, "region", ""))
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
