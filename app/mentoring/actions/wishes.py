"""Tell the animators that no mentor is there for something; take it back; answer."""

from __future__ import annotations

from flask_babel import gettext as _

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.innovations import queries as innovations
from app.mentoring.events import MentorWished, WishAnswered, WishWithdrawn
from app.mentoring.models import MentorWish
from app.mentoring.queries.wishes import OPEN_WISHES, count_open, same_wish
from app.mentoring.rules import may_introduce, may_wish, may_withdraw_wish
from app.people.queries import Person, active_animators


@action
def make_wish(actor: Actor, topic: str, language: str = "", text: str = "") -> MentorWish:
    """No mentor for this: it counts in the scarcity list and waits for an animator."""
    require(may_wish(actor))
    if same_wish(actor.id, topic, language):
        raise Refused(_("You have told the animators this already; it still waits."), "topic")
    if count_open(actor.id) >= OPEN_WISHES:
        raise Conflict(_("Ten of your wishes wait already. Take one back first."))
    mine = innovations.of_person(actor.id)
    wish = MentorWish(
        person_id=actor.id, topic=topic, language=language, text=text.strip(), created_at=now(),
        innovation_id=mine[0][0] if len(mine) == 1 else None,
    )  # fmt: skip
    db.session.add(wish)
    db.session.flush()
    record(actor, MentorWished(_ref(wish), topic, language), tell=active_animators())
    return wish


@action
def withdraw_wish(actor: Actor, wish: MentorWish) -> MentorWish:
    """Take it back. Twice is nothing."""
    require(may_withdraw_wish(actor, wish))
    if wish.state == "withdrawn":
        return wish
    _must_wait(wish)
    wish.state = "withdrawn"
    db.session.flush()
    record(actor, WishWithdrawn(_ref(wish), wish.topic))
    return wish


@action
def answer_wish(actor: Actor, wish: MentorWish) -> MentorWish:
    """It has been seen to: somebody was introduced, found or told. Twice is nothing."""
    require(may_introduce(actor))
    if wish.state == "answered":
        return wish
    _must_wait(wish)
    wish.state, wish.answered_by = "answered", actor.id
    db.session.flush()
    name = db.session.get_one(Person, wish.person_id).name
    record(actor, WishAnswered(_ref(wish), Ref("person", wish.person_id, name), wish.topic))
    return wish


def _must_wait(wish: MentorWish) -> None:
    if wish.state != "open":
        said = {"answered": _("This has been answered already."), "withdrawn": _("This was taken back.")}
        raise Conflict(said[wish.state])


def _ref(wish: MentorWish) -> Ref:
    return Ref("wish", wish.id, "")
