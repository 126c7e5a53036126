"""Requests on their way: whose turn it is, what was said in between, who stays silent, how much a mentor carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, func, or_, select

from app.core.clock import now
from app.core.paging import Count, Page, count_upto, keyset
from app.core.rules import Actor
from app.extensions import db
from app.mentoring.models import EXPIRES_AFTER, OPEN, MentoringRequest, MentoringSession, Mentorship, RequestReply
from app.mentoring.queries.pairs import Pair, mine, pair_of, with_pair
from app.mentoring.queries.standing import RUNNING
from app.people.queries import Person

NUDGES = (timedelta(days=3), timedelta(days=7))
"""When a silent mentor is reminded, counted from `waits_since`; each once (M2)."""
SEEN_AS_SILENT = timedelta(days=4)
"""From then on the animators see that a mentor is silent (M2)."""
SIDES = ("asked", "got")
STATES = ("open", "accepted", "declined", "withdrawn", "expired")
EXPORT_LIMIT = 5000


@dataclass(frozen=True)
class Asked:
    """A request as a line: where it stands, whose turn it is and since when."""

    id: str
    state: str
    at: datetime
    since: datetime
    answered_at: datetime | None
    nudged: int
    silent: str  # expired: mentor or mentee
    mentorship_id: str | None
    pair: Pair

    @property
    def overdue(self) -> bool:
        """Its time is over, whether or not the worker has run."""
        return self.state in OPEN and self.since <= now() - EXPIRES_AFTER

    @property
    def shown_state(self) -> str:
        """Its state as a word."""
        return "expired" if self.overdue else self.state

    @property
    def turn(self) -> str:
        """Who has to say something: mentor, mentee, or nobody any more."""
        return turn_of(self.shown_state)

    @property
    def ends_at(self) -> datetime:
        """When it expires if nobody says anything."""
        return self.since + EXPIRES_AFTER

    @property
    def days(self) -> int:
        """Whole days since it is this side's turn."""
        return (now() - self.since).days


def turn_of(state: str) -> str:
    """Whose turn it is in that state: mentor, mentee, or nobody's."""
    return {"sent": "mentor", "more_information_asked": "mentee"}.get(state, "")


@dataclass(frozen=True)
class Asking:
    """What the list of one's requests is asked for."""

    side: str = ""  # of SIDES
    state: str = ""  # of STATES

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Asking:
        """From the address; what is not one of the choices is left out."""
        side, state = args.get("side", ""), args.get("state", "")
        return cls(side if side in SIDES else "", state if state in STATES else "")

    def args(self) -> dict[str, str]:
        """For the address."""
        return {name: value for name, value in vars(self).items() if value}


COLUMNS = (
    MentoringRequest.created_at, MentoringRequest.id, MentoringRequest.state, MentoringRequest.waits_since,
    MentoringRequest.answered_at, MentoringRequest.nudged, MentoringRequest.answer_reason,
    MentoringRequest.mentorship_id,
)  # fmt: skip


def waiting(at: datetime) -> ColumnElement[bool]:
    """Whether a request has no answer yet and its time is not over."""
    return MentoringRequest.state.in_(OPEN) & (MentoringRequest.waits_since > at - EXPIRES_AFTER)


def _lines(*conditions: Any) -> Select[Any]:
    return with_pair(select(*COLUMNS), MentoringRequest, MentoringRequest.innovation_id).where(*conditions)


def _read(rows: Iterable[Any]) -> list[Asked]:
    return [Asked(row[1], row[2], row[0], row[3], row[4], row[5], row[6], row[7], pair_of(row)) for row in rows]


def _wanted(person_id: str, asked: Asking) -> list[Any]:
    request, at = MentoringRequest, now()
    sides = {"asked": request.mentee_id == person_id, "got": request.mentor_id == person_id}
    conditions = [mine(request, person_id), *([sides[asked.side]] if asked.side else [])]
    if asked.state == "open":
        conditions.append(waiting(at))
    elif asked.state == "expired":
        conditions.append(or_(request.state == "expired", request.state.in_(OPEN) & ~waiting(at)))
    elif asked.state:
        conditions.append(request.state == asked.state)
    return conditions


def asked_page(reader: Actor, asked: Asking, after: str | None = None) -> Page:
    """The reader's requests in both directions, newest first."""
    query = _lines(*_wanted(reader.id, asked))
    page = keyset(db.session.execute, query, (MentoringRequest.created_at, MentoringRequest.id), after)
    return Page(_read(page.rows), page.next)


def count_asked(reader: Actor, asked: Asking) -> Count:
    """How many there are."""
    return count_upto(db.session.execute, select(MentoringRequest.id).where(*_wanted(reader.id, asked)))


