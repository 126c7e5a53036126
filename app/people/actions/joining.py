"""A visitor asks for an invitation; an animator answers."""

from __future__ import annotations

from flask_babel import gettext as _

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.models import new_id
from app.core.rules import Actor, Conflict, require
from app.extensions import db
from app.people import rules
from app.people.actions.invitations import invite
from app.people.events import JoinAsked, JoinDeclined
from app.people.models import JoinRequest
from app.people.queries import active_animators, open_join_request_of


@action
def ask_to_join(_actor: Actor | None, name: str, email: str, message: str, locale: str = "") -> JoinRequest:
    """Put the request before the animators. Asking again changes the words of the one that is open."""
    known = open_join_request_of(email)
    if known is not None:
        known.name, known.message, known.locale = name, message, locale
        return known
    request = JoinRequest(id=new_id(), name=name, email=email, message=message, locale=locale, state="open")
    db.session.add(request)
    db.session.flush()
    record(None, JoinAsked(_ref(request), active_animators()))
    return request


@action(silent="the invitation is told by invite, inside")
def invite_asker(actor: Actor, request: JoinRequest, role: str = "member", note: str = "") -> JoinRequest:
    """Yes: the invitation goes out."""
    require(rules.may_answer_join(actor, request))
    _still_open(request)
    request.state, request.answered_by = "invited", actor.id
    invite(actor, request.email, request.name, role, note, request.locale)
    return request


@action
def decline_asker(actor: Actor, request: JoinRequest) -> JoinRequest:
    """No: they are told kindly."""
    require(rules.may_answer_join(actor, request))
    _still_open(request)
    request.state, request.answered_by = "declined", actor.id
    record(actor, JoinDeclined(_ref(request), request.email))
    return request


def _still_open(request: JoinRequest) -> None:
    if request.state != "open":
        raise Conflict(_("Another animator has answered this in the meantime."))


def _ref(request: JoinRequest) -> Ref:
    return Ref("join_request", request.id, request.name)
