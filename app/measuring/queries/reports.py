"""Reporting rounds and progress reports: who is asked, who reported, who is late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select

from app.core.clock import now
from app.core.paging import Page, keyset
from app.extensions import db
from app.files.models import StoredFile
from app.innovations.queries import SocialInnovation
from app.measuring.models import Measurement, ProgressReport, ReportingRound
from app.people.queries import cluster

REPORTING = ("onboarding", "scaling", "completed")
"""The states in which an innovation is asked for its progress."""
OPEN = ("due", "draft", "returned")
"""The states of a report that is not sent."""
ROUNDS = 24


def today() -> date:
    """In the cluster's zone."""
    return now().astimezone(ZoneInfo(cluster().timezone)).date()


def rounds() -> Sequence[ReportingRound]:
    """The newest first: twelve years of them."""
    query = select(ReportingRound).order_by(ReportingRound.ends_on.desc(), ReportingRound.id.desc())
    return db.session.execute(query.limit(ROUNDS)).scalars().all()


def reporting_round(id_: str) -> ReportingRound | None:
    """One of them."""
    return db.session.get(ReportingRound, id_)


def round_of(starts_on: date, ends_on: date) -> ReportingRound | None:
    """The round of this half-year, if it was opened."""
    query = select(ReportingRound).filter_by(starts_on=starts_on, ends_on=ends_on)
    return db.session.execute(query).scalar_one_or_none()


def report(id_: str) -> ProgressReport | None:
    """One report; whether the reader may see it is asked of its innovation."""
    return db.session.get(ProgressReport, id_)


def reports_of(innovation_id: str) -> list[Any]:
    """An innovation's reports, the newest first: (report, its round)."""
    query = (
        select(ProgressReport, ReportingRound)
        .join(ReportingRound, ReportingRound.id == ProgressReport.round_id)
        .where(ProgressReport.innovation_id == innovation_id)
        .order_by(ReportingRound.ends_on.desc(), ProgressReport.id.desc())
    )
    return [tuple(row) for row in db.session.execute(query.limit(ROUNDS))]


def asked_in(round_id: str, which: str = "", after: str | None = None) -> Page:
    """The innovations of a round with their reports, by name. `which`: late, waiting (for approval), or a state."""
    query: Any = select(
        SocialInnovation.sort_name, ProgressReport.id, SocialInnovation.id.label("innovation_id"),
        SocialInnovation.name, ProgressReport.state, ProgressReport.final, ProgressReport.submitted_at,
        ProgressReport.reminded, ReportingRound.due_on,
    )  # fmt: skip
    query = query.join(ProgressReport, ProgressReport.innovation_id == SocialInnovation.id)
    query = query.join(ReportingRound, ReportingRound.id == ProgressReport.round_id)
    query = query.where(ProgressReport.round_id == round_id, *_which(which))
    return keyset(db.session.execute, query, (SocialInnovation.sort_name, ProgressReport.id), after, descending=False)


def _which(which: str) -> list[Any]:
    if which == "late":
        return [ProgressReport.state.in_(OPEN), ReportingRound.due_on < today()]
    return [ProgressReport.state == which] if which in ("due", "draft", "submitted", "returned", "approved") else []


def standing(round_id: str) -> dict[str, int]:
    """How many reports of a round are in each state."""
    query = select(ProgressReport.state, func.count()).filter_by(round_id=round_id).group_by(ProgressReport.state)
    return dict(db.session.execute(query).all())


def to_remind(turns: Iterable[tuple[int, date]], limit: int = 200) -> list[Any]:
    """Reports that are not sent and have had fewer reminders than they should: `turns` are (how many, due until).
    Gives (report, its round, its innovation)."""
    behind = [and_(ProgressReport.reminded < turn, ReportingRound.due_on <= due) for turn, due in turns]
    query = (
        select(ProgressReport, ReportingRound, SocialInnovation)
        .join(ReportingRound, ReportingRound.id == ProgressReport.round_id)
        .join(SocialInnovation, SocialInnovation.id == ProgressReport.innovation_id)
        .where(ProgressReport.state.in_(OPEN), ReportingRound.state == "open", or_(*behind))
        .where(SocialInnovation.state.in_(REPORTING))
        .order_by(ProgressReport.id)
        .limit(limit)
    )
    return [tuple(row) for row in db.session.execute(query)]


