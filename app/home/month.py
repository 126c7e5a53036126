"""This month on Today: each figure beside the whole of last month's, in the cluster's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select, union

from app.core.clock import now
from app.core.glances import Figure
from app.extensions import db
from app.mentoring import queries as mentoring
from app.mentoring.queries import MentoringSession, Mentorship
from app.offers import queries as offers
from app.offers.queries import Claim


@dataclass(frozen=True)
class MonthFigure:
    """A figure of this month beside last month's."""

    figure: Figure
    previous: int


def this_month(zone: str) -> list[MonthFigure]:
    """Sessions held, deliveries confirmed, innovations supported."""
    start = now().astimezone(ZoneInfo(zone)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    before = (start - timedelta(days=1)).replace(day=1, hour=0)
    current, since_before = _counted(start), _counted(before)
    counted = [MonthFigure(new, old.value - new.value) for new, old in zip(current, since_before, strict=True)]
    return [*counted, _supported(before, start)]


def _counted(start: datetime) -> list[Figure]:
    return [figure for source in (mentoring, offers) for figure in source.this_month(start)]


def _supported(before: datetime, start: datetime) -> MonthFigure:
    label = _("Innovations supported")
    figure = Figure(label, _helped(start, now() + timedelta(days=1)), "scaling", url_for("innovations.index"))
    return MonthFigure(figure, _helped(before, start))


def _helped(start: datetime, end: datetime) -> int:
    """How many innovations had a session held or a delivery confirmed in that span, each once."""
    sessions = (
        select(Mentorship.innovation_id)
        .join(MentoringSession, MentoringSession.mentorship_id == Mentorship.id)
        .where(MentoringSession.state == "held", _within(MentoringSession.starts_at, start, end))
        .where(Mentorship.innovation_id.is_not(None))
    )
    deliveries = select(Claim.innovation_id).where(
        Claim.state == "confirmed", _within(Claim.confirmed_at, start, end), Claim.innovation_id.is_not(None)
    )
    helped = union(sessions, deliveries).subquery()
    return db.session.execute(select(func.count()).select_from(helped)).scalar_one()


def _within(moment: Any, start: datetime, end: datetime) -> Any:
    return (moment >= start) & (moment < end)
