"""An animator brings an offer and a need together. Nothing is agreed by it: the owners claim, or do not."""

from __future__ import annotations

from flask_babel import gettext as _

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.offers.actions.moves import person
from app.offers.events import PostsIntroduced
from app.offers.models import Post, PostIntroduction
from app.offers.queries import today
from app.offers.queries.introductions import are_introduced
from app.offers.rules import may_introduce_posts
from app.offers.standing import shown_state
from app.people.queries import are_apart

LONGEST_NOTE = 1000


@action
def introduce_posts(actor: Actor, post: Post, other: Post, note: str = "") -> PostIntroduction:
    """Tell the owners of an offer and a need of each other, with a word to both."""
    require(may_introduce_posts(actor))
    offer, need = (post, other) if post.kind == "offer" else (other, post)
    if {offer.kind, need.kind} != {"offer", "need"}:
        raise Refused(_("Choose an offer and a need."))
    if len(note) > LONGEST_NOTE:
        raise Refused(_("Write at most %(num)s letters.", num=LONGEST_NOTE), field="note")
    _must_be_possible(offer, need)
    introduction = PostIntroduction(offer_id=offer.id, need_id=need.id, introduced_by=actor.id, note=note.strip())
    db.session.add(introduction)
    db.session.flush()
    record(
        actor,
        PostsIntroduced(
            offer=Ref("post", offer.id, offer.title),
            need=Ref("post", need.id, need.title),
            giver=person(offer.owner_id),
            seeker=person(need.owner_id),
        ),
    )
    return introduction


def _must_be_possible(offer: Post, need: Post) -> None:
    day = today()
    if shown_state(offer, day) != "published" or shown_state(need, day) != "published":
        raise Conflict(_("One of the two is no longer open."))
    if offer.owner_id == need.owner_id:
        raise Refused(_("Both are by the same person."))
    if are_apart(offer.owner_id, need.owner_id):
        raise Conflict(_("One of the two has blocked the other."))
    if are_introduced(offer.id, need.id):
        raise Conflict(_("These two were introduced already."))
