"""A pathway is opened, its route is asked for and decided."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.innovations.actions import walk
from app.innovations.queries import SocialInnovation
from app.people.queries import organisation
from app.scaling.actions.telling import innovation_ref, note, organisation_ref, strategy_ref, tell, way_of
from app.scaling.events import PathwayOpened, QuestionsAnswered, RouteDecided
from app.scaling.models import ScalingPathway
from app.scaling.proposing import propose
from app.scaling.queries import pathway_of, routes, strategy, strategy_of_code
from app.scaling.rules import may_answer_questions, may_decide_route, may_open_pathway


@action
def open_pathway(actor: Actor, innovation: SocialInnovation) -> ScalingPathway:
    """Begin with a selected innovation: it has a pathway from now on."""
    require(may_open_pathway(actor, innovation))
    walk(innovation, "onboarding")
    made = pathway_of(innovation.id)
    if made is None:
        made = ScalingPathway(innovation_id=innovation.id, opened_by=actor.id)
        db.session.add(made)
        db.session.flush()
    tell(actor, innovation, PathwayOpened(innovation_ref(innovation)))
    return made


@action
def answer_questions(actor: Actor, innovation: SocialInnovation, answers: Mapping[str, str | int]) -> ScalingPathway:
    """Keep the answers and what they speak for. The same answers again change nothing."""
    require(may_answer_questions(actor, innovation))
    way, proposal = way_of(innovation), propose(answers, routes())
    if (way.answers, way.proposed, way.reasons) == (dict(answers), proposal.code, list(proposal.reasons)):
        return way
    way.answers, way.proposed, way.reasons = dict(answers), proposal.code, list(proposal.reasons)
    proposed = strategy_of_code(proposal.code)
    ref = strategy_ref(proposed) if proposed else None
    note(actor, innovation, QuestionsAnswered(innovation_ref(innovation), ref))
    return way


@action
def decide_route(
    actor: Actor, innovation: SocialInnovation, strategy_id: str, lead_id: str, reason: str
) -> ScalingPathway:
    """The strategy and the lead partner, and why. People decide, whatever was proposed."""
    require(may_decide_route(actor, innovation))
    way, chosen, lead = way_of(innovation), strategy(strategy_id), organisation(lead_id)
    if chosen is None or (not chosen.active and chosen.id != way.strategy_id):
        raise Refused(_("Choose one of the strategies in use."), "strategy_id")
    if lead is None:
        raise Refused(_("Choose the organisation that leads."), "lead_id")
    if not reason.strip():
        raise Refused(_("Say why: those who work on it will read it."), "reason")
    if (way.strategy_id, way.lead_id, way.decision) == (chosen.id, lead.id, reason):
        return way
    way.strategy_id, way.lead_id, way.decision = chosen.id, lead.id, reason
    way.decided_by, way.decided_at = actor.id, now()
    db.session.flush()
    tell(actor, innovation, RouteDecided(innovation_ref(innovation), strategy_ref(chosen), organisation_ref(lead)))
    return way
