"""What mentoring tells the pages that gather from all slices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import exists, func, or_, select

from app.core.clock import now
from app.core.glances import Figure, Hit, Waiting
from app.core.prepared import prepared
from app.core.rules import Actor
from app.mentoring.models import EXPIRES_AFTER, Closing, MentoringRequest, MentoringSession, Mentorship
from app.mentoring.queries.asking import SEEN_AS_SILENT
from app.mentoring.queries.awaiting import awaited_of
from app.mentoring.queries.finding import Filters, mentors_page
from app.mentoring.queries.groups import Group, groups_ahead
from app.mentoring.queries.introductions import asked_of
from app.mentoring.queries.pairs import Pair, pair_of, with_pair
from app.mentoring.queries.profiles import local_today
from app.mentoring.queries.sessions import FEEDBACK_DAYS, Meeting, coming, to_confirm, to_look_back
from app.mentoring.queries.wishes import open_wishes
from app.mentoring.queries.work import due_for
from app.reference.queries import language_name, topic_name
from app.web.jinja import as_day, in_full
from app.web.language import timezone


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


def waiting_for(reader: Actor) -> list[Waiting]:
    """Requests to answer, a first session to book, sessions to confirm, feedback to give, what one said
    one would do, a mentorship to look back on: oldest first."""
    found = [
        *_to_answer(reader.id),
        *awaited_of(reader),
        *_to_tell(reader.id),
        *_to_book(reader.id),
        *_to_mark(reader.id),
        *_to_look_back(reader.id),
        *_to_do(reader.id),
        *_to_close(reader.id),
        *_introduced(reader.id),
        *(_wished() if reader.role == "animator" else []),
    ]
    if reader.role == "animator":
        found += _silent()
    return sorted(found, key=lambda waiting: waiting.since)


def _silent() -> list[Waiting]:
    """For animators, from day four on: one line for all mentors who leave requests without an answer (M2)."""
    at = now()
    number, since = _silences(at - SEEN_AS_SILENT, at - EXPIRES_AFTER).one()
    if not number:
        return []
    text = ngettext("%(num)s request waits for a silent mentor", "%(num)s requests wait for silent mentors", number)
    return [Waiting("mentoring", _("Mentoring"), text, url_for("mentoring.care"), _("Look at it"), since)]


@prepared
def _silences(silent: Any, over: Any) -> Any:
    request = MentoringRequest
    sent = (request.state == "sent") & (request.waits_since <= silent) & (request.waits_since > over)
    return select(func.count(request.id), func.min(request.waits_since)).where(sent)


def _waiting(text: str, endpoint: str, id_: str, button: str, since: datetime, meta: str = "") -> Waiting:
    return Waiting("mentoring", _("Mentoring"), text, url_for(endpoint, id=id_), button, since, meta)


@prepared
def _sent(mentor: Any, since: Any) -> Any:
    request = MentoringRequest
    query = with_pair(select(request.id, request.waits_since), request, request.innovation_id)
    query = query.where(request.mentor_id == mentor, request.state == "sent", request.waits_since > since)
    return query.order_by(request.waits_since).limit(10)


def _to_answer(person_id: str) -> list[Waiting]:
    return [
        _waiting(
            _("%(name)s asks you for mentoring", name=pair.mentee.name),
            "mentoring.request", id_, _("Answer"), since, pair.innovation_name,
        )
        for id_, since, pair in _with_pairs(_sent(person_id, now() - EXPIRES_AFTER))
    ]  # fmt: skip


@prepared
def _questioned(mentee: Any, since: Any) -> Any:
    """Requests whose mentor wants to know more."""
    request = MentoringRequest
    query = with_pair(select(request.id, request.waits_since), request, request.innovation_id)
    asked = (request.mentee_id == mentee) & (request.state == "more_information_asked")
    return query.where(asked, request.waits_since > since).order_by(request.waits_since).limit(10)


def _to_tell(person_id: str) -> list[Waiting]:
    return [
        _waiting(
            _("%(name)s would like to know more before answering", name=pair.mentor.name),
            "mentoring.request", id_, _("Tell more"), since, pair.innovation_name,
        )
        for id_, since, pair in _with_pairs(_questioned(person_id, now() - EXPIRES_AFTER))
    ]  # fmt: skip


@prepared
def _unbooked(mentee: Any) -> Any:
    """Agreed, and nobody has booked anything yet."""
    booked = exists().where(MentoringSession.mentorship_id == Mentorship.id)
    query = with_pair(select(Mentorship.id, Mentorship.created_at), Mentorship, Mentorship.innovation_id)
    query = query.where(Mentorship.mentee_id == mentee, Mentorship.state == "active", ~booked)
    return query.order_by(Mentorship.created_at).limit(10)


def _to_book(person_id: str) -> list[Waiting]:
    return [
        _waiting(
            _("Book your first session with %(name)s", name=pair.mentor.name),
            "mentoring.mentorship", id_, _("Find a time"), since, pair.innovation_name,
        )
        for id_, since, pair in _with_pairs(_unbooked(person_id))
    ]  # fmt: skip


def _with_pairs(rows: Iterable[Any]) -> list[tuple[str, datetime, Pair]]:
    return [(row[0], row[1], pair_of(row)) for row in rows]


def _to_mark(person_id: str) -> list[Waiting]:
    return [
        _waiting(
            _("Did your session with %(name)s take place?", name=m.pair.partner_of(person_id).name),
            "mentoring.session", m.id, _("Confirm"), m.ends_at, in_full(m.starts_at),
        )
        for m in to_confirm(person_id)
    ]  # fmt: skip


def _to_look_back(person_id: str) -> list[Waiting]:
    return [
        _waiting(
            _("Two questions about your session with %(name)s", name=m.pair.partner_of(person_id).name),
            "mentoring.session", m.id, _("Answer"), m.ends_at, in_full(m.starts_at),
        )
        for m in to_look_back(person_id)
    ]  # fmt: skip


def _to_do(person_id: str) -> list[Waiting]:
    """Actions of one's own that are due, or overdue."""
    zone = timezone()
    return [
        _waiting(
            text, "mentoring.mentorship", mentorship_id, _("Look at it"),
            datetime.combine(due, time(), ZoneInfo(zone)), _("agreed for %(day)s", day=as_day(due)),
        )
        for _id, mentorship_id, text, due in due_for(person_id, local_today(zone))
    ]  # fmt: skip


