"""The catalogue: what is asked for, one page of it, how many, and all of it for the export."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from flask_babel import get_locale
from sqlalchemy import Select, String, cast, exists, func, select
from sqlalchemy.sql.elements import ColumnElement

from app.core.paging import COUNT_LIMIT, Count, Page, count_upto, keyset
from app.core.rules import Actor
from app.core.search import NEWEST, newest_matching, words_to_match
from app.extensions import db
from app.innovations.models import (
    InnovationConsent,
    InnovationGoal,
    InnovationSector,
    InnovationText,
    SocialInnovation,
    SupportNeed,
)
from app.innovations.pipeline import STATES
from app.innovations.queries.one import search_kind, visible_to
from app.reference.catalogue import GOALS, SECTORS, STAGES
from app.reference.queries import country_name
from app.reference.regions import country_of, region_name, regions, within

BATCH = 500
TEASER = 220
COUNT_ALL = 10_000
"""Counted so far where nothing narrows, which one index can tell; what is asked for is counted to COUNT_LIMIT."""


@dataclass(frozen=True)
class Filters:
    """What the catalogue is asked for; all of it combines, lives in the URL, and is what the export writes."""

    q: str = ""
    country: str = ""
    region: str = ""
    sector: str = ""
    goal: str = ""
    stage: str = ""
    state: str = ""
    sort: str = ""

    @classmethod
    def asked(cls, args: Any) -> Filters:
        """From a URL; what is no value of ours is not asked."""
        told = {each.name: str(args.get(each.name, "")).strip()[:200] for each in fields(cls)}
        goals = {str(number) for number in GOALS}
        known: dict[str, Container[str]] = {"sector": SECTORS, "goal": goals, "stage": STAGES, "state": STATES}
        known |= {"region": regions(), "sort": ("name",)}
        return cls(**{name: said for name, said in told.items() if name not in known or said in known[name]})

    def in_url(self, **changes: str) -> dict[str, str]:
        """The arguments of the URL, with these changed; empty ones are left out."""
        told = {each.name: getattr(self, each.name) for each in fields(self)} | changes
        return {name: said for name, said in told.items() if said}

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for, beside an order."""
        return bool(self.in_url(sort=""))

    def words(self, reader: Actor | None) -> dict[str, str]:
        """The search's words as the index takes them, for the placeholder in `hits`; nothing without words."""
        asked = words_to_match(db.session, search_kind(reader), self.q) if self.q else None
        return {"asked_words": asked} if asked else {}

    def conditions(self, walked: bool = False) -> Iterator[ColumnElement[bool]]:
        """Each part but the words as a condition; `walked` as in `_asked`."""
        if self.country:
            yield SocialInnovation.country == self.country
        if self.region:
            start, end = within(self.region)
            yield (SocialInnovation.region >= start) & (SocialInnovation.region < end)
        if self.sector:
            yield _has(InnovationSector, walked, sector=self.sector)
        if self.goal:
            yield _has(InnovationGoal, walked, goal=int(self.goal))
        if self.stage:
            yield SocialInnovation.stage == self.stage
        yield SocialInnovation.state == self.state if self.state else SocialInnovation.state != "withdrawn"


def _has(table: Any, walked: bool, **value: Any) -> ColumnElement[bool]:
    """Whether an innovation has this in a table beside it: looked up for each that is walked by, else listed first."""
    having = select(table.innovation_id).filter_by(**value)
    if walked:
        return having.where(table.innovation_id == SocialInnovation.id).exists()
    return SocialInnovation.id.in_(having)


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


@dataclass(frozen=True)
class Listed:
    """A page of the catalogue: `number` is how many fit, counted so far; `crowded`: more have the words of the search
    than are looked at (core/search.py, NEWEST)."""

    cards: Page
    number: Count
    crowded: bool


def catalogue(reader: Actor | None, filters: Filters, after: str | None = None) -> Listed:
    """One page of cards: the newest first, or by name. What it costs does not grow with the catalogue."""
    words = filters.words(reader)
    number = _count(reader, filters, words)
    if filters.sort == "name":
        keys: Sequence[Any] = (SocialInnovation.sort_name, SocialInnovation.id)
        columns = (_CARD[1], _CARD[0], *_CARD[2:])
    else:
        keys, columns = (SocialInnovation.id,), _CARD
    query = _asked(reader, filters, words, *columns, walked=number.more and filters.narrows and not words)
    page = keyset(db.session.execute, query, keys, after, descending=filters.sort != "name", values=words)
    return Listed(Page(_cards(reader, page.rows), page.next), number, bool(words) and _crowded(reader, words))


