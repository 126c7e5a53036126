"""Each measure by name: its definition in words, and its rows. A row is one event that is counted: its number, the
moment by which it is placed in time, what it is worth, and the mentor and the innovation that it is about.

An event that was overtaken is not a row: a session counts while it is held, not because somebody once said so (B13).
"""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, Subquery, case, exists, extract, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from app.activity.measures import Measure
from app.activity.models import ANIMATORS, Event
from app.innovations.queries import SupportNeed
from app.mentoring.models import MentoringRequest, MentoringSession, Mentorship, MentorTopic, SessionFeedback
from app.mentoring.queries import held_between
from app.mentoring.queries.hours import MINUTES
from app.reference.queries import Topic, topic_name

NO_TOPIC = "none"
"""Where mentor and innovation have no topic in common, or no innovation is named."""
ACCEPTED = "mentoring.request_accepted"
REFUSED = ("mentoring.request_declined", "mentoring.request_expired")
ANSWERED = ("mentoring.request_declined", "mentoring.more_asked")
HELD = ("mentoring.session_held", "mentoring.group_held", "mentoring.dispute_decided")
MISSED = ("mentoring.no_show_marked", "mentoring.dispute_decided")


def topic_words(code: str) -> str:
    """A topic's name, and words for none."""
    return _("No topic in common") if code == NO_TOPIC else topic_name(code)


def _row(event_id: Any, moment: Any, value: Any, mentor_id: Any, innovation_id: Any) -> Select[Any]:
    return select(
        event_id.label("event_id"), moment.label("moment"), value.label("value"),
        mentor_id.label("mentor_id"), innovation_id.label("innovation_id"),
    )  # fmt: skip


def _seconds(moment: Any) -> Any:
    return extract("epoch", moment)


def _seen(*verbs: str) -> Any:
    """Events of these kinds, as far as animators see them."""
    return Event.verb.in_(verbs) & (Event.shown >= ANIMATORS)


def _one(which: Any, *verbs: str) -> Subquery:
    """The first (func.min) or last (func.max) event of these kinds about each thing: (about, event_id)."""
    query = select(Event.object_id.label("about"), which(Event.id).label("event_id"))
    return query.where(_seen(*verbs)).group_by(Event.object_id).subquery()


def _sent() -> Subquery:
    request = MentoringRequest
    query = _row(Event.id, Event.at, literal(1), request.mentor_id, request.innovation_id)
    return query.join(request, request.id == Event.object_id).where(_seen("mentoring.request_sent")).subquery()


def _decided() -> Subquery:
    """Worth 1 if accepted, else 0. What is accepted is told of the mentorship, what is not of the request."""
    request, mentorship = MentoringRequest, Mentorship
    yes = _row(Event.id, Event.at, literal(1), mentorship.mentor_id, mentorship.innovation_id)
    yes = yes.join(mentorship, mentorship.id == Event.object_id).where(_seen(ACCEPTED))
    no = _row(Event.id, Event.at, literal(0), request.mentor_id, request.innovation_id)
    no = no.join(request, request.id == Event.object_id).where(_seen(*REFUSED))
    return union_all(yes, no).subquery()


def _first_answers() -> Subquery:
    """Of each request the first answer: yes, no, or a question; worth the seconds since it was sent."""
    request, yes, other = MentoringRequest, _one(func.min, ACCEPTED), _one(func.min, *ANSWERED)
    agreed = or_(other.c.event_id.is_(None), yes.c.event_id < other.c.event_id)
    answer = case((agreed, yes.c.event_id), else_=other.c.event_id)
    waited = _seconds(Event.at) - _seconds(request.created_at)
    query = _row(Event.id, Event.at, waited, request.mentor_id, request.innovation_id).select_from(request)
    query = query.outerjoin(yes, yes.c.about == request.mentorship_id).outerjoin(other, other.c.about == request.id)
    return query.join(Event, Event.id == answer).subquery()


def _of_sessions(value: Any, state: str, *verbs: str) -> Subquery:
    told, session = _one(func.max, *verbs), MentoringSession
    query = _row(told.c.event_id, session.starts_at, value, session.mentor_id, Mentorship.innovation_id)
    query = query.select_from(told).join(session, session.id == told.c.about)
    return query.outerjoin(Mentorship, Mentorship.id == session.mentorship_id).where(session.state == state).subquery()


def _held() -> Subquery:
    """Worth their minutes."""
    return _of_sessions(MINUTES, "held", *HELD)


