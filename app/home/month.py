"""This month on Today: each figure beside the whole of last month's, in the cluster's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, func, select, union

from app.core.clock import now
from app.core.prepared import prepared
from app.mentoring import queries as mentoring
from app.mentoring.queries import MentoringSession, Mentorship
from app.offers import queries as offers
from app.offers.queries.deliveries import INNOVATION, Claim, deliveries


@dataclass(frozen=True)
class MonthFigure:
    """A count of this month beside last month's; `url` opens what is behind it."""

    label: Any
    thread: str
    url: str
    value: int
    previous: int


def this_month(zone: str) -> list[MonthFigure]:
    """Sessions held, deliveries confirmed, innovations supported: one statement."""
    start = now().astimezone(ZoneInfo(zone)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    before = (start - timedelta(days=1)).replace(day=1, hour=0)
    row = _counted(before, start, now() + timedelta(days=1)).one()
    since = start.date().isoformat()
    held = (_("Sessions held"), "mentoring", url_for("mentoring.figures_page", since=since))
    deliveries = url_for("activity.index", verb="offers.claim_confirmed", since=since)
    confirmed = (_("Deliveries confirmed"), "offers", deliveries)
    supported = (_("Innovations supported"), "scaling", url_for("innovations.index"))
    figures = zip((held, confirmed, supported), row[:3], row[3:], strict=True)
    return [MonthFigure(*told, value, previous) for told, value, previous in figures]


@prepared
def _counted(before: Any, start: Any, end: Any) -> Any:
    """Each count of this month, then each of last month."""
    counts = (mentoring.held_between, offers.confirmed_between, _helped)
    spans = ((start, end), (before, start))
    return select(*(count(*span).scalar_subquery() for span in spans for count in counts))


def _helped(start: Any, end: Any) -> Select[Any]:
    """Counts the innovations that had a session held or a delivery confirmed in that span, each once."""
    sessions = (
        select(Mentorship.innovation_id)
        .join(MentoringSession, MentoringSession.mentorship_id == Mentorship.id)
        .where(MentoringSession.state == "held", _within(MentoringSession.starts_at, start, end))
        .where(Mentorship.innovation_id.is_not(None))
    )
    given = deliveries().with_only_columns(INNOVATION).where(_within(Claim.confirmed_at, start, end))
    helped = union(sessions, given.where(INNOVATION.is_not(None)))
    return select(func.count()).select_from(helped.subquery())


def _within(moment: Any, start: Any, end: Any) -> Any:
    return (moment >= start) & (moment < end)
