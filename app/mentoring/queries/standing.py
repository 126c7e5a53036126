"""How somebody who asks and a mentor stand to each other: can this mentor be asked just now, and if not, why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from app.core.clock import now
from app.core.prepared import prepared
from app.mentoring.models import EXPIRES_AFTER, OPEN, ConflictOfInterest, MentoringRequest, Mentorship
from app.mentoring.queries.conflicts import tied

SHORTEST_REASON = 40
"""Letters that a request says at least about what it is for (M1)."""
OPEN_REQUESTS = 5
"""Requests without an answer that one mentee may have at once (M1)."""
REQUESTS_A_DAY, A_DAY = 3, timedelta(days=1)
"""New requests of one mentee within 24 hours: mentors are asked one after the other, with care."""
RUNNING = ("active", "paused")
"""States of a mentorship that take up one of the mentor's places (B12)."""


@dataclass(frozen=True)
class Standing:
    """How a possible mentee and a mentor stand to each other."""

    mentor_id: str
    state: str
    capacity: int
    mentees: int
    request_id: str | None
    mentorship_id: str | None
    open_requests: int
    asked_lately: int = 0
    conflict: bool = False

    @property
    def obstacle(self) -> Any:
        """Why the mentor cannot be asked just now, as a sentence; None when they can."""
        if self.conflict and not self.mentorship_id:
            return _l("A conflict of interest stands between you two, so this mentor cannot help you. Others can.")
        if self.mentorship_id:
            return _l("You two already work together.")
        if self.request_id:
            return _l("You have asked already; the answer is still to come.")
        if self.state != "published":
            return _l("This mentor takes no new requests at the moment.")
        if self.mentees >= self.capacity:
            return _l("All places of this mentor are taken or promised.")
        if self.open_requests >= OPEN_REQUESTS:
            return _l("You have five requests without an answer. Wait for one, or take one back.")
        if self.asked_lately >= REQUESTS_A_DAY:
            return _l(
                "You have asked three mentors within a day. Each takes time to read you: ask the next one tomorrow."
            )
        return None


def standing_of(reader: Any, card: Any) -> Standing:
    """One statement for all that the rule asks."""
    return standing(reader.id, card.id, card.state, card.capacity, card.mentees + card.promised)


def standing(mentee_id: str, mentor_id: str, state: str, capacity: int, mentees: int) -> Standing:
    """As `standing_of`, with what is known of the mentor passed in."""
    return Standing(
        mentor_id, state, capacity, mentees, *_between(mentee_id, mentor_id, now() - EXPIRES_AFTER, now() - A_DAY).one()
    )


@prepared
def _between(mentee_id: Any, mentor_id: Any, since: Any, yesterday: Any) -> Any:
    request, mentorship = MentoringRequest, Mentorship
    mine = request.mentee_id == mentee_id
    open_ = request.state.in_(OPEN) & (request.waits_since > since)
    asked = select(request.id).where(mine, request.mentor_id == mentor_id, open_).limit(1)
    both = (mentorship.mentee_id == mentee_id) & (mentorship.mentor_id == mentor_id)
    agreed = select(mentorship.id).where(both, mentorship.state.in_(RUNNING)).limit(1)
    waiting = select(func.count(request.id)).where(mine, open_)
    lately = select(func.count(request.id)).where(mine, request.created_at > yesterday)
    tie = select(func.count(ConflictOfInterest.id)).where(ConflictOfInterest.mentor_id == mentor_id, tied(mentee_id))
    return select(*(part.scalar_subquery() for part in (asked, agreed, waiting, lately, tie)))