@prepared
def _unclosed(person: Any, since: Any) -> Any:
    """Completed by the other one lately, and this one has not looked back yet."""
    closed = exists().where(
        Closing.mentorship_id == Mentorship.id, Closing.person_id == person, Closing.created_at >= Mentorship.ended_at
    )
    query = with_pair(select(Mentorship.id, Mentorship.ended_at), Mentorship, Mentorship.innovation_id)
    mine = or_(Mentorship.mentor_id == person, Mentorship.mentee_id == person)
    query = query.where(mine, Mentorship.state == "completed", Mentorship.ended_at > since, ~closed)
    return query.order_by(Mentorship.ended_at).limit(10)


def _to_close(person_id: str) -> list[Waiting]:
    return [
        _waiting(
            _("Look back on your mentoring with %(name)s", name=pair.partner_of(person_id).name),
            "mentoring.mentorship_completion", id_, _("Look back"), since, pair.innovation_name,
        )
        for id_, since, pair in _with_pairs(_unclosed(person_id, now() - timedelta(days=FEEDBACK_DAYS)))
    ]  # fmt: skip


def _introduced(person_id: str) -> list[Waiting]:
    return [
        _waiting(
            _("You are introduced to %(name)s", name=pair.partner_of(person_id).name),
            "mentoring.introduction", id_, _("Answer"), since, pair.innovation_name,
        )
        for id_, since, pair in asked_of(person_id)
    ]  # fmt: skip


def _wished() -> list[Waiting]:
    return [
        _waiting(
            _("%(name)s finds no mentor for this: %(topic)s", name=name, topic=topic_name(topic)),
            "mentoring.wish", id_, _("Look"), since, language_name(language) if language else "",
        )
        for id_, since, topic, language, name in open_wishes()
    ]  # fmt: skip


def found(reader: Any, query: str, limit: int = 5) -> list[Hit]:
    """Published mentors that match."""
    cards = mentors_page(reader, Filters(q=query), sort="name").rows[:limit]
    return [Hit(_("Mentor"), card.name, url_for("mentoring.mentor", id=card.id), card.headline) for card in cards]


def this_month(start: datetime) -> list[Figure]:
    """Sessions held since then."""
    number, url = _held(start).scalar_one(), url_for("mentoring.figures_page", since=start.date().isoformat())
    return [Figure(_("Sessions held"), number, "mentoring", url)]


@prepared
def _held(start: Any) -> Any:
    held = (MentoringSession.state == "held") & (MentoringSession.starts_at >= start)
    return select(func.count(MentoringSession.id)).where(held)
