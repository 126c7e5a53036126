"""Who may do what in messages. Reading has no rule: only participants find the conversation at all (SECURITY 5)."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict
from app.people.queries import are_apart


def may_write_to(actor: Actor, person: Any) -> Verdict:
    """Everyone but observers, to everyone who is here and may answer."""
    if actor.role == "observer":
        return Denied(_l("Your account is an observer's: it reads, but does not write."))
    if person.id == actor.id:
        return Denied(_l("You cannot write to yourself."))
    if person.state != "active" or are_apart(actor.id, person.id):
        return Denied(_l("This person is not here at the moment and cannot be written to."))
    if person.role == "observer":
        return Denied(_l("Observers only read: they could not answer."))
    return True
