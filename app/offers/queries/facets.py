"""How many posts each choice of a filter would leave, the other filters as they are: one statement for all of them.

What it costs does not grow with the board: it looks no further back than the newest thousand (narrowing.py, `horizon`)
and counts a hundred of those. The rows are counted here: grouping them in the database takes longer, for so few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import FromClause, case, func, literal, null, select, union_all

from app.core.paging import Count, Page
from app.core.prepared import shaped
from app.core.rules import Actor
from app.core.search import NEWEST, newest_matching
from app.extensions import db
from app.offers.models import Post, PostLanguage, PostTopic
from app.offers.queries.board import Board
from app.offers.queries.narrowing import CONDITIONS, has_begun, horizon, names_people, narrowed, not_before
from app.offers.queries.posts import KEYS
from app.people.queries import Organisation, Person

LOOKED_AT = 100
POSTERS = 30
"""How many organisations and people are named, those with most posts first."""


@dataclass
class Facets:
    """Counted among the newest hundred that the other filters leave: of more, a count means "at least"."""

    counts: dict[str, dict[str, Count]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # of organisations and people
    total: Count = Count(0)
    in_use: dict[str, set[str]] = field(default_factory=dict)  # countries, languages of the board; none for visitors
    partly: set[str] = field(default_factory=set)  # filters for which there are more posts than were counted
    crowded: bool = False  # more posts have the words of the search than are looked at

    def of(self, what: str) -> dict[str, Count]:
        """How many for each value of this filter; what is not there has none among those counted."""
        return self.counts.get(what, {})


def facets(board: Board, page: Page) -> Facets:
    """One statement, however many filters and values. `page`: what is shown of it, which is at least as many."""
    statement, values = _looked_at(board.reader, board.day, **board.shape)
    rows: dict[str, list[Any]] = {}
    for row in db.session.execute(statement, values | board.values).all():
        rows.setdefault(row[0], []).append(row)
    in_use = {what: {row[1] for row in rows.get(f"every {what}", [])} for what in ("country", "language")}
    found = Facets(in_use=in_use, crowded="words" in rows)
    for number, dimensions in enumerate(_bases(board.asked.parts).values()):
        posts = rows.get(f"{number}", [])
        more = len(posts) > LOOKED_AT or f"beyond {number}" in rows
        if number == 0:
            found.total = Count(max(len(posts[:LOOKED_AT]), len(page)), more)
        found.partly |= set(dimensions) if more else set()
        for what in dimensions:
            found.counts[what] = _tally(what, posts[:LOOKED_AT], more, found.names)
    return found


def _tally(what: str, posts: Sequence[Any], more: bool, names: dict[str, str]) -> dict[str, Count]:
    said = [value for row in posts if (value := row[PLACE[what]])]
    numbers = Counter(code for codes in said for code in SEVERAL[what](codes)) if what in SEVERAL else Counter(said)
    if what == "by":
        numbers = Counter(dict(numbers.most_common(POSTERS)))
        names |= {row.by: row.name for row in posts if row.by in numbers}
    return {value: Count(number, more) for value, number in numbers.items()}


def _topics(codes: str) -> set[str]:
    """What is about a topic is about the one above it, too: each post counts once for it."""
    return {code for topic in codes.split() for code in (topic, topic.partition(".")[0])}


SEVERAL: dict[str, Any] = {"topic": _topics, "language": str.split}
"""Filters of which a post may have several values."""
ALSO = {"country": "region"}
"""What else must not narrow it: other countries have other regions."""
COLUMNS = ("kind", "category", "topic", "country", "region", "language", "remote", "free", "by")
PLACE = {what: place for place, what in enumerate(COLUMNS, start=1)}


def _bases(parts: tuple[str, ...]) -> dict[tuple[str, ...], list[str]]:
    """What narrows, all of it first and then without the one filter whose choices are counted: these filters."""
    bases: dict[tuple[str, ...], list[str]] = {parts: []}
    for what in COLUMNS:
        kept = tuple(name for name in parts if name not in (what, ALSO.get(what)))
        bases.setdefault(kept, []).append(what)
    return bases


@shaped
def _looked_at(reader: Actor | None, day: Any, *, parts: tuple[str, ...], closed: bool) -> Any:
    bases = _bases(parts)
    begins = select(*(_horizon(kept, closed).label(f"base_{n}") for n, kept in enumerate(bases))).cte("begins")
    asked = []
    for number, (kept, dimensions) in enumerate(bases.items()):
        begin = begins.c[f"base_{number}"]
        posts = _newest(reader, day, kept, closed, select(begin).scalar_subquery())
        values = _values(posts, dimensions, names_people(reader))
        asked.append(select(literal(f"{number}"), *values))
        asked.append(_sign(literal(f"beyond {number}")).where(begin.is_not(None)))
    if "q" in parts:
        crowd = select(func.count()).select_from(newest_matching("post")).scalar_subquery()
        asked.append(_sign(literal("words")).where(crowd >= NEWEST))
    if reader is not None:
        asked += [_in_use("country", Post.country, Post.state == "published")]
        asked += [_in_use("language", PostLanguage.code)]
    return union_all(*asked)


def _horizon(parts: tuple[str, ...], closed: bool) -> Any:
    """Where words are sought, these say what is looked at."""
    return null() if "q" in parts else horizon(parts, closed)


def _sign(said: Any, value: Any = None) -> Any:
    """A row that is no post."""
    return select(said, null() if value is None else value, *(null() for _ in COLUMNS))


def _in_use(what: str, column: Any, *where: Any) -> Any:
    """Every value there is, by jumping in the index from each to the next."""
    found = select(func.min(column).label("value")).where(column != "", *where).cte(f"every_{what}", recursive=True)
    following = select(func.min(column)).where(column > found.c.value, *where).scalar_subquery()
    found = found.union_all(select(following).select_from(found).where(found.c.value.is_not(None)))
    return _sign(literal(f"every {what}"), found.c.value).where(found.c.value.is_not(None))


def _newest(reader: Actor | None, day: Any, parts: tuple[str, ...], closed: bool, begin: Any) -> FromClause:
    """The newest that these parts leave, with what is counted; one more than are counted tells that there are more."""
    free = CONDITIONS["free"](reader, day) if closed else has_begun(day)
    columns = select(Post.id, Post.organisation_id, Post.owner_id, Post.kind, Post.category, Post.country, Post.region,
                     case((Post.remote.is_(True), "1")).label("remote"), case((free, "1")).label("free"))  # fmt: skip
    query = narrowed(columns, reader, day, parts, closed)
    query = query if "q" in parts else query.where(not_before(begin))
    return query.order_by(*(key.desc() for key in KEYS)).limit(LOOKED_AT + 1).subquery()


def _values(posts: FromClause, dimensions: Iterable[str], named: bool) -> list[Any]:
    """For each of COLUMNS the value, if it is counted; at the end the name of who posted."""
    one = posts.c
    house = select(Organisation.name).where(Organisation.id == one.organisation_id).scalar_subquery()
    person = select(Person.name).where(Person.id == one.owner_id).scalar_subquery()
    values: dict[str, Any] = dict(one.items()) | {
        "topic": _codes(PostTopic.topic, PostTopic.post_id == one.id),
        "language": _codes(PostLanguage.code, PostLanguage.post_id == one.id),
        "by": func.coalesce(one.organisation_id, one.owner_id) if named else one.organisation_id,
        "name": func.coalesce(house, person) if named else house,
    }
    wanted = {*dimensions, "name"} if "by" in dimensions else {*dimensions}
    return [(values[what] if what in wanted else null()).label(what) for what in (*COLUMNS, "name")]


def _codes(column: Any, own: Any) -> Any:
    return select(func.aggregate_strings(column, " ")).where(own).scalar_subquery()
