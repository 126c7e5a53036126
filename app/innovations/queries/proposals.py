"""What visitors put forward."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, TableClause, column, func, select

from app.core.paging import Page, keyset
from app.core.search import fold
from app.extensions import db
from app.innovations.models import Proposal, SocialInnovation
from app.people.queries.cluster import cluster

_ROUNDS = TableClause("selection_rounds", column("id"), column("name"), column("state"), column("call_public"))
"""By its name alone: the room of the rounds reads this one, and not the other way round."""


def call_open(round_id: str) -> str | None:
    """The id of a selection round whose public call is open, if this is one."""
    query = select(_ROUNDS.c.id).where(
        _ROUNDS.c.id == round_id, _ROUNDS.c.state == "open", _ROUNDS.c.call_public.is_(True)
    )
    return db.session.execute(query).scalar_one_or_none() if round_id else None


def that_answered(round_id: str) -> Select[Any]:
    """The ids of the innovations that were made of what visitors put forward for a selection round's call."""
    accepted = (Proposal.round_id == round_id, Proposal.state == "accepted", Proposal.innovation_id.is_not(None))
    return select(Proposal.innovation_id).where(*accepted)


def call_named(round_id: str | None) -> str:
    """The name of the round whose call it answers; empty for none."""
    query = select(_ROUNDS.c.name).where(_ROUNDS.c.id == round_id)
    return (db.session.execute(query).scalar_one_or_none() or "") if round_id else ""


def takes_proposals() -> bool:
    """Can visitors put innovations forward?"""
    return cluster().take_proposals


def proposal(id_: str) -> Proposal | None:
    """One of them; for animators."""
    return db.session.get(Proposal, id_)


def proposals(state: str, after: str | None = None) -> Page:
    """Those that wait, the oldest first; or those that were answered so, the newest first."""
    query = select(Proposal.created_at, Proposal.id, Proposal.name, Proposal.told, Proposal.round_id)
    keys = (Proposal.created_at, Proposal.id)
    query = query.where(Proposal.state == state)
    return keyset(db.session.execute, query, keys, after, descending=state != "waiting")


def count_waiting() -> int:
    """How many wait."""
    query = select(func.count(Proposal.id)).where(Proposal.state == "waiting")
    return db.session.execute(query).scalar_one()


def alike_named(name: str) -> list[Any]:
    """(id, name, city, country) of innovations of the same name that are here already."""
    query = select(SocialInnovation.id, SocialInnovation.name, SocialInnovation.city, SocialInnovation.country)
    query = query.where(SocialInnovation.sort_name == fold(name)[:240], SocialInnovation.state != "withdrawn")
    return list(db.session.execute(query.order_by(SocialInnovation.id).limit(5)))
