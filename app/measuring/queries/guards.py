"""What scaling asks before an innovation goes on: are there baselines, is there a final measurement?"""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, or_, select

from app.extensions import db
from app.measuring.models import MAX_INDICATORS, Indicator, ProgressReport
from app.measuring.words import NUMERIC, title_of


def has_baseline() -> ColumnElement[bool]:
    """Does an indicator say where it began: a number where it counts, words where it tells."""
    counts = and_(Indicator.measure.in_(NUMERIC), Indicator.baseline_value.is_not(None))
    return or_(counts, and_(Indicator.measure.not_in(NUMERIC), Indicator.baseline_words != ""))


def baselines_missing(innovation_id: str) -> list[str]:
    """The names of what is measured and has no baseline yet, in the reader's language; where nothing is measured, one
    entry that says so. Empty: scaling may begin."""
    query = (
        select(Indicator.code, Indicator.title, has_baseline().label("told"))
        .where(Indicator.innovation_id == innovation_id, Indicator.retired_at.is_(None))
        .order_by(Indicator.position, Indicator.id)
        .limit(MAX_INDICATORS)
    )
    rows = db.session.execute(query).all()
    if not rows:
        return [_("an indicator (none is chosen yet)")]
    return [title_of(code, title) for code, title, told in rows if not told]


def has_final_measurement(innovation_id: str) -> bool:
    """Was its final report approved? Completing rests on it."""
    query = select(ProgressReport.id).filter_by(innovation_id=innovation_id, final=True, state="approved").limit(1)
    return db.session.execute(query).first() is not None