def _asked(
    reader: Actor | None, filters: Filters, words: Mapping[str, str], *columns: Any, walked: bool = False
) -> Select[Any]:
    """`walked`: so many fit that the page is soon full in the index of its order; without that the database would
    gather and sort all that fit. To ask whether a condition is true keeps its own index out of it."""
    conditions = list(filters.conditions(walked))
    if walked and (filters.sort == "name" or filters.region):
        conditions = [condition.is_(True) for condition in conditions]
    query = select(*columns).where(visible_to(reader), *conditions)
    return query.where(SocialInnovation.id.in_(select(_hits(reader).c.ref))) if words else query


def _hits(reader: Actor | None) -> Any:
    """What has the words, of what this reader sees: the newest thousand."""
    return newest_matching(search_kind(reader))


def _count(reader: Actor | None, filters: Filters, words: Mapping[str, str]) -> Count:
    limit = COUNT_LIMIT if filters.narrows else COUNT_ALL
    query = _asked(reader, filters, words, SocialInnovation.id)
    return count_upto(db.session.execute, query, limit, values=words)


def _crowded(reader: Actor | None, words: Mapping[str, str]) -> bool:
    looked_at = select(func.count()).select_from(_hits(reader))
    return bool(db.session.execute(looked_at, words).scalar_one() >= NEWEST)


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


def countries_here(reader: Actor | None) -> list[tuple[str, str]]:
    """(code, name) of the countries that have innovations, by name."""
    codes = _values_here(reader, SocialInnovation.country, 300)
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: pair[1])


def regions_here(reader: Actor | None) -> list[tuple[str, str]]:
    """(code, "Belgium: Prov. Liège") of the regions that have innovations and of those they are part of, by country."""
    here = _values_here(reader, SocialInnovation.region, 2000)
    codes = {code for each in here for code in (each, each[:3]) if code in regions()}
    named = ((code, f"{country_name(country_of(code))}: {region_name(code)}") for code in sorted(codes))
    return sorted(named, key=lambda pair: (pair[1].partition(":")[0], pair[0]))


def _values_here(reader: Actor | None, column: Any, limit: int) -> list[str]:
    """The values that this column has, but for the empty one: one step in the index for each, however many rows."""
    seen = visible_to(reader)
    steps = select(func.min(column).label("value")).where(column > "", seen).cte("steps", recursive=True)
    following = select(func.min(column)).where(column > steps.c.value, seen).correlate(steps).scalar_subquery()
    steps = steps.union_all(select(following).where(steps.c.value.is_not(None)))
    return [value for value in db.session.execute(select(steps.c.value).limit(limit)).scalars() if value]


_EXPORT = (
    SocialInnovation.id, SocialInnovation.name, SocialInnovation.summary, SocialInnovation.language,
    SocialInnovation.website, SocialInnovation.city, SocialInnovation.postcode, SocialInnovation.region,
    SocialInnovation.country, SocialInnovation.latitude, SocialInnovation.longitude, SocialInnovation.stage,
    SocialInnovation.state,
    SocialInnovation.public, SocialInnovation.found_by, SocialInnovation.source_id, SocialInnovation.source_url,
    SocialInnovation.created_at,
)  # fmt: skip
EXPORT_HEADER = (*(column.key for column in _EXPORT), "sectors", "goals", "needs")


def export_rows(reader: Actor | None, filters: Filters) -> Iterator[Sequence[Any]]:
    """Every innovation asked for, newest first, read in batches; with words, what the list has, too."""
    words, after = filters.words(reader), None
    query = _asked(reader, filters, words, *_EXPORT)
    while True:
        page = keyset(db.session.execute, query, (SocialInnovation.id,), after, size=BATCH, values=words)
        yield from _with_lists(reader, page.rows)
        if (after := page.next) is None:
            return


def _with_lists(reader: Actor | None, rows: Iterable[Any]) -> Iterator[Sequence[Any]]:
    told = list(rows)
    ids = [row.id for row in told]
    sectors = _by_innovation(select(InnovationSector.innovation_id, InnovationSector.sector), InnovationSector, ids)
    numbers = select(InnovationGoal.innovation_id, cast(InnovationGoal.goal, String))
    goals = _by_innovation(numbers, InnovationGoal, ids)
    needs = _by_innovation(_open_needs(reader), SupportNeed, ids)
    for row in told:
        lists = (";".join(sorted(found.get(row.id, ()))) for found in (sectors, goals, needs))
        yield (*_for_eyes_of(reader, row), *lists)


def _for_eyes_of(reader: Actor | None, row: Any) -> Sequence[Any]:
    """Who found it is told to those who see people's names; the list that it came from to everybody."""
    hidden = set() if row.source_id or (reader and reader.role != "observer") else {"found_by"}
    return [None if name in hidden else value for name, value in zip(row._fields, row, strict=True)]
