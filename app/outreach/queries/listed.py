"""The list of activities: what it is asked for, one page of it, how many, and all of it for tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Select, String, exists, func, or_, select, true
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import TableValuedAlias

from app.core.paging import PAGE_SIZE, Count, Page, count_upto, keyset
from app.core.rules import Actor
from app.core.search import MAX_QUERY, matching
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.outreach.models import ActivityFile, ActivityPerson, DisseminationActivity
from app.outreach.queries.one import seen_by, took_part, visible
from app.outreach.words import AUDIENCE, TYPE
from app.people.queries import Organisation, Person
from app.reference.queries import country_name

It = DisseminationActivity
BATCH = 500
SHORT = 300
SHOWS = ("mine", "drafts")


@dataclass(frozen=True)
class ActivityFilter:
    """What the list is asked for; all of it combines, lives in the address, and is what tables are written of."""

    q: str = ""
    type: str = ""
    audience: str = ""
    country: str = ""
    since: str = ""
    until: str = ""
    innovation: str = ""
    show: str = ""

    @classmethod
    def asked(cls, args: Mapping[str, str]) -> ActivityFilter:
        """From an address; what is no value of ours is not asked."""
        told = {each.name: args.get(each.name, "").strip()[:MAX_QUERY] for each in fields(cls)}
        known: dict[str, Any] = {"type": TYPE, "audience": AUDIENCE, "show": SHOWS}
        days = {name: _day(told[name]) for name in ("since", "until")}
        told |= {name: day.isoformat() if day else "" for name, day in days.items()}
        return cls(**{name: said for name, said in told.items() if name not in known or said in known[name]})

    def args(self, **changes: str) -> dict[str, str]:
        """As it stands in an address, with these changed; what is empty is left out."""
        told = {each.name: getattr(self, each.name) for each in fields(self)} | changes
        return {name: said for name, said in told.items() if said}

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Each part as a condition on DisseminationActivity; a day fits when the activity was on it or went on."""
        if self.q and (hits := matching("activity", self.q)) is not None:
            yield It.id.in_(hits)
        if self.type:
            yield It.type == self.type
        if self.audience:
            each = sizes()
            yield exists(select(1).select_from(each).where(each.c.key == self.audience))
        if self.country:
            yield or_(It.country == self.country, _reaches(self.country))
        if since := _day(self.since):
            yield func.coalesce(It.ends_on, It.starts_on) >= since
        if until := _day(self.until):
            yield It.starts_on <= until
        if self.innovation:
            yield It.innovation_id == self.innovation


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def sizes() -> TableValuedAlias:
    """The audiences of a DisseminationActivity as rows: `key` is its code, `value` how many people."""
    return func.json_each(It.audiences).table_valued("key", "value", joins_implicitly=True)


def _reaches(country: str) -> ColumnElement[bool]:
    each = func.json_each(It.countries).table_valued("value", joins_implicitly=True)
    return exists(select(1).select_from(each).where(each.c.value == country))


_PHOTO = (
    select(func.min(ActivityFile.file_id))
    .where(ActivityFile.activity_id == It.id, ActivityFile.kind == "photo")
    .correlate(It)
    .scalar_subquery()
    .label("photo")
)
_LINE: tuple[Any, ...] = (
    It.title, It.type, It.type_words, It.state, It.starts_on, It.ends_on, It.online, It.place, It.country, It.audiences,
    It.visibility, It.work, Person.name.label("author"), SocialInnovation.name.label("innovation"), _PHOTO,
)  # fmt: skip
_WHOLE: tuple[Any, ...] = (
    It.countries, It.organiser, It.link, It.about, Organisation.name.label("organisation"), It.logged_at, It.version,
)  # fmt: skip


def _asked(reader: Actor, asked: ActivityFilter, *columns: Any) -> Select[Any]:
    if asked.show == "drafts":
        state = (It.state == "draft") & (It.author_id == reader.id)
    else:
        state = (It.state == "logged") & visible(reader)
    query = select(*columns).join(Person, Person.id == It.author_id)
    query = query.outerjoin(SocialInnovation, SocialInnovation.id == It.innovation_id)
    mine = or_(It.author_id == reader.id, took_part(reader.id)) if asked.show == "mine" else true()
    return query.where(state, mine, *asked.conditions())


def _in_order(reader: Actor, asked: ActivityFilter, columns: tuple[Any, ...]) -> tuple[tuple[Any, ...], Select[Any]]:
    keys = (It.changed_at, It.id) if asked.show == "drafts" else (It.starts_on, It.id)
    rest = [column for column in columns if all(column is not key for key in keys)]
    return keys, _asked(reader, asked, *keys, *rest)


def activities_page(reader: Actor, asked: ActivityFilter, after: str | None = None, size: int = PAGE_SIZE) -> Page:
    """One page of what was logged, the latest day first; of drafts, the last changed first."""
    keys, query = _in_order(reader, asked, _LINE)
    return keyset(db.session.execute, query, keys, after, size=size)


def drafts_page(reader: Actor) -> Page:
    """The reader's drafts, the last changed first."""
    return activities_page(reader, ActivityFilter(show="drafts"))


def count_activities(reader: Actor, asked: ActivityFilter) -> Count:
    """How many there are, counted to a thousand."""
    return count_upto(db.session.execute, _asked(reader, asked, It.id))


def activity_rows(reader: Actor, asked: ActivityFilter) -> Iterator[tuple[Any, list[str]]]:
    """Every activity of the list with the names of who took part, read in batches: what tables are written of."""
    keys, query = _in_order(reader, asked, _LINE + _WHOLE)
    query = query.outerjoin(Organisation, Organisation.id == It.organisation_id)
    after: str | None = None
    while True:
        page = keyset(db.session.execute, query, keys, after, size=BATCH)
        people = _people(reader, [row.id for row in page.rows])
        yield from ((row, people.get(row.id, [])) for row in page.rows)
        if page.next is None:
            return
        after = page.next


def _people(reader: Actor, ids: list[str]) -> dict[str, list[str]]:
    query = select(ActivityPerson.activity_id, Person.name).join(Person, Person.id == ActivityPerson.person_id)
    query = query.where(seen_by(reader))
    found: dict[str, list[str]] = {}
    for id_, name in db.session.execute(query.where(ActivityPerson.activity_id.in_(ids)).order_by(Person.sort_name)):
        found.setdefault(id_, []).append(name)
    return found


def countries_here(reader: Actor) -> list[tuple[str, str]]:
    """The countries in which something was, or which were reached, as far as the reader sees: (code, name), by name."""
    seen = select(It.country).where(It.state == "logged", visible(reader), It.country != "")
    each = func.json_each(It.countries).table_valued("value", joins_implicitly=True)
    there = select(each.c.value.cast(String)).select_from(It, each).where(It.state == "logged", visible(reader))
    codes = db.session.execute(seen.union(there).limit(SHORT)).scalars()
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: pair[1].casefold())


def innovations_here(reader: Actor) -> list[tuple[str, str]]:
    """The innovations that something was done for, as far as the reader sees: (id, name), by name."""
    query = select(SocialInnovation.id, SocialInnovation.name, SocialInnovation.sort_name)
    query = query.join(It, It.innovation_id == SocialInnovation.id).where(It.state == "logged", visible(reader))
    rows = db.session.execute(query.distinct().order_by(SocialInnovation.sort_name).limit(SHORT))
    return [(row.id, row.name) for row in rows]
