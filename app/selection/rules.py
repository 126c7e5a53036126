"""Who may do what in selection: animators run a round, its panel decides beside them, assessors assess. Whether it is
the time for it is the round's state, which the actions look at (a page may be old: that is a Conflict)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from app.core.rules import Actor, Denied, Verdict
from app.extensions import db
from app.innovations.queries import SocialInnovation, member_ids
from app.selection.models import Assessment, AssessmentConflict, RoundPanelist, SelectionRound

_OBSERVER = Denied(_l("You can read here, but not act: your account is an observer's."))
_ANIMATOR = Denied(_l("Only the cluster's animators can do this."))
_PANEL = Denied(_l("Only the animators and the round's panel can do this."))
_TEAM = Denied(_l("Only its team and the animators can do this."))
_ASSESSOR = Denied(_l("Only the one who was asked to assess can do this."))
_TIED = Denied(_l("You have a conflict of interest with one of these. Somebody else of the panel decides about it."))


def in_panel(person_id: str, round_id: str) -> bool:
    """Does this person decide in the round?"""
    mine = exists().where(RoundPanelist.round_id == round_id, RoundPanelist.person_id == person_id)
    return bool(db.session.execute(select(mine)).scalar())


def may_see_rounds(actor: Actor) -> Verdict:
    """Everybody who is signed in; which rounds, the queries know."""
    return True


def may_run_rounds(actor: Actor) -> Verdict:
    """Prepare, open, change, end a round; screen; ask assessors; write and send the letters."""
    return True if actor.role == "animator" else _ANIMATOR


def may_run_round(actor: Actor, selection_round: SelectionRound) -> Verdict:
    """The same for one round."""
    return may_run_rounds(actor)


def may_decide(actor: Actor, selection_round: SelectionRound) -> Verdict:
    """Read the desk and decide: animators and the round's panel."""
    if actor.role == "observer":
        return _OBSERVER
    return True if actor.role == "animator" or in_panel(actor.id, selection_round.id) else _PANEL


def may_judge(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """Decide about this one: nobody of its own team, and nobody who declared a conflict of interest with it."""
    tied = db.session.get(AssessmentConflict, (innovation.id, actor.id)) is not None
    return _TIED if tied or actor.id in member_ids(innovation.id) else True


may_see_desk = may_note = may_decide


def may_enter_innovation(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """Bring it into a round, or take it out again: its team and the animators."""
    if actor.role == "observer":
        return _OBSERVER
    return True if actor.role == "animator" or actor.id in member_ids(innovation.id) else _TEAM


may_take_out = may_enter_innovation


def may_assess(actor: Actor, assessment: Assessment) -> Verdict:
    """Score, submit, decline: who was asked, and nobody in their place."""
    return True if assessment.assessor_id == actor.id else _ASSESSOR


def may_declare_conflict(actor: Actor, person_id: str) -> Verdict:
    """Say that somebody cannot judge an innovation: they themselves, or an animator."""
    return True if actor.id == person_id else may_run_rounds(actor)


def may_step_back(actor: Actor, person_id: str) -> Verdict:
    """Assess no longer in a round: they themselves, or an animator."""
    return True if actor.id == person_id else may_run_rounds(actor)
