"""Who may do what in scaling.

Animators and partners open pathways and decide on them; the team, the lead partner's people and the animators work on
one; the lead partner's people and the animators take it from step to step. Observers only read.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict
from app.scaling.models import WORKED_ON
from app.scaling.queries import followed, follows_any, in_team, leads, pathway_of

REACHED = ("selected", *WORKED_ON, "alumni", "on_hold")
"""Those in which it has, or can soon have, one."""
_OBSERVER = Denied(_l("You can read here, but not act: your account is an observer's."))
_ANIMATOR = Denied(_l("Only the cluster's animators can do this."))
_OPENERS = Denied(_l("Only animators and partners can do this."))
_WORKERS = Denied(_l("Only its team, its lead partner and the animators work on this pathway."))
_LEADERS = Denied(_l("Only its lead partner and the animators can do this."))
_AUTHOR = Denied(_l("Only who wrote this, and the animators, can change it."))
_RESTS = Denied(_l("Nothing can be changed on this pathway now: look at where the innovation stands."))


def may_see_pathway(actor: Actor, innovation: Any) -> Verdict:
    """Open its pages: its team, its lead partner's people, animators, partners, observers; once it was selected."""
    if innovation.state not in REACHED:
        return _RESTS
    return followed(actor, innovation.id) is not None or _WORKERS


def may_see_portfolio(actor: Actor) -> Verdict:
    """Be offered the page of all pathways: whoever has one to see there."""
    return follows_any(actor) or _WORKERS


def may_edit_strategies(actor: Actor) -> Verdict:
    """Change the table of strategies."""
    return True if actor.role == "animator" else _ANIMATOR


may_add_strategy = may_edit_strategy = may_move_strategy = may_edit_strategies


def _decides(actor: Actor) -> Verdict:
    return True if actor.role in ("animator", "partner") else _OBSERVER if actor.role == "observer" else _OPENERS


may_open_pathways = _decides
"""Be offered to look for innovations to begin with: whoever can open a pathway."""


def may_open_pathway(actor: Actor, innovation: Any) -> Verdict:
    """Begin with a selected innovation: its pathway is opened."""
    decides = _decides(actor)
    return _RESTS if decides is True and innovation.state != "selected" else decides


def may_answer_questions(actor: Actor, innovation: Any) -> Verdict:
    """Fill in the questionnaire on the route: who works on it, and who decides."""
    if innovation.state not in WORKED_ON:
        return _RESTS
    return True if _decides(actor) is True else _works(actor, innovation)


def may_decide_route(actor: Actor, innovation: Any) -> Verdict:
    """Choose its strategy and its lead partner."""
    decides = _decides(actor)
    return _RESTS if decides is True and innovation.state not in WORKED_ON else decides


def _steers(actor: Actor, innovation: Any, state: str) -> Verdict:
    if actor.role == "observer":
        return _OBSERVER
    if actor.role != "animator" and not leads(actor.id, innovation.id):
        return _LEADERS
    return innovation.state == state or _RESTS


def may_begin_scaling(actor: Actor, innovation: Any) -> Verdict:
    """From starting to scaling."""
    return _steers(actor, innovation, "onboarding")


def may_complete_scaling(actor: Actor, innovation: Any) -> Verdict:
    """From scaling to completed."""
    return _steers(actor, innovation, "scaling")


def may_become_alumni(actor: Actor, innovation: Any) -> Verdict:
    """From completed to alumni."""
    return _steers(actor, innovation, "completed")


def _works(actor: Actor, innovation: Any) -> Verdict:
    if actor.role == "observer":
        return _OBSERVER
    works = actor.role == "animator" or in_team(actor.id, innovation.id) or leads(actor.id, innovation.id)
    return works or _WORKERS


def may_work_on_pathway(actor: Actor, innovation: Any) -> Verdict:
    """Plan, look for support, weigh risks, write the journal, name places, tick off checks."""
    works = _works(actor, innovation)
    if works is True and (innovation.state not in WORKED_ON or pathway_of(innovation.id) is None):
        return _RESTS
    return works


def may_move_stage(actor: Actor, innovation: Any) -> Verdict:
    """Take the pathway to its next stage, or one back."""
    works = may_work_on_pathway(actor, innovation)
    if works is not True or actor.role == "animator":
        return works
    return leads(actor.id, innovation.id) or _LEADERS


def may_change_note(actor: Actor, innovation: Any, note: Any) -> Verdict:
    """Change or take away an entry of the journal."""
    works = may_work_on_pathway(actor, innovation)
    return works if works is not True else note.author_id == actor.id or actor.role == "animator" or _AUTHOR
