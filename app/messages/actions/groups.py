"""Groups: called together by an animator, who takes part like everybody else and cannot read without it."""

from __future__ import annotations

from flask_babel import gettext as _

from app.activity.facts import Ref, person_ref
from app.activity.record import nudge, record
from app.core import search
from app.core.action import action
from app.core.rules import Actor, Denied, Refused, require
from app.extensions import db
from app.messages.actions.taking_part import begin, end, join, participants
from app.messages.events import GroupJoined, GroupLeft, GroupOpened, GroupRenamed
from app.messages.models import Conversation
from app.messages.queries import Person, Talk, conversation_of
from app.messages.queries.talks import MOST
from app.messages.rules import may_leave_group, may_manage_group, may_open_group, may_rename_group
from app.people.queries import apart_from, are_apart


@action
def open_group(actor: Actor, title: str) -> Conversation:
    """A new group with nobody in it but the animator."""
    require(may_open_group(actor))
    group = begin("group", (actor.id,), title=title.strip(), opened_by=actor.id)
    record(actor, GroupOpened(_ref(group), person_ref(actor)))
    return group


@action
def rename_group(actor: Actor, group: Conversation, title: str) -> Conversation:
    """Another name, which the list and the search know from now on. The same name is nothing."""
    require(may_rename_group(actor, _mine(actor, group)))
    if group.title == title.strip():
        return group
    group.title = title.strip()
    search.index(db.session, "conversation", group.id, group.title)
    here = {row.person_id for row in participants(group.id)} - {*apart_from(actor.id)}
    record(actor, GroupRenamed(_ref(group), person_ref(actor)), among=here)
    _stir(group)
    return group


@action
def add_to_group(actor: Actor, group: Conversation, person: Person) -> Conversation:
    """Bring somebody in: they read what is written from now on, and are told. Who is there stays."""
    talk = _mine(actor, group)
    require(may_manage_group(actor, talk))
    if person.id in {actor.id, *(other.id for other in talk.others)}:
        return group
    if person.state != "active" or person.role == "observer" or are_apart(actor.id, person.id):
        raise Refused(_("Nobody of that name takes part in this cluster."), "q")
    if len(talk.others) + 1 >= MOST:
        raise Refused(_("A conversation has at most %(number)d people.", number=MOST), "q")
    join(group.id, person.id)
    record(actor, GroupJoined(_ref(group), person_ref(person)))
    _stir(group)
    return group


@action
def remove_from_group(actor: Actor, group: Conversation, person: Person) -> Conversation:
    """Take somebody out: they read nothing of it any more, and are told. Twice is nothing."""
    talk = _mine(actor, group)
    require(may_manage_group(actor, talk))
    if person.id in {other.id for other in talk.others}:
        _go(actor, group, person, removed=True)
    return group


@action
def leave_group(actor: Actor, group: Conversation) -> Conversation:
    """Go oneself."""
    require(may_leave_group(actor, _mine(actor, group)))
    _go(actor, group, db.session.get_one(Person, actor.id), removed=False)
    return group


def _go(actor: Actor, group: Conversation, person: Person, removed: bool) -> None:
    end(group.id, person.id)
    record(actor, GroupLeft(_ref(group), person_ref(person), removed))
    _stir(group)


def _mine(actor: Actor, group: Conversation) -> Talk:
    talk = conversation_of(actor, group.id)
    if talk is None:
        require(Denied(_("You take no part in this conversation any more.")))
        raise AssertionError
    return talk


def _ref(group: Conversation) -> Ref:
    return Ref("conversation", group.id, group.title)


def _stir(group: Conversation) -> None:
    nudge([row.person_id for row in participants(group.id)], "messages")
