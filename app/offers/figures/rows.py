"""The rows that the board's measures count. A row is one event: its number, the moment by which it is placed in time,
what it is worth, and what it is about: category, organisation, innovation, and one thing more (`beside`).

Only events that animators see are rows, so that each figure can be opened. What counts as a delivery is said in
queries/deliveries.py alone.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Subquery, extract, func, literal, select
from sqlalchemy.orm import aliased

from app.activity.models import ANIMATORS, Event
from app.offers.models import Claim, Post, PostIntroduction
from app.offers.queries.deliveries import COUNTS, HOUSE, INNOVATION, UNIT, UNITS, VALUE, ClaimerThen
from app.offers.queries.introductions import OUTCOME
from app.offers.queries.posts import is_open, today

ASKED = ("offers.claim_made", "offers.line_joined")
ANSWERED = ("offers.claim_accepted", "offers.claim_declined")
PROPOSED = "offers.terms_proposed"
FAILED = ("offers.claim_declined", "offers.claim_expired", "offers.claim_withdrawn", "offers.claim_cancelled",
          "offers.dispute_settled")  # fmt: skip
OVER = ("declined", "expired", "withdrawn", "cancelled")


def _row(moment: Any, value: Any, category: Any, house: Any, innovation: Any, beside: Any = None) -> Select[Any]:
    return select(
        Event.id.label("event_id"), moment.label("moment"), value.label("value"), category.label("category"),
        house.label("organisation_id"), innovation.label("innovation_id"),
        (literal("") if beside is None else beside).label("beside"),
    )  # fmt: skip


def _seen(*verbs: str) -> Any:
    """Events of these kinds, as far as animators see them."""
    return Event.verb.in_(verbs) & (Event.shown >= ANIMATORS)


def _one(which: Any, *verbs: str, also: Any = None) -> Subquery:
    """The first (func.min) or last (func.max) event of these kinds about each thing: (about, event_id)."""
    query = select(Event.object_id.label("about"), which(Event.id).label("event_id"))
    told = _seen(*verbs) if also is None else _seen(*verbs) | also
    return query.where(told).group_by(Event.object_id).subquery()


def _seconds(since: Any, until: Any) -> Any:
    return extract("epoch", until) - extract("epoch", since)


def _posts(kind: str) -> Select[Any]:
    """Each post once, when it was put on the board for the first time."""
    first = _one(func.min, "offers.post_published")
    query = _row(Event.at, literal(1), Post.category, Post.organisation_id, Post.innovation_id).select_from(first)
    return query.join(Event, Event.id == first.c.event_id).join(Post, Post.id == first.c.about).where(Post.kind == kind)


def offers() -> Subquery:
    """Offers that came on the board."""
    return _posts("offer").subquery()


def needs() -> Subquery:
    """Needs that came on the board."""
    return _posts("need").subquery()


def still_open() -> Subquery:
    """Those of both that take claims now."""
    day = today()
    both = [_posts(kind).where(is_open(day)) for kind in ("offer", "need")]
    return both[0].union_all(both[1]).subquery()


def _claims(told: Subquery, moment: Any, value: Any, beside: Any = None) -> Select[Any]:
    """Rows about claims, of each the event in `told`."""
    query = _row(moment, value, Post.category, HOUSE, INNOVATION, beside).select_from(told)
    query = query.join(Event, Event.id == told.c.event_id).join(Claim, Claim.id == told.c.about)
    return query.join(Post, Post.id == Claim.post_id).join(ClaimerThen, ClaimerThen.id == Claim.claimer_id)


def asked() -> Subquery:
    """Each claim once, when it was made."""
    return _claims(_one(func.min, *ASKED), Event.at, literal(1)).subquery()


def agreed() -> Subquery:
    """Each claim that was accepted, then."""
    return _claims(_one(func.min, "offers.claim_accepted"), Event.at, literal(1)).subquery()


def _confirmations() -> Subquery:
    """Of each claim that was confirmed, the entry that says so; it is about the post: (about, event_id)."""
    claim = Event.facts[("claim", "id")].as_string()
    query = select(claim.label("about"), Event.id.label("event_id"))
    return query.where(_seen("offers.claim_confirmed")).subquery()


def _delivered(value: Any) -> Select[Any]:
    return _claims(_confirmations(), Claim.confirmed_at, value, UNIT).where(COUNTS)


def deliveries() -> Subquery:
    """Each delivery once, when it was confirmed (O6)."""
    return _delivered(literal(1)).subquery()


def units() -> Subquery:
    """The same, worth its units."""
    return _delivered(UNITS).subquery()


def valued() -> Subquery:
    """Those of which somebody said what one unit is worth; worth their cents."""
    return _delivered(VALUE).where(VALUE.is_not(None)).subquery()


def failed() -> Subquery:
    """Each claim that ended without a delivery, and why (O8), when it ended."""
    ended = _claims(_one(func.max, *FAILED), Event.at, literal(1), Claim.answer_reason)
    return ended.where(Claim.state.in_(OVER), Claim.answer_reason != "").subquery()


def first_answers() -> Subquery:
    """Of each claim the first answer of the post's owner: yes, no, or other terms; worth the seconds since then."""
    by_owner = _seen(PROPOSED) & (Event.facts["by"].as_string() == "owner")
    answer = _one(func.min, *ANSWERED, also=by_owner)
    return _claims(answer, Event.at, _seconds(Claim.created_at, Event.at)).subquery()


def first_help() -> Subquery:
    """Of each need the first delivery; worth the seconds since it came on the board."""
    published, told, began = _one(func.min, "offers.post_published"), _confirmations(), aliased(Event)
    first = select(Claim.post_id.label("post_id"), func.min(told.c.event_id).label("event_id"))
    first = first.join(told, told.c.about == Claim.id).where(COUNTS).group_by(Claim.post_id)
    of_need = first.subquery()
    chosen = select(told.c.about, told.c.event_id).join(of_need, of_need.c.event_id == told.c.event_id).subquery()
    query = _claims(chosen, Claim.confirmed_at, _seconds(began.at, Claim.confirmed_at)).where(Post.kind == "need")
    query = query.join(published, published.c.about == Post.id).join(began, began.id == published.c.event_id)
    return query.where(COUNTS).subquery()


def introductions() -> Subquery:
    """Each time an animator brought an offer and a need together, and what came of it."""
    offer, need, both = aliased(Post), aliased(Post), PostIntroduction
    query = _row(Event.at, literal(1), need.category, offer.organisation_id, need.innovation_id, OUTCOME)
    named = (Event.facts[("offer", "id")].as_string() == both.offer_id) & (
        Event.facts[("need", "id")].as_string() == both.need_id
    )
    query = query.select_from(Event).join(both, named)
    query = query.join(offer, offer.id == both.offer_id).join(need, need.id == both.need_id)
    return query.where(_seen("offers.posts_introduced")).subquery()
