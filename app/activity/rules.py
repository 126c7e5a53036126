"""Who may do what in activity."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict


def may_care_for_mail(actor: Actor) -> Verdict:
    """Sending a parked mail again, or dropping it."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators can do this."))
