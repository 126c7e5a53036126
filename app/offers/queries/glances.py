"""What offers tells Today, the search and the public page."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import literal, null, select, type_coerce, union_all

from app.core.clock import now
from app.core.glances import Hit, Waiting
from app.core.models import Moment
from app.core.prepared import prepared
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.offers.models import Post
from app.offers.queries.care import numbers_cared_for
from app.offers.queries.claims import claims_waiting
from app.offers.queries.posts import is_open, today, visible
from app.offers.standing import SOON
from app.offers.words import KIND, amount, named
from app.people.queries import Organisation
from app.web.jinja import in_days


def waiting_for(reader: Actor) -> list[Waiting]:
    """Claims to answer, to deliver, to confirm; own posts that end within a week; for animators disputes, and what else
    is to be looked after."""
    if reader.role == "observer":
        return []
    claims = [_claim_waits(row) for row in claims_waiting(reader, 20)]
    day = today()
    rows = _posts_waiting(reader, day, day + SOON)
    posts = [_ends_soon(row) if row.why == "ending" else _to_care_for(row) for row in rows]
    return sorted([*claims, *posts], key=lambda waiting: waiting.since)


@prepared
def _posts_waiting(reader: Actor, day: Any, soon: Any) -> Any:
    """(why, number, since, id, kind, title, until): own posts that end soon; for animators numbers."""
    never: Any = type_coerce(null(), Moment())  # the first one's types are those of all
    ending = select(literal("ending").label("why"), null().label("number"), never.label("since"), Post.id, Post.kind,
                    Post.title, Post.until)  # fmt: skip
    ending = ending.where(Post.owner_id == reader.id, is_open(day), Post.until <= soon)
    first = select(ending.order_by(Post.until, Post.id).limit(10).subquery())
    cared = numbers_cared_for(reader) if reader.role == "animator" else []
    return union_all(first, *(query.add_columns(null(), null(), null(), null()) for query in cared))


def _to_care_for(row: Any) -> Waiting:
    """One line for all of a kind."""
    number = row.number
    text, button = {
        "waiting": (ngettext("%(num)d post waits for an animator", "%(num)d posts wait for an animator", number),
                    _("Look at it")),
        "reports": (ngettext("%(num)d report on a post is open", "%(num)d reports on posts are open", number),
                    _("Look into it")),
        "owners": (ngettext("%(num)d post has nobody who looks after it",
                            "%(num)d posts have nobody who looks after them", number), _("Look at it")),
    }[row.why]  # fmt: skip
    url = url_for("offers.care", list=row.why)
    return Waiting("offers", _("Offers and needs"), text, url, button, row.since)


def _claim_waits(row: Any) -> Waiting:
    what = {
        "title": named(row.title),
        "amount": amount(row.delivered_quantity or row.quantity, row.unit),
        "owner": row.owner,
        "claimer": row.claimer,
    }
    text, button = _words(row, what)
    thread = "needs" if row.kind == "need" else "offers"
    url = url_for("offers.claim", id=row.id)
    return Waiting(thread, KIND[row.kind], text, url, button, row.changed_at, what["title"])


def _words(row: Any, what: dict[str, str]) -> tuple[str, str]:
    offer = row.kind == "offer"
    if row.asked_again_at is not None and row.state in ("requested", "waiting"):
        return _("%(title)s has changed: is it still what you want?", **what), _("Look at it")
    if row.state == "requested" and row.proposed_by == "owner":
        return _("%(owner)s proposes other terms", **what), _("Answer")
    if row.state == "requested":
        asks = _("%(claimer)s asks for %(amount)s", **what) if offer else _("%(claimer)s can help: %(amount)s", **what)
        return asks, _("Answer")
    if row.state == "accepted":
        return _("You agreed to give %(amount)s to %(name)s", name=what["claimer" if offer else "owner"], **what), _(
            "Deliver"
        )
    if row.state == "delivered":
        giver = what["owner" if offer else "claimer"]
        return _("%(name)s says %(amount)s reached you", name=giver, **what), _("Confirm")
    return _("%(owner)s and %(claimer)s do not agree whether it was delivered", **what), _("Decide")


def _ends_soon(row: Any) -> Waiting:
    return Waiting(
        "needs" if row.kind == "need" else "offers",
        KIND[row.kind],
        _("%(title)s ends soon: is it still right?", title=row.title),
        url_for("offers.post", id=row.id),
        _("Look at it"),
        now(),
        _("Last day: %(date)s", date=in_days(row.until)),
    )


def found(reader: Actor | None, query: str, limit: int = 5) -> list[Hit]:
    """Posts that say what was searched for, newest first."""
    hits = matching("post", query)
    if hits is None:
        return []
    rows = db.session.execute(
        select(Post.id, Post.kind, Post.title, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Post.id.in_(hits), visible(reader))
        .order_by(Post.id.desc())
        .limit(limit)
    )
    return [Hit(KIND[kind], title, url_for("offers.post", id=id_), house or "") for id_, kind, title, house in rows]
