"""Measures that belong to no single room: who joined and who is active, and which innovations were supported."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, Subquery, func, literal, select, union, union_all

from app.activity.measures import COUNTRY, ORGANISATION, Cut, Measure, Room, register
from app.activity.models import ANIMATORS, Event
from app.mentoring import figures as mentoring
from app.mentoring.queries import MentoringSession, Mentorship
from app.offers import figures as offers
from app.offers.queries.deliveries import INNOVATION, Claim, deliveries
from app.people.queries import Person
from app.reference.queries import country_name

_SEEN = Event.shown >= ANIMATORS


def joined() -> Subquery:
    """Each person who joined, when they did; with what their profile says now."""
    query = select(
        Event.id.label("event_id"), Event.at.label("moment"), literal(1).label("value"),
        Person.organisation_id.label("organisation_id"), Person.country.label("country"),
    )  # fmt: skip
    return (
        query.outerjoin(Person, Person.id == Event.object_id)
        .where(Event.verb == "people.person_joined", _SEEN)
        .subquery()
    )


def acted() -> Subquery:
    """Each entry that animators see, with who did it."""
    query = select(Event.id.label("event_id"), Event.at.label("moment"), Event.actor_id.label("value"))
    return query.where(_SEEN, Event.actor_id.is_not(None)).subquery()


def talked() -> Subquery:
    """Each message, with its conversation. Nobody else can read these entries."""
    query = select(Event.id.label("event_id"), Event.at.label("moment"), Event.object_id.label("value"))
    return query.where(Event.verb == "messages.message_sent").subquery()


def supported() -> Subquery:
    """Each session held and each delivery confirmed that an innovation had, with the innovation."""
    rows = [mentoring.ROOM.measure("sessions").rows(), offers.ROOM.measure("deliveries").rows()]
    parts = [
        select(one.c.event_id, one.c.moment, one.c.innovation_id.label("value"), one.c.innovation_id).where(
            one.c.innovation_id.is_not(None)
        )
        for one in rows
    ]
    return union_all(*parts).subquery()


def supported_between(start: Any, end: Any) -> Select[Any]:
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


_OF_PERSON = Cut(
    "country", _l("By country"), _l("Country"), lambda rows: rows.c.country, words=country_name,
    nothing=_l("No country named"),
)  # fmt: skip
PEOPLE = register(
    Room(
        "people", _l("People"),
        (
            Measure(
                "joined", _l("People who joined"), _l("People who joined the cluster, on the day they did."), joined,
                cuts=("organisation", "country"),
            ),
            Measure(
                "active", _l("Active people"),
                _l("People who did something that the log tells animators of, each once in a month, and once in all."),
                acted, "distinct",
            ),
            Measure(
                "conversations", _l("Conversations"),
                _l("Conversations in which somebody wrote, each once in a month, and once in all. What was written, "
                   "and by whom, is for those who took part, so there is no list."),
                talked, "distinct", opens=False,
            ),
        ),
        {"organisation": ORGANISATION, "country": _OF_PERSON}, "people",
    )
)  # fmt: skip
INNOVATIONS = register(
    Room(
        "innovations", _l("Innovations"),
        (
            Measure(
                "supported", _l("Innovations supported"),
                _l("Innovations that had a session held or received a confirmed delivery, each once in a month, and "
                   "once in all; on the day of the session, or of the confirmation."),
                supported, "distinct", cuts=("country",), glance=supported_between,
            ),
        ),
        {"country": COUNTRY}, "scaling",
    )
)  # fmt: skip
