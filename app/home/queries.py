"""What the gathering pages read: the frame of every page, Today, the search, the public page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from app.activity import queries as activity
from app.activity.models import Beat
from app.core.clock import now
from app.core.glances import Hit, Waiting
from app.core.prepared import prepared
from app.extensions import db
from app.hosting import queries as hosting
from app.innovations import queries as innovations
from app.measuring import queries as measuring
from app.mentoring import queries as mentoring
from app.messages import queries as messages
from app.offers import queries as offers
from app.outreach import queries as outreach
from app.people import queries as people
from app.people.reader import Reader
from app.scaling import queries as scaling
from app.selection import queries as selection
from app.stakeholders import queries as stakeholders
from app.stories import queries as stories

BEAT_LIMIT = timedelta(seconds=90)


@dataclass(frozen=True)
class Frame:
    """What the navigation of every page counts, read in one statement."""

    messages: int
    inbox: int
    pulse: str


def frame(reader: Reader) -> Frame:
    """Unread messages, unread inbox entries, and what the page has heard of changes."""
    messages, inbox, own, log = _frame(reader, activity.audience_of(reader)).one()
    return Frame(messages, inbox, activity.sealed(reader.id, own, log))


@prepared
def _frame(reader: Any, audience: Any) -> Any:
    return select(
        func.coalesce(messages.unread_of(reader.id).scalar_subquery(), 0),
        func.coalesce(activity.unread_of(reader).scalar_subquery(), 0),
        *activity.heard_by(reader.id, audience),
    )


def waiting_for(reader: Reader) -> list[Waiting]:
    """Everything that waits for this person, oldest first."""
    sources = (
        people, innovations, selection, scaling, measuring, stories, mentoring, offers, stakeholders, activity,
        messages, hosting,
    )  # fmt: skip
    return sorted((item for source in sources for item in source.waiting_for(reader)), key=lambda item: item.since)


def public_figures() -> list[tuple[str, int]]:
    """What the public page counts: (what, how many)."""
    mentors = select(func.count()).where(mentoring.MentorProfile.state == "published").scalar_subquery()
    members = select(func.count()).where(people.Person.state == "active").scalar_subquery()
    row = db.session.execute(select(mentors, members)).one()
    return [
        ("innovations", innovations.count_public()),
        ("offers", offers.count_open()),
        ("mentors", row[0]),
        ("people", row[1]),
    ]


def found(reader: Reader | None, query: str) -> list[tuple[str, Sequence[Hit]]]:
    """What the search finds, a few of each kind: (kind, hits). Visitors find what is public."""
    sources: dict[str, Any] = {"innovations": innovations, "offers": offers}
    if reader:
        sources = {"people": people, "mentoring": mentoring} | sources | {"outreach": outreach}
    return [(kind, hits) for kind, source in sources.items() if (hits := source.found(reader, query))]


def worker_beats() -> bool:
    """Is there a worker, and has each of them shown a sign of life lately? Who ended or died is not among them."""
    oldest = db.session.execute(select(func.min(Beat.at))).scalar_one()
    return oldest is not None and oldest > now() - BEAT_LIMIT
