"""Certificates, and what could be certified."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.core.paging import Page, keyset
from app.core.rules import Actor
from app.extensions import db
from app.mentoring.models import Certificate, MentoringSession
from app.mentoring.queries.hours import HourFilters, Total, total
from app.people.queries import cluster
from app.web.periods import Period, today

PRESETS = ("this_year", "last_year", "all")


@dataclass(frozen=True)
class Preset:
    """A period that can be chosen at once, and what it holds."""

    name: str
    period: Period
    total: Total


def certificates_page(mentor_id: str, after: str | None = None) -> Page:
    """A mentor's own, the newest first: (id, since, until, minutes, sessions, created_at, revoked_at)."""
    c = Certificate
    query: Any = select(c.id, c.since, c.until, c.minutes, c.sessions, c.created_at, c.revoked_at)
    return keyset(db.session.execute, query.where(c.mentor_id == mentor_id), (c.id,), after)


def certificate_of(reader: Actor, id_: str) -> Certificate | None:
    """One certificate, for the mentor and for animators."""
    found = db.session.get(Certificate, id_)
    mine = found is not None and (found.mentor_id == reader.id or reader.role == "animator")
    return found if mine else None


def certificate_with(code: str) -> Certificate | None:
    """The one with this public code; capitals, spaces and dashes as people type them do not matter."""
    plain = code.replace("-", "").replace(" ", "").lower()
    if not (plain.isascii() and plain.isalnum() and len(plain) <= 32):
        return None
    return db.session.execute(select(Certificate).where(Certificate.code == plain)).scalar_one_or_none()


def same_certificate(mentor_id: str, period: Period, counted: Total) -> Certificate | None:
    """One that says the same and stands: it need not be issued twice."""
    c = Certificate
    same = (c.since == period.since, c.until == period.until, c.minutes == counted.minutes, c.revoked_at.is_(None))
    query = select(c).where(c.mentor_id == mentor_id, c.sessions == counted.sessions, *same).order_by(c.id.desc())
    return db.session.execute(query.limit(1)).scalar_one_or_none()


def standing_certificates(mentor_id: str) -> list[Certificate]:
    """All that are not revoked, and all that bear a name: what goes when the mentor leaves."""
    c = Certificate
    query = select(c).where(c.mentor_id == mentor_id, c.name != "").order_by(c.id).limit(1000)
    return list(db.session.execute(query).scalars())


def given(mentor_id: str, period: Period) -> Total:
    """Sessions and minutes that this mentor gave in a period; nobody's as a mentee."""
    return total(HourFilters(mentor=mentor_id, period=period))


def is_overtaken(certificate: Certificate) -> bool:
    """Fewer minutes of its period are confirmed by now than it says: a session was contested, and decided otherwise.

    Derived, so that it holds at once. What was confirmed later than it was issued makes no certificate wrong.
    """
    period = Period(certificate.since, certificate.until, cluster().timezone)
    return given(certificate.mentor_id, period).minutes < certificate.minutes


def periods_of(mentor_id: str) -> list[Preset]:
    """This year up to yesterday, last year, and all since the first session; those without an hour are left out."""
    zone = cluster().timezone
    day, first = today(zone), _first_day(mentor_id, zone)
    if first is None:
        return []
    last = date(day.year - 1, 12, 31)
    yesterday = day - timedelta(days=1)
    spans = ((date(day.year, 1, 1), yesterday), (last.replace(month=1, day=1), last), (first, yesterday))
    told = [Preset(name, Period(*span, zone), Total(0, 0)) for name, span in zip(PRESETS, spans, strict=True)]
    counted = [replace(preset, total=given(mentor_id, preset.period)) for preset in told]
    return [preset for preset in counted if preset.total.sessions]


def _first_day(mentor_id: str, zone: str) -> date | None:
    held = (MentoringSession.mentor_id == mentor_id) & (MentoringSession.state == "held")
    first: Any = db.session.execute(select(func.min(MentoringSession.starts_at)).where(held)).scalar_one()
    return first.astimezone(ZoneInfo(zone)).date() if first else None
