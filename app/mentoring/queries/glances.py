"""What mentoring tells the pages that gather from all slices."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from app.core.glances import Hit
from app.core.rules import Actor
from app.mentoring.models import MentoringSession
from app.mentoring.queries.finding import Filters, mentors_page
from app.mentoring.queries.groups import Group, groups_ahead
from app.mentoring.queries.sessions import Meeting, coming


class NextSession(NamedTuple):
    """A line of "Your next sessions": with a partner, or a group under its title (`partner_id` is its mentor's)."""

    id: str
    starts_at: datetime
    ends_at: datetime
    partner_id: str
    partner_name: str
    partner_zone: str
    place: str
    url: str
    partner_first: str


def next_sessions(reader: Actor, limit: int = 3) -> list[NextSession]:
    """The reader's next sessions, soonest first: the two people's, and groups they lead or sit in."""
    found = [_with_partner(meeting, reader.id) for meeting in coming(reader.id, limit)]
    found += [_in_a_group(group, reader.id) for group in groups_ahead(reader.id, limit)]
    return sorted(found, key=lambda line: line.starts_at)[:limit]


def _with_partner(meeting: Meeting, reader_id: str) -> NextSession:
    partner, url = meeting.pair.partner_of(reader_id), url_for("mentoring.session", id=meeting.id)
    times = (meeting.starts_at, meeting.ends_at)
    return NextSession(meeting.id, *times, partner.id, partner.name, partner.zone, meeting.place, url,
                       partner.first_name)  # fmt: skip


def _in_a_group(group: Group, reader_id: str) -> NextSession:
    zone = "" if group.mentor.id == reader_id else group.mentor.zone
    url = url_for("mentoring.group", id=group.id)
    return NextSession(
        group.id, group.starts_at, group.ends_at, group.mentor.id, group.title, zone, group.place, url,
        group.mentor.first_name,
    )  # fmt: skip


def found(reader: Any, query: str, limit: int = 5) -> list[Hit]:
    """Published mentors that match."""
    cards = mentors_page(reader, Filters(q=query), sort="name").rows[:limit]
    return [Hit(_("Mentor"), card.name, url_for("mentoring.mentor", id=card.id), card.headline) for card in cards]


def held_between(start: Any, end: Any) -> Select[Any]:
    """Counts the sessions that were held and began in that span."""
    session = MentoringSession
    within = (session.starts_at >= start) & (session.starts_at < end)
    return select(func.count(session.id)).where(session.state == "held", within)
