"""Who may do what in messages. Reading has no rule: only participants find the conversation at all (SECURITY 5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l

from app.core.clock import now
from app.core.rules import Actor, Denied, Verdict
from app.messages.models import Message, MessageReport
from app.messages.queries import Talk
from app.messages.queries.reports import may_judge
from app.people.queries import are_apart

TO_EDIT = timedelta(minutes=10)
"""How long one's own words can be changed."""
_OBSERVER = Denied(_l("Your account is an observer's: it reads, but does not write."))
_NOT_HERE = Denied(_l("This person is not here at the moment and cannot be written to."))


def may_write_to(actor: Actor, person: Any) -> Verdict:
    """Everyone but observers, to everyone who is here and may answer."""
    if actor.role == "observer":
        return _OBSERVER
    if person.id == actor.id:
        return Denied(_l("You cannot write to yourself."))
    return _may_be_written_to(person, are_apart(actor.id, person.id))


def _may_be_written_to(person: Any, apart: bool) -> Verdict:
    if person.state != "active" or apart:
        return _NOT_HERE
    if person.role == "observer":
        return Denied(_l("Observers only read: they could not answer."))
    return True


def may_write_in(actor: Actor, talk: Talk) -> Verdict:
    """Who takes part, while somebody is there to read it. Two alone who are apart cannot (M3); among several they
    can, and neither is told of the other's words."""
    if actor.role == "observer":
        return _OBSERVER
    if talk.kind == "pair":
        return _may_be_written_to(talk.other, talk.other.apart)
    here = [other for other in talk.others if other.state == "active"]
    if not here:
        return Denied(_l("Nobody else takes part at the moment."))
    return _NOT_HERE if len(here) == 1 and here[0].apart else True


def may_open_group(actor: Actor) -> Verdict:
    """Call several people together: animators, who then take part."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators can call a group together."))


def may_manage_group(actor: Actor, talk: Talk) -> Verdict:
    """Bring people into a group, and take them out: animators who take part in it."""
    if talk.kind != "group":
        return Denied(_l("Who takes part here follows from what the conversation is about."))
    return may_open_group(actor)


def may_rename_group(actor: Actor, talk: Talk) -> Verdict:
    """Give a group another name: the animator who called it together, while they take part."""
    allowed = may_manage_group(actor, talk)
    if isinstance(allowed, Denied) or talk.opened_by == actor.id:
        return allowed
    return Denied(_l("Only the animator who called this group together can rename it."))


def may_leave_group(actor: Actor, talk: Talk) -> Verdict:
    """Leave: groups only. What two wrote to each other is muted instead; and who leaves a team leaves its
    conversation."""
    return True if talk.kind == "group" else Denied(_l("Only a group can be left. You can mute this conversation."))


def may_edit_message(actor: Actor, message: Message) -> Verdict:
    """Change one's own words, for ten minutes."""
    if actor.role == "observer":
        return _OBSERVER
    if message.author_id != actor.id:
        return Denied(_l("Only the person who wrote a message can change it."))
    if now() - message.created_at > TO_EDIT:
        return Denied(_l("A message can be changed for ten minutes. You can delete it, or write another one."))
    return True


def may_remove_message(actor: Actor, message: Message) -> Verdict:
    """Delete one's own words for all, at any time."""
    return True if message.author_id == actor.id else Denied(_l("Only the person who wrote a message can delete it."))


def may_report_message(actor: Actor, message: Message) -> Verdict:
    """Show somebody else's message to the animators."""
    if actor.role == "observer":
        return _OBSERVER
    return Denied(_l("This is your own message.")) if message.author_id == actor.id else True


def may_settle_message_report(actor: Actor, report: MessageReport) -> Verdict:
    """Decide: an animator who takes no part in the conversation and is neither of the two."""
    if actor.role == "animator" and may_judge(actor.id, report):
        return True
    return Denied(_l("An animator who takes no part in this conversation decides."))
