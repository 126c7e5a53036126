"""Who may do what in stakeholders: it is the animators' desk."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict

_ANIMATORS = Denied(_l("Only the cluster's animators can do this."))


def may_keep_contacts(actor: Actor) -> Verdict:
    """Read and write the contact log."""
    return actor.role == "animator" or _ANIMATORS


def may_change_contact(actor: Actor, contact: Any) -> Verdict:
    """Change or remove what was noted, also by another animator, and tick its next step off."""
    return may_keep_contacts(actor)


def may_change_prepared(actor: Actor, prepared: Any) -> Verdict:
    """Change an offer that is written for somebody, or take it back, also another animator's."""
    return may_keep_contacts(actor)


def may_invite_stakeholder(actor: Actor) -> Verdict:
    """Invite somebody with an offer that is written for them."""
    return actor.role == "animator" or _ANIMATORS