def reporting_innovations(limit: int = 5000) -> Sequence[SocialInnovation]:
    """Those that are asked now."""
    query = select(SocialInnovation).where(SocialInnovation.state.in_(REPORTING)).order_by(SocialInnovation.id)
    return db.session.execute(query.limit(limit)).scalars().all()


@dataclass(frozen=True)
class Told:
    """What a report says of one indicator: the whole, and its parts by (dimension, part)."""

    whole: Any = None
    parts: dict[tuple[str, str], Any] = field(default_factory=dict)


def told_in(report_id: str) -> dict[str, Told]:
    """What a report says now, by indicator."""
    query = select(Measurement).where(Measurement.report_id == report_id, Measurement.current.is_(True))
    found: dict[str, Told] = {}
    wholes: dict[str, Any] = {}
    for each in db.session.execute(query.order_by(Measurement.id).limit(2000)).scalars():
        if each.dimension:
            found.setdefault(each.indicator_id, Told()).parts[(each.dimension, each.part)] = each
        else:
            wholes[each.indicator_id] = each
    ids = {*found, *wholes}
    return {id_: Told(wholes.get(id_), found.get(id_, Told()).parts) for id_ in ids}


def earlier_versions(report_id: str) -> dict[tuple[str, str, str], list[Any]]:
    """What was corrected since: the versions before, oldest first, by (indicator, dimension, part)."""
    query = select(Measurement).where(Measurement.report_id == report_id, Measurement.current.is_(False))
    found: dict[tuple[str, str, str], list[Any]] = {}
    for each in db.session.execute(query.order_by(Measurement.version).limit(2000)).scalars():
        found.setdefault((each.indicator_id, each.dimension, each.part), []).append(each)
    return found


def measurement(report_id: str, id_: str) -> Measurement | None:
    """The value as it stands now, of this report."""
    query = select(Measurement).where(Measurement.id == id_, Measurement.report_id == report_id)
    return db.session.execute(query.where(Measurement.current.is_(True))).scalar_one_or_none()


def evidence_of(report_id: str, file_id: str) -> StoredFile | None:
    """A file that is evidence for a value of this report, in whatever version."""
    query = select(StoredFile).join(Measurement, Measurement.file_id == StoredFile.id)
    query = query.where(Measurement.report_id == report_id, StoredFile.id == file_id).limit(1)
    return db.session.execute(query).scalars().first()


def previous_values(innovation_id: str, before: date) -> dict[str, tuple[float | None, str, date | None]]:
    """The last approved whole value of each indicator in a period that ended before, with its words and that day."""
    ends = func.max(Measurement.ends_on).label("ends_on")
    last = (
        select(Measurement.indicator_id, ends)
        .join(ProgressReport, ProgressReport.id == Measurement.report_id)
        .where(ProgressReport.innovation_id == innovation_id, ProgressReport.state == "approved")
        .where(Measurement.current.is_(True), Measurement.dimension == "", Measurement.ends_on < before)
        .where(or_(Measurement.value.is_not(None), Measurement.words != ""))
        .group_by(Measurement.indicator_id)
        .subquery()
    )
    query = (
        select(Measurement.indicator_id, Measurement.value, Measurement.words, Measurement.ends_on)
        .join(ProgressReport, ProgressReport.id == Measurement.report_id)
        .join(last, and_(last.c.indicator_id == Measurement.indicator_id, last.c.ends_on == Measurement.ends_on))
        .where(ProgressReport.innovation_id == innovation_id, ProgressReport.state == "approved")
        .where(Measurement.current.is_(True), Measurement.dimension == "")
        .order_by(Measurement.id)
        .limit(500)
    )
    return {row.indicator_id: (row.value, row.words, row.ends_on) for row in db.session.execute(query)}
