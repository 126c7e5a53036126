"""The catalogue: what is asked for, one page of it, how many, and all of it for the export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from flask_babel import get_locale
from sqlalchemy import Select, exists, func, select
from sqlalchemy.sql.elements import ColumnElement

from app.core.paging import Count, Page, count_upto, keyset
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.innovations.models import InnovationConsent, InnovationSector, InnovationText, SocialInnovation, SupportNeed
from app.innovations.pipeline import STATES
from app.innovations.queries.one import search_kind, visible_to
from app.reference.catalogue import SECTORS, STAGES
from app.reference.queries import country_name

BATCH = 500
TEASER = 220
COUNT_LIMIT = 10_000


@dataclass(frozen=True)
class Filters:
    """What the catalogue is asked for; all of it combines, lives in the URL, and is what the export writes."""

    q: str = ""
    country: str = ""
    sector: str = ""
    stage: str = ""
    state: str = ""
    sort: str = ""

    @classmethod
    def asked(cls, args: Any) -> Filters:
        """From a URL; what is no value of ours is not asked."""
        told = {each.name: str(args.get(each.name, "")).strip()[:200] for each in fields(cls)}
        known = {"sector": SECTORS, "stage": STAGES, "state": STATES, "sort": ("name",)}
        return cls(**{name: said for name, said in told.items() if name not in known or said in known[name]})

    def in_url(self, **changes: str) -> dict[str, str]:
        """The arguments of the URL, with these changed; empty ones are left out."""
        told = {each.name: getattr(self, each.name) for each in fields(self)} | changes
        return {name: said for name, said in told.items() if said}

    def conditions(self, reader: Actor | None) -> Iterator[ColumnElement[bool]]:
        """Each part as a condition; words are looked for in what this reader sees."""
        if self.q and (found := matching(search_kind(reader), self.q)) is not None:
            yield SocialInnovation.id.in_(found)
        if self.country:
            yield SocialInnovation.country == self.country
        if self.sector:
            mine = InnovationSector.innovation_id == SocialInnovation.id
            yield exists().where(mine, InnovationSector.sector == self.sector)
        if self.stage:
            yield SocialInnovation.stage == self.stage
        yield SocialInnovation.state == self.state if self.state else SocialInnovation.state != "withdrawn"


@dataclass(frozen=True)
class Card:
    """One innovation in the list."""

    id: str
    name: str
    city: str
    country: str
    stage: str
    state: str
    public: bool
    teaser: str
    language: str
    sectors: Sequence[str]
    needs: Sequence[str]


_START = func.substr(SocialInnovation.summary, 1, TEASER)
_CARD = (
    SocialInnovation.id, SocialInnovation.sort_name, SocialInnovation.name, SocialInnovation.city,
    SocialInnovation.country, SocialInnovation.stage, SocialInnovation.state, SocialInnovation.public,
    SocialInnovation.language, _START.label("teaser"),
)  # fmt: skip


def _asked(reader: Actor | None, filters: Filters, *columns: Any) -> Select[Any]:
    return select(*columns).where(visible_to(reader), *filters.conditions(reader))


def catalogue(reader: Actor | None, filters: Filters, after: str | None = None) -> Page:
    """One page of cards: the newest first, or by name."""
    if filters.sort == "name":
        keys: Sequence[Any] = (SocialInnovation.sort_name, SocialInnovation.id)
        columns = (_CARD[1], _CARD[0], *_CARD[2:])
    else:
        keys, columns = (SocialInnovation.id,), _CARD
    page = keyset(db.session.execute, _asked(reader, filters, *columns), keys, after, descending=filters.sort != "name")
    return Page(_cards(reader, page.rows), page.next)


def _cards(reader: Actor | None, rows: Sequence[Any]) -> list[Card]:
    """The rows with their sectors, open needs and texts in the reader's language: three statements however many."""
    ids = [row.id for row in rows]
    sectors = _by_innovation(select(InnovationSector.innovation_id, InnovationSector.sector), InnovationSector, ids)
    needs = _by_innovation(_open_needs(reader).order_by(SupportNeed.priority, SupportNeed.id), SupportNeed, ids)
    texts = _texts(ids)
    return [_card(row, texts.get(row.id), sectors.get(row.id, []), needs.get(row.id, [])) for row in rows]


