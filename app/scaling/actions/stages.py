"""The four stages: checks ticked off, on to the next, or one back."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete

from app.core.action import action
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.scaling.actions.telling import innovation_ref, note, tell, way_of
from app.scaling.checks import CHECKS, missing_checks, stage_after, stage_before
from app.scaling.events import CheckMet, CheckReopened, StageReached, StageSteppedBack
from app.scaling.models import ScalingPathway, StageCheck
from app.scaling.queries import checks_met
from app.scaling.rules import may_move_stage, may_work_on_pathway


@action
def meet_check(actor: Actor, innovation: SocialInnovation, code: str, remark: str = "") -> ScalingPathway:
    """Tick off an exit check, with a remark on how one knows. Of any stage: what is so, is so. Ticked off before:
    only another remark is a change."""
    require(may_work_on_pathway(actor, innovation))
    way = way_of(innovation)
    if code not in CHECKS.get(code.partition(".")[0], {}):
        raise Refused(_("There is no such check."))
    met = db.session.get(StageCheck, (way.id, code))
    if met is not None and met.note == remark:
        return way
    if met is None:
        db.session.add(StageCheck(pathway_id=way.id, code=code, note=remark, met_by=actor.id))
    else:
        met.note, met.met_by = remark, actor.id
    note(actor, innovation, CheckMet(innovation_ref(innovation), check=code))
    return way


@action
def reopen_check(actor: Actor, innovation: SocialInnovation, code: str) -> ScalingPathway:
    """It is not so, or not any more."""
    require(may_work_on_pathway(actor, innovation))
    way = way_of(innovation)
    if db.session.get(StageCheck, (way.id, code)) is not None:
        db.session.execute(delete(StageCheck).filter_by(pathway_id=way.id, code=code))
        note(actor, innovation, CheckReopened(innovation_ref(innovation), check=code))
    return way


@action
def advance_stage(actor: Actor, innovation: SocialInnovation, stage: str) -> ScalingPathway:
    """On to `stage`, the next one, when all checks of this one are met."""
    require(may_move_stage(actor, innovation))
    way = way_of(innovation)
    if stage_after(way.stage) != stage:
        raise Conflict(_("The pathway has moved in the meantime. Look at where it stands now."))
    if missing_checks(way.stage, checks_met(way.id)):
        raise Conflict(_("Not all checks of this stage are ticked off yet."))
    way.stage = stage
    tell(actor, innovation, StageReached(innovation_ref(innovation), stage=stage))
    return way


@action
def step_back(actor: Actor, innovation: SocialInnovation, stage: str) -> ScalingPathway:
    """Back to `stage`, the one before. What was ticked off stays so."""
    require(may_move_stage(actor, innovation))
    way = way_of(innovation)
    if stage_before(way.stage) != stage:
        raise Conflict(_("The pathway has moved in the meantime. Look at where it stands now."))
    way.stage = stage
    tell(actor, innovation, StageSteppedBack(innovation_ref(innovation), stage=stage))
    return way
