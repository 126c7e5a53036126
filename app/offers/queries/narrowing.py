"""Each part of what the board is asked for as a condition on Post, with placeholders: statements are built once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, String, and_, bindparam, func, literal, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.core.models import Moment
from app.core.rules import Actor
from app.core.search import newest_matching
from app.offers.models import Post, PostLanguage, PostTopic
from app.offers.queries.posts import UNSEEN, is_open, visible

SEEN_BACK = 1000
Condition = Callable[[Actor | None, Any], ColumnElement[bool]]


def _asked(name: str) -> Any:
    return bindparam(f"asked_{name}", type_=String)


def _about_topic(_reader: Actor | None, _day: Any) -> ColumnElement[bool]:
    """The topic itself, or one below it ("legal" finds "legal.contracts")."""
    below = and_(PostTopic.topic > _asked("topic_from"), PostTopic.topic < _asked("topic_to"))
    own = PostTopic.post_id == Post.id
    return select(PostTopic.topic).where(own, or_(PostTopic.topic == _asked("topic"), below)).exists()


def _in_language(_reader: Actor | None, _day: Any) -> ColumnElement[bool]:
    own = PostLanguage.post_id == Post.id
    return select(PostLanguage.code).where(own, PostLanguage.code == _asked("language")).exists()


def _free(_reader: Actor | None, day: Any) -> ColumnElement[bool]:
    return and_(is_open(day), has_begun(day))


def has_begun(day: Any) -> ColumnElement[bool]:
    """Whether a Post can be had on this day, if it is open."""
    return or_(Post.starts_on.is_(None), Post.starts_on <= day)


def _posted_by(reader: Actor | None, _day: Any) -> ColumnElement[bool]:
    """An organisation's; a person's only for those who are shown people's names."""
    of_house = Post.organisation_id == _asked("by")
    return or_(of_house, Post.owner_id == _asked("by")) if names_people(reader) else of_house


def names_people(reader: Actor | None) -> bool:
    """Whether this reader is told which person posted what: not visitors, not observers."""
    return reader is not None and reader.role != "observer"


CONDITIONS: dict[str, Condition] = {
    "kind": lambda _reader, _day: Post.kind == _asked("kind"),
    "category": lambda _reader, _day: Post.category == _asked("category"),
    "topic": _about_topic,
    "country": lambda _reader, _day: Post.country == _asked("country"),
    "region": lambda _reader, _day: Post.region == _asked("region"),
    "language": _in_language,
    "remote": lambda _reader, _day: Post.remote.is_(True),
    "free": _free,
    "by": _posted_by,
}


def narrowed(query: Select[Any], reader: Actor | None, day: Any, parts: Iterable[str], closed: bool) -> Select[Any]:
    """A query on Post, of what this reader may see of the board and asks for; with `closed`, of closed ones too."""
    query = query.where(visible(reader), Post.published_at.is_not(None))
    if "q" in parts:
        hits = newest_matching("post")
        query = query.join(hits, hits.c.ref == Post.id)
    # not "in": with that the database would gather the posts of each state, and sort them
    query = query.where(Post.state.not_in(UNSEEN) if closed else is_open(day))
    return query.where(*(CONDITIONS[name](reader, day) for name in parts if name != "q"))


def horizon(parts: Iterable[str], closed: bool) -> Any:
    """When the thousandth newest post came on the board, open or not, of the category, country or kind that is asked
    for; NULL where there are fewer. Counts look no further back: what is rare would be sought through the whole board.
    The columns are those of one index, in which this is read without a single row."""
    post = aliased(Post)
    query = select(post.published_at).where(post.published_at.is_not(None))
    if not closed:
        named = [name for name in ("category", "country") if name in parts] or [n for n in ("kind",) if n in parts]
        query = query.where(post.state == "published", *(getattr(post, name) == _asked(name) for name in named))
    return query.order_by(post.published_at.desc(), post.id.desc()).offset(SEEN_BACK).limit(1).scalar_subquery()


def not_before(begin: Any) -> ColumnElement[bool]:
    """Whether a Post came on the board at this moment or later; with NULL, any."""
    return Post.published_at >= func.coalesce(begin, literal(datetime(1, 1, 1, tzinfo=UTC), Moment), type_=Moment())
