"""What every write on a pathway does alike: find it, name it, tell those who work on it."""

from __future__ import annotations

from flask_babel import gettext as _

from app.activity.facts import Fact, Ref
from app.activity.record import record
from app.core.rules import Actor, Conflict
from app.innovations.queries import SocialInnovation
from app.people.queries import Organisation
from app.scaling.models import ScalingPathway, ScalingStrategy
from app.scaling.queries import named_people, pathway_of, people_at_work
from app.scaling.words import strategy_name


def innovation_ref(innovation: SocialInnovation) -> Ref:
    """How facts name it."""
    return Ref("innovation", innovation.id, innovation.name)


def strategy_ref(strategy: ScalingStrategy) -> Ref:
    """A strategy, by the name it has for whoever wrote it down."""
    return Ref("strategy", strategy.id, strategy_name(strategy))


def organisation_ref(organisation: Organisation) -> Ref:
    """An organisation."""
    return Ref("organisation", organisation.id, organisation.name)


def owner_ref(actor: Actor, owner_id: str | None) -> Ref | None:
    """Who does it or looks after it."""
    name = named_people(actor, [owner_id]).get(owner_id or "")
    return Ref("person", owner_id, name) if owner_id and name else None


def way_of(innovation: SocialInnovation) -> ScalingPathway:
    """Its pathway; Conflict where none was opened."""
    found = pathway_of(innovation.id)
    if found is None:
        raise Conflict(_("No pathway has been opened for this innovation yet."))
    return found


def note(actor: Actor, innovation: SocialInnovation, fact: Fact) -> None:
    """Record work on it, for those who work on it to see."""
    record(actor, fact, among=people_at_work(innovation.id))


def tell(actor: Actor, innovation: SocialInnovation, fact: Fact) -> None:
    """Record a step of it: those who work on it find it in their inbox."""
    people = people_at_work(innovation.id)
    record(actor, fact, tell=people, among=people)
