"""Who may do what in outreach.

Animators and partners log for the cluster: also what others did, for it is they who answer for its report. Every other
member logs what they took part in, and stands among those who did. Observers only read.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict
from app.outreach.models import FOR_THE_CLUSTER

_OBSERVER = Denied(_l("You can read here, but not act: your account is an observer's."))
_NOT_YOURS = Denied(_l("Only who logged this, and the animators, can change it."))


def may_log_activity(actor: Actor) -> Verdict:
    """Log what happened elsewhere."""
    return _OBSERVER if actor.role == "observer" else True


def logs_for_cluster(actor: Actor) -> bool:
    """Whether they also log what they did not take part in themselves."""
    return actor.role in FOR_THE_CLUSTER


def may_change_draft(actor: Actor, activity: Any) -> Verdict:
    """Go on writing a draft, log it, throw it away: it is its writer's alone."""
    return activity.author_id == actor.id or _NOT_YOURS


def may_correct_activity(actor: Actor, activity: Any) -> Verdict:
    """Put right what was logged."""
    if actor.role == "observer":
        return _OBSERVER
    return activity.author_id == actor.id or actor.role == "animator" or _NOT_YOURS


def may_withdraw_activity(actor: Actor, activity: Any) -> Verdict:
    """Take back what was logged: it counts no more, and says so."""
    return may_correct_activity(actor, activity)
