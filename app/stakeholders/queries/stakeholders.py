"""The list of organisations as those see it who draw stakeholders in: who was spoken to, what comes next, what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Date, Select, func, literal_column, select
from sqlalchemy.sql.elements import ColumnElement

from app.core.paging import PAGE_SIZE, Count, Page, count_upto, keyset
from app.core.search import matching
from app.extensions import db
from app.offers.queries import Given, given_by_each, open_offers, today
from app.people.queries import Organisation
from app.stakeholders.models import Contact
from app.stakeholders.queries.contacts import has_step, is_due

BATCH = 500
LONGEST = 200
STANDINGS = ("due", "never", "open")
SORTS = ("", "step", "quiet")


@dataclass(frozen=True)
class StakeholderFilter:
    """What the list is asked for, from the address. `standing`: of STANDINGS; `sort`: of SORTS."""

    q: str = ""
    kind: str = ""
    country: str = ""
    standing: str = ""
    sort: str = ""

    @classmethod
    def read(cls, args: Mapping[str, str]) -> StakeholderFilter:
        """What is not one of the choices is left out."""
        told = {field.name: args.get(field.name, "").strip()[:LONGEST] for field in fields(cls)}
        told["standing"] = told["standing"] if told["standing"] in STANDINGS else ""
        return cls(**told | {"sort": told["sort"] if told["sort"] in SORTS else ""})

    def args(self) -> dict[str, str]:
        """For the address."""
        return {name: value for name, value in vars(self).items() if value}

    @property
    def narrows(self) -> bool:
        """Whether anything is left out; an order leaves out nothing."""
        return any(value for name, value in vars(self).items() if name != "sort")


@dataclass(frozen=True)
class Stakeholder:
    """One line of the list. Days are the cluster's; `given` counts confirmed deliveries only."""

    id: str
    name: str
    kind: str
    city: str
    country: str
    last_on: date | None
    next_step: str
    next_on: date | None
    offers: int
    given: Given


_OWN = Contact.organisation_id == Organisation.id
_LAST: Any = select(func.max(Contact.held_on)).where(_OWN).correlate(Organisation).scalar_subquery()
_STEPS = select(Contact).where(_OWN, has_step()).correlate(Organisation)
_NEXT = _STEPS.order_by(func.coalesce(Contact.next_on, literal_column("'9999-12-31'")), Contact.id).limit(1)
_NEXT_STEP = _NEXT.with_only_columns(Contact.next_step).scalar_subquery()
_NEXT_ON: Any = _NEXT.with_only_columns(Contact.next_on).scalar_subquery()
_SOONEST: ColumnElement[Any] = func.coalesce(_NEXT_ON, literal_column("'9999-12-31'"), type_=Date)
_QUIETEST: ColumnElement[Any] = func.coalesce(_LAST, literal_column("'0001-01-01'"), type_=Date)
_NAME = (Organisation.sort_name, Organisation.id)
_KEYS: dict[str, tuple[Any, ...]] = {"": _NAME, "step": (_SOONEST, *_NAME), "quiet": (_QUIETEST, *_NAME)}
_COLUMNS = (
    Organisation.name, Organisation.kind, Organisation.city, Organisation.country, _LAST.label("last_on"),
    _NEXT_STEP.label("next_step"), _NEXT_ON.label("next_on"),
)  # fmt: skip


def stakeholders_page(asked: StakeholderFilter, after: str | None = None, size: int = PAGE_SIZE) -> Page:
    """One page of organisations: two statements, however many there are."""
    keys = _KEYS[asked.sort]
    labelled = [key.label(f"key_{n}") for n, key in enumerate(keys[:-2])]
    query: Any = _wanted(asked).with_only_columns(*labelled, *_NAME, *_COLUMNS, open_offers(today()).label("offers"))
    page = keyset(db.session.execute, query, keys, after, descending=False, size=size)
    given = given_by_each([row.id for row in page])
    return Page([_read(row, given.get(row.id, Given())) for row in page], page.next)


def _read(row: Any, given: Given) -> Stakeholder:
    return Stakeholder(
        row.id, row.name, row.kind, row.city, row.country, row.last_on, row.next_step or "", row.next_on, row.offers,
        given,
    )  # fmt: skip


def stakeholder_rows(asked: StakeholderFilter) -> Iterator[Stakeholder]:
    """All that the filters leave, in batches: what the exports write."""
    after: str | None = None
    while True:
        page = stakeholders_page(asked, after, BATCH)
        yield from page
        if page.next is None:
            return
        after = page.next


def count_stakeholders(asked: StakeholderFilter) -> Count:
    """How many there are."""
    return count_upto(db.session.execute, _wanted(asked))


def _wanted(asked: StakeholderFilter) -> Select[Any]:
    query = select(Organisation.id)
    if (found := matching("organisation", asked.q)) is not None:
        query = query.where(Organisation.id.in_(found))
    if asked.kind:
        query = query.where(Organisation.kind == asked.kind)
    if asked.country:
        query = query.where(Organisation.country == asked.country)
    return query.where(_stands(asked.standing)) if asked.standing else query


def _stands(standing: str) -> Any:
    if standing == "open":
        return open_offers(today()) > 0
    own = select(Contact.id).where(_OWN).correlate(Organisation)
    return own.where(is_due(today())).exists() if standing == "due" else ~own.exists()
