"""Organisations and who belongs to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from app.core.paging import PAGE_SIZE, Count, Page, count_upto, keyset
from app.core.search import fold, matching
from app.extensions import db
from app.people.models import Organisation, Person
from app.people.queries.blocks import not_blocked

BATCH = 500


@dataclass(frozen=True)
class OrganisationFilters:
    """What the list of organisations is asked for."""

    q: str = ""
    kind: str = ""
    country: str = ""


def organisation_named(name: str) -> Organisation | None:
    """The one of this name; accents and capitals do not matter."""
    query = select(Organisation).where(Organisation.sort_name == fold(name)[:320]).order_by(Organisation.id)
    return db.session.execute(query.limit(1)).scalar_one_or_none()


def organisation(id: str) -> Organisation | None:
    """One organisation."""
    return db.session.get(Organisation, id)


def organisation_choices(limit: int = 500) -> list[tuple[str, str]]:
    """(id, name) of all, for a select."""
    query = select(Organisation.id, Organisation.name).order_by(Organisation.sort_name, Organisation.id)
    return [(id_, name) for id_, name in db.session.execute(query.limit(limit))]


def organisations_page(filters: OrganisationFilters, after: str | None = None, size: int = PAGE_SIZE) -> Page:
    """One page of organisations by name, with the number of their people."""
    people = (
        select(func.count(Person.id))
        .where(Person.organisation_id == Organisation.id, Person.state == "active")
        .correlate(Organisation)
        .scalar_subquery()
    )
    query: Any = _wanted(filters).with_only_columns(
        Organisation.sort_name, Organisation.id, Organisation.name, Organisation.kind, Organisation.city,
        Organisation.country, Organisation.website, Organisation.created_at, people.label("people"),
    )  # fmt: skip
    keys = (Organisation.sort_name, Organisation.id)
    return keyset(db.session.execute, query, keys, after, descending=False, size=size)


def organisation_rows(filters: OrganisationFilters) -> Iterator[Any]:
    """All that the filters leave, in batches: what the export writes."""
    after: str | None = None
    while True:
        page = organisations_page(filters, after, BATCH)
        yield from page
        if page.next is None:
            return
        after = page.next


def count_organisations(filters: OrganisationFilters) -> Count:
    """How many there are."""
    return count_upto(db.session.execute, _wanted(filters))


def people_of(organisation_id: str, reader_id: str, limit: int = 100) -> list[Any]:
    """Its people whom this reader may see: (id, name, photo, headline)."""
    query = (
        select(Person.id, Person.name, Person.photo, Person.headline)
        .where(Person.organisation_id == organisation_id, Person.state == "active", not_blocked(reader_id, Person.id))
        .order_by(Person.sort_name, Person.id)
    )
    return list(db.session.execute(query.limit(limit)))


def _wanted(filters: OrganisationFilters) -> Select[Any]:
    query = select(Organisation.id)
    if (found := matching("organisation", filters.q)) is not None:
        query = query.where(Organisation.id.in_(found))
    if filters.kind:
        query = query.where(Organisation.kind == filters.kind)
    if filters.country:
        query = query.where(Organisation.country == filters.country)
    return query