def _first_sessions() -> Subquery:
    """Of each mentorship the first session held; worth the seconds since it was asked for (or, unasked, agreed)."""
    session, request, told = MentoringSession, MentoringRequest, _one(func.max, *HELD)
    first = select(session.mentorship_id, func.min(session.starts_at).label("starts_at"))
    found = first.where(session.state == "held").group_by(session.mentorship_id).subquery()
    waited = _seconds(session.starts_at) - _seconds(func.coalesce(request.created_at, Mentorship.created_at))
    query = _row(told.c.event_id, session.starts_at, waited, session.mentor_id, Mentorship.innovation_id)
    this = (session.mentorship_id == found.c.mentorship_id) & (session.starts_at == found.c.starts_at)
    query = query.select_from(found).join(session, this).join(told, told.c.about == session.id)
    query = query.join(Mentorship, Mentorship.id == session.mentorship_id)
    query = query.outerjoin(request, request.mentorship_id == Mentorship.id)
    return query.where(session.state == "held").subquery()


def _feedback() -> Subquery:
    answer, session = SessionFeedback, MentoringSession
    query = _row(Event.id, Event.at, answer.useful, session.mentor_id, Mentorship.innovation_id)
    of_it = (answer.session_id == Event.object_id) & (answer.person_id == Event.actor_id)
    query = query.join(answer, of_it).join(session, session.id == answer.session_id)
    query = query.outerjoin(Mentorship, Mentorship.id == session.mentorship_id)
    return query.where(_seen("mentoring.feedback_given")).subquery()


def _field(topic: Any) -> Any:
    return func.coalesce(topic.parent, topic.code)


def helped_with() -> Select[Any]:
    """(mentor_id, field): the fields (topics of the first level) in which each mentor helps."""
    return select(MentorTopic.person_id, _field(Topic)).join(Topic, Topic.code == MentorTopic.topic).distinct()


def wanted() -> Select[Any]:
    """(innovation_id, field): the fields in which each innovation wants help, or wanted it."""
    return select(SupportNeed.innovation_id, _field(Topic)).join(Topic, Topic.code == SupportNeed.topic).distinct()


def has_topic(topic: str, rows: Subquery) -> ColumnElement[bool]:
    """Whether the mentor of a row helps with this field, and its innovation wants help in it; or they have none in
    common (NO_TOPIC).
    """
    helps, wants = aliased(Topic), aliased(Topic)
    shared = exists().where(
        MentorTopic.person_id == rows.c.mentor_id, SupportNeed.innovation_id == rows.c.innovation_id,
        helps.code == MentorTopic.topic, wants.code == SupportNeed.topic, _field(helps) == _field(wants),
    )  # fmt: skip
    return ~shared if topic == NO_TOPIC else shared.where(_field(helps) == topic)


def _measure(
    key: str, name: Any, definition: Any, rows: Any, kind: str = "count", unit: str = "", **more: Any
) -> Measure:
    return Measure(key, name, definition, rows, kind, unit, ("innovation", "organisation", "country"), **more)


MEASURES: tuple[Measure, ...] = (
    _measure(
        "requests", _l("Requests"), _l("Requests sent to mentors, on the day they were sent."), _sent,
    ),
    _measure(
        "acceptance", _l("Acceptance rate"),
        _l("Of the requests that came to an end (accepted, declined, or expired without an answer), the share that was "
           "accepted; on the day of the end. Withdrawn ones do not count."), _decided, "mean", "percent",
    ),
    _measure(
        "first_answer", _l("Days to the first answer"),
        _l("From sending a request to the mentor's first answer (yes, no, or a question): the median, on the day of "
           "the answer. Requests without an answer do not count."), _first_answers, "median", "days",
    ),
    _measure(
        "first_session", _l("Days to the first session"),
        _l("From sending the request to the first session that took place: the median, on the day of that session."),
        _first_sessions, "median", "days",
    ),
    _measure(
        "sessions", _l("Sessions held"),
        _l("Sessions that one side confirmed and nobody contests, on the day they took place. A group session is one."),
        _held, glance=held_between,
    ),
    _measure(
        "hours", _l("Hours"), _l("How long these sessions were, as booked."), _held, "sum", "hours",
    ),
    _measure(
        "no_shows", _l("No-shows"),
        _l("Sessions to which one of the two did not come, and nobody contests it; on the day of the session."),
        lambda: _of_sessions(literal(1), "no_show", *MISSED),
    ),
    _measure(
        "feedback", _l("Feedback"),
        _l("Answers to “Was it useful?”, 1 (not useful) to 4 (very useful): the mean, on the day they were given."),
        _feedback, "mean", "points",
    ),
)  # fmt: skip
"""All of them, in the order in which they are shown. A new one is a further line here (docs/figures.md)."""