def asked_rows(reader: Actor, asked: Asking) -> list[Asked]:
    """All of the filtered list: what the CSV writes."""
    query = _lines(*_wanted(reader.id, asked)).order_by(MentoringRequest.created_at.desc(), MentoringRequest.id.desc())
    return _read(db.session.execute(query.limit(EXPORT_LIMIT)))


def replies_of(request_id: str) -> list[Any]:
    """What the two wrote before the answer, oldest first: (person_id, name, text, created_at)."""
    reply = RequestReply
    query = select(reply.person_id, Person.name, reply.text, reply.created_at)
    query = query.join(Person, Person.id == reply.person_id).where(reply.request_id == request_id)
    return list(db.session.execute(query.order_by(reply.created_at, reply.id).limit(100)))


def due_reminders(at: datetime, limit: int = 200) -> list[tuple[MentoringRequest, Pair, int]]:
    """Requests whose mentor is to be reminded now, and which reminder it is (1 or 2); those before are past (M2)."""
    request = MentoringRequest
    found: list[tuple[MentoringRequest, Pair, int]] = []
    for number, after in reversed(list(enumerate(NUDGES, 1))):
        due = (request.nudged < number) & (request.waits_since <= at - after)
        due &= (request.state == "sent") & (request.waits_since > at - EXPIRES_AFTER)
        query = with_pair(select(request), request, request.innovation_id).where(due)
        rows = db.session.execute(query.order_by(request.waits_since).limit(limit)).all()
        seen = {known.id for known, _pair, _number in found}
        found += [(row[0], pair_of(row), number) for row in rows if row[0].id not in seen]
    return found


def silent_mentors(at: datetime, *conditions: Any) -> Select[Any]:
    """Requests that have waited for their mentor for four days and more (M2): a query to be paged by its first two
    columns, `waits_since` and id. `read_silent` makes lines of its rows."""
    request = MentoringRequest
    silent = (request.state == "sent") & (request.waits_since <= at - SEEN_AS_SILENT)
    query = with_pair(select(request.waits_since, request.id, *COLUMNS), request, request.innovation_id)
    return query.where(silent, request.waits_since > at - EXPIRES_AFTER, *conditions)


def read_silent(rows: Iterable[Any]) -> list[Asked]:
    """The rows of `silent_mentors` as lines."""
    return _read(tuple(row)[2:] for row in rows)


def left_unanswered(mentor_id: str, since: datetime | None) -> int:
    """How many of the last two requests to this mentor, since they came back (`since`), expired through their silence.

    What was withdrawn, or waited for the mentee, says nothing of them.
    """
    request = MentoringRequest
    theirs = request.state.in_(("accepted", "declined")) | (
        (request.state == "expired") & (request.answer_reason != "mentee")
    )
    query = select(request.state).where(request.mentor_id == mentor_id, theirs)
    if since is not None:
        query = query.where(request.answered_at >= since)
    last = db.session.execute(query.order_by(request.answered_at.desc(), request.id.desc()).limit(2)).scalars().all()
    return sum(state == "expired" for state in last)


@dataclass(frozen=True)
class Load:
    """What a mentor carries just now."""

    mentees: int = 0
    requests: int = 0
    sessions_before: int = 0  # held or past in the last 30 days
    sessions_ahead: int = 0  # booked in the next 30 days


def load_of(mentor_ids: Iterable[str]) -> dict[str, Load]:
    """The load of each of these mentors, in three statements whatever their number."""
    ids, at, month = list(mentor_ids), now(), timedelta(days=30)
    mentees = _counted(Mentorship, ids, Mentorship.state.in_(RUNNING))
    requests = _counted(MentoringRequest, ids, waiting(at))
    session = MentoringSession
    counted = session.state.in_(("requested", "confirmed", "held", "no_show", "disputed"))
    around = session.starts_at.between(at - month, at + month)
    ahead = func.sum(cast(session.starts_at > at, Integer))
    query = select(session.mentor_id, func.count(session.id), ahead).where(session.mentor_id.in_(ids), counted, around)
    sessions = {
        mentor: (all_ - next_, next_) for mentor, all_, next_ in db.session.execute(query.group_by(session.mentor_id))
    }
    return {id_: Load(mentees.get(id_, 0), requests.get(id_, 0), *sessions.get(id_, (0, 0))) for id_ in ids}


def _counted(model: Any, ids: list[str], condition: Any) -> dict[str, int]:
    query = select(model.mentor_id, func.count(model.id)).where(model.mentor_id.in_(ids), condition)
    return dict(db.session.execute(query.group_by(model.mentor_id)).all())
