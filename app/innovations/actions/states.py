"""The walk through the pipeline: the one place that sets an innovation's state (PRODUCT.md, States)."""

from __future__ import annotations

from flask_babel import gettext as _

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Conflict, require
from app.innovations.events import InnovationHeld, InnovationResumed
from app.innovations.models import SocialInnovation
from app.innovations.pipeline import may_follow
from app.innovations.rules import may_hold_innovation, may_resume_innovation
from app.innovations.words import state_name


def walk(innovation: SocialInnovation, to: str, reason: str = "") -> None:
    """Take the arrow to `to`, inside the action that records it. Raises Conflict where there is none: somebody was
    faster, or the page was old."""
    if not may_follow(innovation.state, to, innovation.held_from):
        raise Conflict(
            _("This cannot be done now: the innovation is at “%(state)s”.", state=state_name(innovation.state))
        )
    innovation.held_from = innovation.state if to == "on_hold" else ""
    innovation.state, innovation.reason = to, reason


@action
def hold_innovation(actor: Actor, innovation: SocialInnovation, reason: str) -> SocialInnovation:
    """Let the work on it rest; `reason` is shown to members."""
    require(may_hold_innovation(actor, innovation))
    walk(innovation, "on_hold", reason)
    record(actor, InnovationHeld(Ref("innovation", innovation.id, innovation.name), reason=reason))
    return innovation


@action
def resume_innovation(actor: Actor, innovation: SocialInnovation) -> SocialInnovation:
    """Go on where it was put on hold."""
    require(may_resume_innovation(actor, innovation))
    walk(innovation, innovation.held_from)
    record(actor, InnovationResumed(Ref("innovation", innovation.id, innovation.name)))
    return innovation
