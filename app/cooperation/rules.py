"""Who may do what in cooperation: who takes part sees what fits; animators bring teams together."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict


def may_see_cooperation(actor: Actor) -> Verdict:
    """See which innovations have something to give each other: everybody but observers."""
    return (
        True
        if actor.role != "observer"
        else Denied(_l("You can read here, but not act: your account is an observer's."))
    )


def may_introduce_teams(actor: Actor) -> Verdict:
    """Bring two teams together, or say that two have too little in common: animators."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators can do this."))


may_dismiss_suggestion = may_introduce_teams