def _open_needs(reader: Actor | None) -> Select[str, str]:
    """Which need which topic, as far as this reader sees it."""
    query = select(SupportNeed.innovation_id, SupportNeed.topic).where(SupportNeed.state == "open")
    if reader:
        return query
    given = exists().where(
        InnovationConsent.innovation_id == SupportNeed.innovation_id, InnovationConsent.part == "needs"
    )
    return query.where(given)


def _card(row: Any, text: tuple[str, str] | None, sectors: Sequence[str], needs: Sequence[str]) -> Card:
    teaser, language = text or (row.teaser, row.language)
    return Card(
        id=row.id,
        name=row.name,
        city=row.city,
        country=row.country,
        stage=row.stage,
        state=row.state,
        public=row.public,
        teaser=teaser,
        language=language,
        sectors=[code for code in SECTORS if code in sectors],
        needs=list(dict.fromkeys(needs)),
    )


def _by_innovation(query: Any, table: Any, ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id_, value in db.session.execute(query.where(table.innovation_id.in_(ids))):
        found.setdefault(id_, []).append(value)
    return found


def reading_language() -> str:
    """The language of whoever reads, as the texts' languages are written."""
    locale = get_locale()
    return locale.language if locale else "en"


def _texts(ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    language = reading_language()
    query = select(InnovationText.innovation_id, func.substr(InnovationText.summary, 1, TEASER)).where(
        InnovationText.innovation_id.in_(ids), InnovationText.language == language
    )
    return {id_: (teaser, language) for id_, teaser in db.session.execute(query)}


def count(reader: Actor | None, filters: Filters) -> Count:
    """How many there are, counted to ten thousand."""
    return count_upto(db.session.execute, _asked(reader, filters, SocialInnovation.id), COUNT_LIMIT)


def countries_here(reader: Actor | None) -> list[tuple[str, str]]:
    """(code, name) of the countries that have innovations, by name: one step in the index for each country."""
    query = select(SocialInnovation.country).where(visible_to(reader)).distinct().limit(300)
    codes = [code for code in db.session.execute(query).scalars() if code]
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: pair[1])


_EXPORT = (
    SocialInnovation.id, SocialInnovation.name, SocialInnovation.summary, SocialInnovation.language,
    SocialInnovation.website, SocialInnovation.city, SocialInnovation.postcode, SocialInnovation.country,
    SocialInnovation.latitude, SocialInnovation.longitude, SocialInnovation.stage, SocialInnovation.state,
    SocialInnovation.public, SocialInnovation.found_by, SocialInnovation.source_id, SocialInnovation.source_url,
    SocialInnovation.created_at,
)  # fmt: skip
EXPORT_HEADER = (*(column.key for column in _EXPORT), "sectors", "needs")


def export_rows(reader: Actor | None, filters: Filters) -> Iterator[Sequence[Any]]:
    """Every innovation asked for, newest first, read in batches."""
    query, after = _asked(reader, filters, *_EXPORT), None
    while True:
        page = keyset(db.session.execute, query, (SocialInnovation.id,), after, size=BATCH)
        yield from _with_lists(reader, page.rows)
        if (after := page.next) is None:
            return


def _with_lists(reader: Actor | None, rows: Iterable[Any]) -> Iterator[Sequence[Any]]:
    told = list(rows)
    ids = [row.id for row in told]
    sectors = _by_innovation(select(InnovationSector.innovation_id, InnovationSector.sector), InnovationSector, ids)
    needs = _by_innovation(_open_needs(reader), SupportNeed, ids)
    for row in told:
        lists = (";".join(sorted(found.get(row.id, ()))) for found in (sectors, needs))
        yield (*_for_eyes_of(reader, row), *lists)


def _for_eyes_of(reader: Actor | None, row: Any) -> Sequence[Any]:
    """Who found it is told to members; the list that it came from to everybody."""
    hidden = set() if reader or row.source_id else {"found_by"}
    return [None if name in hidden else value for name, value in zip(row._fields, row, strict=True)]
