"""What offers tells Today, the search and the public page."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from sqlalchemy import select

from app.core.clock import now
from app.core.glances import Hit, Waiting
from app.core.prepared import prepared
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.offers.models import Post
from app.offers.queries.care import cared_for
from app.offers.queries.claims import claims_waiting
from app.offers.queries.posts import is_open, today, visible
from app.offers.standing import SOON
from app.offers.words import KIND, amount, named
from app.people.queries import Organisation


def waiting_for(reader: Actor) -> list[Waiting]:
    """Claims to answer, to deliver, to confirm; own posts that end within a week; for animators disputes, and what else
    is to be looked after."""
    if reader.role == "observer":
        return []
    claims = [_claim_waits(row) for row in claims_waiting(reader, 20)]
    cared = [_to_care_for(row) for row in cared_for(reader)] if reader.role == "animator" else []
    return sorted([*claims, *_ending_soon(reader), *cared], key=lambda waiting: waiting.since)


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


@prepared
def _ending(owner: Any, day: Any, soon: Any) -> Any:
    query = select(Post.id, Post.kind, Post.title, Post.until)
    return query.where(Post.owner_id == owner, is_open(day), Post.until <= soon).order_by(Post.until, Post.id).limit(10)


def _ending_soon(reader: Actor) -> list[Waiting]:
    day = today()
    return [
        Waiting(
            "needs" if row.kind == "need" else "offers",
            KIND[row.kind],
            _("%(title)s ends soon: is it still right?", title=row.title),
            url_for("offers.post", id=row.id),
            _("Look at it"),
            now(),
            _("Last day: %(date)s", date=format_date(row.until)),
        )
        for row in _ending(reader.id, day, day + SOON)
    ]


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
