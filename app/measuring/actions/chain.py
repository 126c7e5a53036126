"""The theory of change: from what goes in to what changes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete

from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, require
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.measuring.actions.indicators import innovation_ref
from app.measuring.events import ChainTold
from app.measuring.models import STEPS, ChainLink
from app.measuring.queries import chain_links
from app.measuring.rules import may_tell_chain
from app.scaling.queries import people_at_work


@action
def tell_chain(actor: Actor, innovation: SocialInnovation, links: Sequence[tuple[str, str, str]]) -> SocialInnovation:
    """The whole chain, as (step, text, assumption) in order. Nothing different: nothing happens."""
    require(may_tell_chain(actor, innovation))
    told = [(step, text, assumed) for step in STEPS for at, text, assumed in links if at == step and text]
    here = [(step, text, assumed) for step, each in chain_links(innovation.id).items() for text, assumed in each]
    if told == here:
        return innovation
    db.session.execute(delete(ChainLink).filter_by(innovation_id=innovation.id))
    for place, (step, text, assumed) in enumerate(told):
        link = ChainLink(innovation_id=innovation.id, step=step, text=text, assumption=assumed, position=place)
        db.session.add(link)
    record(actor, ChainTold(innovation_ref(innovation), links=len(told)), among=people_at_work(innovation.id))
    return innovation
