"""What becomes of somebody's part in selection when they leave the cluster."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update

from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor
from app.extensions import db
from app.selection.models import (
    Assessment,
    AssessmentConflict,
    AssessmentScore,
    DecisionLetter,
    RoundAssessor,
    RoundPanelist,
)


@action(silent="follows from a fact that the action around it records")
def leave(_actor: Actor, person: Any) -> None:
    """Nested in people's action. What they had not submitted goes and is free for others; what they submitted counts,
    under "someone who has left". Letters to them go; a conflict of interest stays without its reason."""
    mine = (Assessment.assessor_id == person.id) & Assessment.state.in_(("assigned", "draft"))
    open_ones = select(Assessment.id).where(mine)
    db.session.execute(delete(AssessmentScore).where(AssessmentScore.assessment_id.in_(open_ones)))
    db.session.execute(update(Assessment).where(mine).values(state="declined", comment=""))
    seats = update(RoundAssessor).where(RoundAssessor.person_id == person.id, RoundAssessor.left_at.is_(None))
    db.session.execute(seats.values(left_at=now()))
    db.session.execute(delete(RoundPanelist).where(RoundPanelist.person_id == person.id))
    db.session.execute(delete(DecisionLetter).where(DecisionLetter.person_id == person.id))
    ties = update(AssessmentConflict).where(AssessmentConflict.person_id == person.id)
    db.session.execute(ties.values(reason=""))
