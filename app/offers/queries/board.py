"""The board: one page of it, and every row of it for the exports. What it costs does not grow with the board."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, bindparam, case, func, literal_column, select
from sqlalchemy.sql.elements import ColumnElement

from app.core.paging import COUNT_LIMIT, Page, keyset
from app.core.prepared import shaped
from app.core.rules import Actor
from app.core.search import words_to_match
from app.extensions import db
from app.innovations.queries import SocialInnovation, SupportNeed
from app.offers.models import Post, PostLanguage, PostTopic
from app.offers.queries.asked import BoardFilter
from app.offers.queries.narrowing import narrowed
from app.offers.queries.posts import CARD, KEYS

BATCH = 500
RANKED = COUNT_LIMIT
"""Of how many, the newest, the best fit is looked for."""
ENDS: ColumnElement[Any] = func.coalesce(Post.until, literal_column("'9999-12-31'"), type_=Date)
"""The last day; what has none comes last. As in the index ix_posts_ending."""


@dataclass(frozen=True)
class Board:
    """The board as somebody asks for it: who (None: a visitor), what, on which day in the cluster's zone."""

    reader: Actor | None
    asked: BoardFilter
    day: date
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def shape(self) -> dict[str, Any]:
        """What its statements are made of."""
        return {"parts": self.asked.parts, "closed": bool(self.asked.show)}


def open_board(reader: Actor | None, asked: BoardFilter, day: date) -> Board:
    """Look up once what the search's words come to."""
    found = {"asked_words": words_to_match(db.session, "post", asked.q)} if "q" in asked.parts else {}
    return Board(reader, asked, day, asked.values() | found)


def board_page(board: Board, after: str | None = None) -> Page:
    """One page, in the order that is asked for."""
    if board.asked.sort == "fit":
        query, values = _by_fit(board.reader, board.day, **board.shape)
        keys: Any = (FIT, *KEYS)
        values |= {"fit_for": board.asked.fit}
    else:
        ending = board.asked.sort == "ending"
        query, values = _board(board.reader, board.day, ending=ending, **board.shape)
        keys = (ENDS, Post.id) if ending else KEYS
    down = board.asked.sort != "ending"
    return keyset(db.session.execute, query, keys, after, descending=down, values=values | board.values)


@shaped
def _board(reader: Actor | None, day: Any, *, ending: bool, parts: tuple[str, ...], closed: bool) -> Any:
    query = narrowed(CARD, reader, day, parts, closed)
    query = query.add_columns(Post.text) if "q" in parts else query
    if not ending:
        return query
    columns = [column for column in query.selected_columns if column.name != "id"]
    return query.with_only_columns(ENDS.label("ends"), Post.id, *columns).where(day <= ENDS)


_NEEDS = select(SupportNeed.topic).where(SupportNeed.state == "open", SupportNeed.innovation_id == bindparam("fit_for"))
_SHARED = (
    select(func.count(PostTopic.topic))
    .where(PostTopic.post_id == Post.id, PostTopic.topic.in_(_NEEDS))
    .correlate(Post)
    .scalar_subquery()
)
_AT = select(SocialInnovation.country).where(SocialInnovation.id == bindparam("fit_for")).scalar_subquery()
FIT: ColumnElement[int] = func.coalesce(
    4 * _SHARED + case((Post.country == _AT, 2), (Post.remote.is_(True), 1), else_=0), 0, type_=Integer
)
"""How well a post fits an innovation: topics it needs help with weigh most, then the place."""


@shaped
def _by_fit(reader: Actor | None, day: Any, *, parts: tuple[str, ...], closed: bool) -> Any:
    newest = narrowed(select(Post.id), reader, day, parts, closed).order_by(*(key.desc() for key in KEYS)).limit(RANKED)
    query = CARD.add_columns(Post.text) if "q" in parts else CARD
    columns = list(query.selected_columns)
    return query.with_only_columns(FIT.label("fit"), *columns).where(Post.id.in_(newest))


def board_rows(board: Board) -> Iterator[Any]:
    """Every row, newest first, read in batches: what the exports write."""
    query, values = _rows(board.reader, board.day, **board.shape)
    after: str | None = None
    while True:
        page = keyset(db.session.execute, query, KEYS, after, size=BATCH, values=values | board.values)
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def _listed(column: Any, table: Any) -> Any:
    codes = select(func.aggregate_strings(column, " ")).where(table.post_id == Post.id)
    return codes.correlate(Post).scalar_subquery()


@shaped
def _rows(reader: Actor | None, day: Any, *, parts: tuple[str, ...], closed: bool) -> Any:
    return narrowed(CARD, reader, day, parts, closed).add_columns(
        Post.text, Post.region, Post.starts_on, Post.standing, Post.eligibility, Post.value_cents, Post.value_note,
        _listed(PostTopic.topic, PostTopic).label("topics"),
        _listed(PostLanguage.code, PostLanguage).label("languages"),
    )  # fmt: skip
