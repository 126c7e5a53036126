"""Searches that are kept, and what is new for them (O9)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.core.clock import now
from app.core.prepared import prepared
from app.core.rules import Actor
from app.extensions import db
from app.offers.models import Post, SavedSearch, SearchHit
from app.offers.queries.asked import BoardFilter
from app.offers.queries.board import open_board
from app.offers.queries.narrowing import narrowed
from app.offers.queries.posts import CARD, KEYS, is_open, today, visible
from app.people.queries import Person

MOST_SEARCHES = 20
MOST_NEW = 25
"""So many posts of one search are told in one letter, the newest; of more, how many."""


def own_searches(reader: Actor) -> list[SavedSearch]:
    """All of a person's, by name."""
    query = select(SavedSearch).where(SavedSearch.person_id == reader.id).order_by(SavedSearch.name, SavedSearch.id)
    return list(db.session.execute(query.limit(MOST_SEARCHES)).scalars())


def find_search(reader: Actor, id: str) -> SavedSearch | None:
    """One's own: nobody else's."""
    return db.session.execute(select(SavedSearch).filter_by(id=id, person_id=reader.id)).scalar_one_or_none()


def due_people(limit: int) -> list[Person]:
    """Whose searches are to be looked through now."""
    due = select(SavedSearch.person_id).where(SavedSearch.due_at <= now()).order_by(SavedSearch.due_at)
    query = select(Person).where(Person.id.in_(due), Person.state == "active").order_by(Person.id)
    return list(db.session.execute(query.limit(limit)).scalars())


def due_searches(person: Actor) -> list[SavedSearch]:
    """Those of this person that are due."""
    query = select(SavedSearch).where(SavedSearch.person_id == person.id, SavedSearch.due_at <= now())
    return list(db.session.execute(query.order_by(SavedSearch.name, SavedSearch.id).limit(MOST_SEARCHES)).scalars())


def new_matches(person: Actor, search: SavedSearch) -> list[str]:
    """The posts that came on the board since the search was last looked through, newest first: open, for this person's
    eyes, not their own, and not told before by any search."""
    board = open_board(person, BoardFilter.read({**search.asked, "show": ""}), today())
    told = select(SearchHit.post_id).where(SearchHit.person_id == person.id)
    query = narrowed(select(Post.id), person, board.day, board.asked.parts, closed=False).where(
        Post.published_at >= search.seen_at, Post.owner_id != person.id, Post.id.not_in(told)
    )
    newest = query.order_by(*(key.desc() for key in KEYS)).limit(MOST_NEW)
    return list(db.session.execute(newest, board.values).scalars())


def told_posts(person: Actor, at: datetime) -> list[Any]:
    """What a letter of that moment tells: the posts of it that are still open and for this person's eyes."""
    return list(_told(person, at, today()))


@prepared
def _told(reader: Actor, at: Any, day: Any) -> Any:
    hits = CARD.add_columns(SearchHit.search_id, SavedSearch.name.label("search"))
    hits = hits.join(SearchHit, SearchHit.post_id == Post.id).join(SavedSearch, SavedSearch.id == SearchHit.search_id)
    mine = (SearchHit.person_id == reader.id) & (SearchHit.told_at == at)
    shown = hits.where(mine, visible(reader), is_open(day))
    return shown.order_by(SavedSearch.name, *(key.desc() for key in KEYS)).limit(MOST_SEARCHES * MOST_NEW)


def hits_of(reader: Actor, search_id: str) -> list[Any]:
    """What a search of one's own told of lately, the newest first, whatever became of it since."""
    query = CARD.join(SearchHit, SearchHit.post_id == Post.id).where(
        SearchHit.person_id == reader.id, SearchHit.search_id == search_id, visible(reader)
    )
    return list(db.session.execute(query.order_by(*(key.desc() for key in KEYS)).limit(MOST_NEW)))
