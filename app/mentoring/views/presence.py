"""What the reader can say about who came to a session (B13), for its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.core.clock import now
from app.core.rules import Actor, allows
from app.mentoring.models import MentoringSession
from app.mentoring.presence import can_be_held, can_be_missed, went_unsaid
from app.mentoring.queries.pairs import Pair, Who
from app.mentoring.rules import may_contest_session, may_decide_dispute, may_mark_no_show


@dataclass(frozen=True)
class Attendance:
    """`absent`: whom the reader can mark as missing now; `missing`: who is marked; `holdable`: it can be said now that
    it took place; `unsaid`: nobody said so while it could be said.
    """

    absent: list[Who]
    missing: Who | None
    holdable: bool
    unsaid: bool
    contestable: bool
    decidable: bool


def attendance_of(session: MentoringSession, pair: Pair, reader: Actor) -> Attendance:
    """The same rules that the actions ask."""
    at, open_ = now(), session.state == "confirmed"
    markable = open_ and can_be_missed(session.starts_at, at) and allows(may_mark_no_show(reader, session))
    both = pair.both
    apart = reader.role == "animator" and reader.id not in (pair.mentor.id, pair.mentee.id)
    others: list[Any] = list(both) if apart else [pair.partner_of(reader.id)]
    said = session.state in ("held", "no_show") and session.settled_by is None
    return Attendance(
        holdable=open_ and can_be_held(session.starts_at, at),
        unsaid=open_ and went_unsaid(session.starts_at, at),
        absent=others if markable else [],
        missing=next((who for who in both if who.id == session.no_show_id), None),
        contestable=said and allows(may_contest_session(reader, session)),
        decidable=session.state == "disputed" and allows(may_decide_dispute(reader, session)),
    )
