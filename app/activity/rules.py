"""Who may do what in activity."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict


def may_care_for_mail(actor: Actor) -> Verdict:
    """Sending a parked mail again, or dropping it."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators can do this."))


def may_look_at_chain(actor: Actor) -> Verdict:
    """Asking for a look at the whole log."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators can do this."))


def may_change_export(actor: Actor, export: Any) -> Verdict:
    """Their own, and nobody else's."""
    return True if export.person_id == actor.id else Denied(_l("This is not yours."))


def may_keep_feed(actor: Actor) -> Verdict:
    """A secret address at which the log is read as this person sees it."""
    if actor.role == "observer":
        return Denied(_l("You can read here, but not act: your account is an observer's."))
    return True
