"""How many posts each choice of a filter would leave, the other filters as they are: one statement for all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import CTE, FromClause, case, func, literal, null, select, union_all

from app.core.paging import COUNT_LIMIT, Count
from app.core.prepared import shaped
from app.core.rules import Actor
from app.core.search import NEWEST, newest_matching
from app.extensions import db
from app.offers.models import Post, PostLanguage, PostTopic
from app.offers.queries.board import Board
from app.offers.queries.narrowing import CONDITIONS, names_people, narrowed
from app.offers.queries.posts import KEYS
from app.people.queries import Organisation, Person
from app.reference.queries import Topic

LOOKED_AT = 200
POSTERS = 30
"""How many organisations and people are named, those with most posts first."""


@dataclass
class Facets:
    """Counted among the newest 200 that the other filters leave: where there are more, a count means "at least"."""

    counts: dict[str, dict[str, Count]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # of organisations and people
    total: Count = Count(0)
    crowded: bool = False  # more posts have the words of the search than are looked at

    def of(self, what: str) -> dict[str, Count]:
        """How many for each value of this filter; what is not there has none among those counted."""
        return self.counts.get(what, {})


def facets(board: Board) -> Facets:
    """One statement, however many filters and values."""
    statement, values = _counted(board.reader, board.day, **board.shape)
    rows = db.session.execute(statement, values | board.values).all()
    wholes = {value: number for what, value, _name, number in rows if what == "all"}
    found = Facets(total=Count(min(wholes[""], COUNT_LIMIT), wholes[""] > COUNT_LIMIT))
    for what, value, name, number in rows:
        if what == "words":
            found.crowded = number >= NEWEST
        elif what != "all" and value is not None:
            found.counts.setdefault(what, {})[value] = Count(number, wholes[what] > LOOKED_AT)
            found.names |= {value: name} if name else {}
    return found


@shaped
def _counted(reader: Actor | None, day: Any, *, parts: tuple[str, ...], closed: bool) -> Any:
    bases: dict[tuple[str, ...], CTE] = {}

    def without(*left_out: str) -> CTE:
        kept = tuple(name for name in parts if name not in left_out)
        if kept not in bases:
            bases[kept] = _newest(reader, day, kept, closed, f"found_{len(bases)}")
        return bases[kept]

    every = narrowed(select(Post.id), reader, day, parts, closed).limit(COUNT_LIMIT + 1)
    counted: list[Any] = [_all("", every.subquery("every"))]
    for what, (count, *also) in DIMENSIONS.items():
        base = without(what, *also)
        counted += [count(what, base, reader), _all(what, base)]
    if "q" in parts:
        hits = newest_matching("post")
        counted.append(select(literal("words"), literal(""), null(), func.count()).select_from(hits))
    return union_all(*counted)


def _newest(reader: Actor | None, day: Any, parts: tuple[str, ...], closed: bool, name: str) -> CTE:
    """The newest that these parts leave, with what is counted; one more than are counted tells that there are more."""
    free = case((CONDITIONS["free"](reader, day), "1"), else_="").label("free")
    columns = select(Post.id, Post.organisation_id, Post.owner_id, Post.kind, Post.category, Post.country, Post.region,
                     case((Post.remote.is_(True), "1"), else_="").label("remote"), free)  # fmt: skip
    query = narrowed(columns, reader, day, parts, closed)
    return query.order_by(*(key.desc() for key in KEYS)).limit(LOOKED_AT + 1).cte(name)


def _all(what: str, base: FromClause) -> Any:
    return select(literal("all"), literal(what), null(), func.count()).select_from(base)


def _by_column(what: str, base: CTE, _reader: Any) -> Any:
    value = base.c[what]
    return select(literal(what), value, null(), func.count()).where(value != "").group_by(value)


def _topics(what: str, base: CTE, _reader: Any) -> Any:
    """Those below a topic count for it, too: each post once."""
    pairs = base.outerjoin(PostTopic, PostTopic.post_id == base.c.id)
    own = select(PostTopic.topic.label("code"), base.c.id).select_from(pairs)
    above = select(Topic.parent, base.c.id).select_from(pairs.outerjoin(Topic, Topic.code == PostTopic.topic))
    every = own.union(above).subquery()
    return select(literal(what), every.c.code, null(), func.count()).group_by(every.c.code)


def _languages(what: str, base: CTE, _reader: Any) -> Any:
    pairs = base.outerjoin(PostLanguage, PostLanguage.post_id == base.c.id)  # outer: begins with the few, not with all
    return select(literal(what), PostLanguage.code, null(), func.count()).select_from(pairs).group_by(PostLanguage.code)


def _posters(what: str, base: CTE, reader: Actor | None) -> Any:
    """Organisations; people, where no organisation stands behind a post, for those who are shown people's names."""
    named = names_people(reader)
    who = func.coalesce(base.c.organisation_id, base.c.owner_id) if named else base.c.organisation_id
    name = func.coalesce(Organisation.name, Person.name) if named else Organisation.name
    number = func.count().label("number")
    both = base.join(Person, Person.id == base.c.owner_id).outerjoin(
        Organisation, Organisation.id == base.c.organisation_id
    )
    most = select(who.label("who"), func.max(name).label("name"), number).select_from(both).where(who.is_not(None))
    top = most.group_by(who).order_by(number.desc(), who).limit(POSTERS).subquery()
    return select(literal(what), top.c.who, top.c.name, top.c.number)


DIMENSIONS: dict[str, tuple[Any, ...]] = {
    "kind": (_by_column,),
    "category": (_by_column,),
    "topic": (_topics,),
    "country": (_by_column, "region"),
    "region": (_by_column,),
    "language": (_languages,),
    "remote": (_by_column,),
    "free": (_by_column,),
    "by": (_posters,),
}
"""Each filter, how its choices are counted, and what else must not narrow it: other countries have other regions."""
