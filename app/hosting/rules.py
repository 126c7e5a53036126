"""Who may do what with the installation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict


def may_look_after_site(actor: Actor) -> Verdict:
    """See how the installation is, and have backups made. Whoever hosts does the rest on the machine."""
    return actor.role == "animator" or Denied(_l("Only the cluster's animators can do this."))
