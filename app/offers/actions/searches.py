"""Searches that are kept; telling what is new for them, once (O9). What people choose for themselves is no event."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from app.activity.facts import Ref, person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.offers.events import PostsFound
from app.offers.models import BoardFeed, SavedSearch, SearchHit
from app.offers.queries.asked import BoardFilter
from app.offers.queries.searches import (
    MOST_SEARCHES,
    due_people,
    due_searches,
    new_matches,
)
from app.offers.rules import may_change_search, may_save_search
from app.people.feeds import OWN, own_row
from app.people.queries import Person, cluster

RHYTHMS = ("daily", "weekly", "off")
MORNING = time(7)
"""When letters are due, in the person's zone; the weekly one on Monday."""
BATCH = 200


@action(silent="what one looks for is nobody else's business")
def save_search(actor: Actor, name: str, asked: BoardFilter, rhythm: str) -> SavedSearch:
    """Hear of new posts like these, from now on."""
    require(may_save_search(actor))
    kept = db.session.execute(select(func.count()).where(SavedSearch.person_id == actor.id)).scalar_one()
    if kept >= MOST_SEARCHES:
        raise Refused(_("You keep %(max)d searches already. Remove one first.", max=MOST_SEARCHES), field="name")
    search = SavedSearch(person_id=actor.id, asked=asked.only(), seen_at=now())
    _fill_in(search, name, rhythm)
    db.session.add(search)
    db.session.flush()
    return search


@action(silent="what one looks for is nobody else's business")
def change_search(actor: Actor, search: SavedSearch, name: str, rhythm: str) -> SavedSearch:
    """Another name or rhythm. What was not told while it was off is not told later."""
    require(may_change_search(actor, search))
    if search.rhythm == "off" and rhythm != "off":
        search.seen_at = now()
    _fill_in(search, name, rhythm)
    return search


@action(silent="what one looks for is nobody else's business")
def remove_search(actor: Actor, search: SavedSearch) -> None:
    """No more of it. What it told stays told."""
    require(may_change_search(actor, search))
    db.session.execute(update(SearchHit).where(SearchHit.search_id == search.id).values(search_id=None))
    db.session.delete(search)


def _fill_in(search: SavedSearch, name: str, rhythm: str) -> None:
    if not name:
        raise Refused(_("Give the search a name."), field="name")
    if rhythm not in RHYTHMS:
        raise Refused(_("Choose how often you want to hear of it."), field="rhythm")
    search.name, search.rhythm = name, rhythm
    search.due_at = next_letter(rhythm, db.session.get_one(Person, search.person_id).timezone)


def next_letter(rhythm: str, zone: str) -> datetime | None:
    """When the next letter is due: the next morning in the person's zone, or that of the next Monday."""
    if rhythm == "off":
        return None
    local = now().astimezone(ZoneInfo(zone or cluster().timezone))
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    if rhythm == "weekly":
        day += timedelta(days=-day.weekday() % 7)
    return datetime.combine(day, MORNING, local.tzinfo).astimezone(UTC)


def tell_saved_searches() -> int:
    """One letter for each person for whom there is something new; for the worker. Each in a transaction of its own."""
    return sum(tell_new_posts(None, person) for person in due_people(BATCH))


@action
def tell_new_posts(actor: None, person: Person) -> int:
    """Look through all the person's searches that are due: every new post is told once, by the first that finds it."""
    found: dict[str, str] = {}
    searches = due_searches(person)
    for search in searches:
        found |= {post_id: search.id for post_id in new_matches(person, search) if post_id not in found}
        search.seen_at, search.due_at = now(), next_letter(search.rhythm, person.timezone)
    if not found:
        return 0
    first = next(iter(found.values()))
    event = record(
        actor, PostsFound(search=Ref("saved_search", first, ""), person=person_ref(person), posts=len(found))
    )
    hits = [SearchHit(person_id=person.id, post_id=post, search_id=by, told_at=event.at) for post, by in found.items()]
    db.session.add_all(hits)
    return 1


def stop_search_letters(person_id: str) -> None:
    """None of them by mail any more: by the link in a mail, within activity's action."""
    mine = update(SavedSearch).where(SavedSearch.person_id == person_id)
    db.session.execute(mine.values(rhythm="off", due_at=None).execution_options(synchronize_session=False))


@action(silent=OWN)
def open_board_feed(actor: Actor) -> None:
    """Give the board, as this person sees it, a secret address. Open already: the address stays."""
    require(may_save_search(actor))
    own_row(BoardFeed, actor.id).open_address()


@action(silent=OWN)
def renew_board_feed(actor: Actor) -> None:
    """Another address; the one before leads nowhere from now on."""
    require(may_save_search(actor))
    own_row(BoardFeed, actor.id).renew_address()


@action(silent=OWN)
def close_board_feed(actor: Actor) -> None:
    """The address leads nowhere from now on."""
    require(may_save_search(actor))
    own_row(BoardFeed, actor.id).close_address()


def forget_searches(person_id: str) -> None:
    """A person leaves: no searches, no trace of what they were told, no feed."""
    for table in (SearchHit, SavedSearch, BoardFeed):
        db.session.execute(delete(table).where(table.person_id == person_id))
