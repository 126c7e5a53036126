"""The steps that move the innovation itself, each with its guard (PRODUCT.md, States)."""

from __future__ import annotations

from flask_babel import gettext as _

from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, require
from app.innovations.actions import walk
from app.innovations.queries import SocialInnovation
from app.measuring.queries import baselines_missing, has_final_measurement
from app.people.queries import organisation
from app.scaling.actions.telling import innovation_ref, organisation_ref, strategy_ref, tell, way_of
from app.scaling.events import AlumniBecome, ScalingBegun, ScalingCompleted
from app.scaling.queries import pathway_of, strategy
from app.scaling.rules import may_become_alumni, may_begin_scaling, may_complete_scaling


def missing_to_begin(innovation_id: str) -> list[str]:
    """What is still missing before scaling can begin, in the reader's language; empty: it can."""
    way = pathway_of(innovation_id)
    missing = [] if way and way.strategy_id else [_("the strategy")]
    if not (way and way.lead_id):
        missing.append(_("the lead partner"))
    unknown = baselines_missing(innovation_id)
    return missing + ([_("a baseline of: %(names)s", names=", ".join(unknown))] if unknown else [])


def missing_to_complete(innovation_id: str) -> list[str]:
    """The same of completing."""
    return [] if has_final_measurement(innovation_id) else [_("an approved final report")]


@action
def begin_scaling(actor: Actor, innovation: SocialInnovation) -> SocialInnovation:
    """From starting to scaling: with a strategy, a lead partner and baselines."""
    require(may_begin_scaling(actor, innovation))
    _refuse_unready(missing_to_begin(innovation.id))
    way = way_of(innovation)
    chosen, lead = strategy(way.strategy_id or ""), organisation(way.lead_id or "")
    if chosen is None or lead is None:
        raise Conflict(_("This has been removed in the meantime."))
    walk(innovation, "scaling")
    tell(actor, innovation, ScalingBegun(innovation_ref(innovation), strategy_ref(chosen), organisation_ref(lead)))
    return innovation


@action
def complete_scaling(actor: Actor, innovation: SocialInnovation) -> SocialInnovation:
    """From scaling to completed: with an approved final report."""
    require(may_complete_scaling(actor, innovation))
    _refuse_unready(missing_to_complete(innovation.id))
    walk(innovation, "completed")
    way_of(innovation).ended_at = now()
    tell(actor, innovation, ScalingCompleted(innovation_ref(innovation)))
    return innovation


@action
def become_alumni(actor: Actor, innovation: SocialInnovation) -> SocialInnovation:
    """After it completed: it stays in touch, and its pathway is closed."""
    require(may_become_alumni(actor, innovation))
    walk(innovation, "alumni")
    tell(actor, innovation, AlumniBecome(innovation_ref(innovation)))
    return innovation


def _refuse_unready(missing: list[str]) -> None:
    if missing:
        raise Conflict(_("This is still missing: %(what)s.", what=", ".join(missing)))
