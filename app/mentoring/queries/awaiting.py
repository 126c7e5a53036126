"""What of mentoring waits for a person: a line and a button each, for Today and the hub."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, Select, exists, func, null, select, type_coerce

from app.core.clock import now
from app.core.glances import Waiting
from app.core.models import Moment
from app.core.prepared import prepared
from app.core.rules import Actor
from app.mentoring.models import (
    EXPIRES_AFTER,
    AgreedAction,
    Closing,
    Introduction,
    MentoringRequest,
    MentoringSession,
    Mentorship,
    MentorWish,
)
from app.mentoring.queries.asking import SEEN_AS_SILENT
from app.mentoring.queries.groups import Group, awaited_groups
from app.mentoring.queries.introductions import unanswered_by
from app.mentoring.queries.lists import short_lists
from app.mentoring.queries.pairs import own, pair_of, with_pair
from app.mentoring.queries.profiles import local_today
from app.mentoring.queries.sessions import FEEDBACK_DAYS, Meeting, awaited_sessions
from app.mentoring.queries.wishes import longest_wishes
from app.mentoring.queries.work import due_actions
from app.people.queries import Person
from app.reference.queries import language_name, topic_name
from app.web.jinja import as_day, in_full
from app.web.language import timezone


def waiting_for(reader: Actor) -> list[Waiting]:
    """Requests and introductions to answer, sessions to book, to answer, to confirm and to look back on, seats that are
    kept, what one said one would do, mentorships to look back on; for animators what is to be decided: oldest first.
    """
    found = [
        *_with_partners(reader.id),
        *(_session(why, meeting, reader.id) for why, meeting in awaited_sessions(reader)),
        *(_group(why, group) for why, group in awaited_groups(reader)),
        *_told_alone(reader),
    ]
    return sorted(found, key=lambda waiting: waiting.since)


def _waiting(text: str, url: str, button: str, since: datetime, meta: Any = "") -> Waiting:
    return Waiting("mentoring", _("Mentoring"), text, url, button, since, meta)


def _session(why: str, meeting: Meeting, person_id: str) -> Waiting:
    pair, url, when = meeting.pair, url_for("mentoring.session", id=meeting.id), meeting.starts_at
    name = pair.partner_of(person_id).name
    if why == "answer":
        series = _("%(name)s asks you for a series of sessions", name=name)
        asked = series if meeting.series_id else _("%(name)s asks you for a session", name=name)
        moved = _("%(name)s proposes another time", name=name)
        text = asked if meeting.state == "requested" else moved
        return _waiting(text, url, _("Answer"), meeting.made_at, in_full(meeting.proposed_start or when))
    told = {"mentor": pair.mentor.name, "mentee": pair.mentee.name}
    text, button = {
        "confirm": (_("Did your session with %(name)s take place?", name=name), _("Confirm")),
        "look_back": (_("Two questions about your session with %(name)s", name=name), _("Answer")),
        "decide": (_("%(mentor)s and %(mentee)s give different accounts of a session", **told), _("Decide")),
    }[why]
    return _waiting(text, url, button, meeting.ends_at, in_full(when))


def _group(why: str, group: Group) -> Waiting:
    url, when = url_for("mentoring.group", id=group.id), in_full(group.starts_at)
    if why == "take":
        until = _("until %(when)s", when=in_full(group.offered_until))
        text = _("A seat is kept for you: %(title)s", title=group.title)
        return _waiting(text, url, _("Take it"), group.starts_at, until)
    if why == "decide":
        text = _("There are different accounts of who came to %(title)s", title=group.title)
        return _waiting(text, url, _("Decide"), group.ends_at, when)
    return _waiting(_("Who came to %(title)s?", title=group.title), url, _("Confirm"), group.ends_at, when)


def _with_partners(person_id: str) -> list[Waiting]:
    at = now()
    rows = _between_two(person_id, at - EXPIRES_AFTER, at - timedelta(days=FEEDBACK_DAYS))
    return [_with_partner(row, person_id) for row in rows]


def _with_partner(row: Any, person_id: str) -> Waiting:
    pair = pair_of(row)
    name = pair.partner_of(person_id).name
    text, endpoint, button = {
        "asked": (_("%(name)s asks you for mentoring", name=name), "request", _("Answer")),
        "questioned": (_("%(name)s would like to know more before answering", name=name), "request", _("Tell more")),
        "introduced": (_("You are introduced to %(name)s", name=name), "introduction", _("Answer")),
        "unbooked": (_("Book your first session with %(name)s", name=name), "mentorship", _("Find a time")),
        "unclosed": (_("Look back on your mentoring with %(name)s", name=name), "mentorship_completion",
                     _("Look back")),
    }[row.why]  # fmt: skip
    return _waiting(text, url_for(f"mentoring.{endpoint}", id=row.id), button, row.since, pair.innovation_name)


@prepared
def _between_two(person_id: Any, unanswered: Any, ended: Any) -> Any:
    """Requests to answer or to tell more about, introductions to answer, mentorships to begin or to look back on."""
    request, it, met = MentoringRequest, Mentorship, Introduction
    sent = request.waits_since > unanswered
    rows = short_lists(
        asked=_told(request, request.waits_since, sent, request.mentor_id == person_id, request.state == "sent"),
        questioned=_told(request, request.waits_since, sent, request.mentee_id == person_id,
                         request.state == "more_information_asked"),
        introduced=_told(met, met.created_at, unanswered_by(person_id)),
        unbooked=_told(it, it.created_at, it.mentee_id == person_id, it.state == "active", ~_booked()),
        unclosed=_told(it, it.ended_at, own(it, person_id), it.state == "completed", it.ended_at > ended,
                       ~_closed(person_id)),
    )  # fmt: skip
    return with_pair(select(rows.c.id, rows.c.why, rows.c.since), rows.c, rows.c.innovation_id).order_by(rows.c.since)


def _told(model: Any, since: Any, *conditions: ColumnElement[bool]) -> Select[Any]:
    columns = (model.id, since.label("since"), model.mentor_id, model.mentee_id, model.innovation_id)
    return select(*columns).where(*conditions).order_by(since)


def _booked() -> ColumnElement[bool]:
    """Whether anybody has booked anything yet."""
    return exists().where(MentoringSession.mentorship_id == Mentorship.id)


def _closed(person_id: Any) -> ColumnElement[bool]:
    """Whether this person has looked back since it was completed."""
    closing = Closing
    since = closing.created_at >= Mentorship.ended_at
    return exists().where(closing.mentorship_id == Mentorship.id, closing.person_id == person_id, since)


def _told_alone(reader: Actor) -> list[Waiting]:
    """What needs no second name: actions of one's own that are due, or overdue; for animators who finds no mentor, and
    from day four on one line for all mentors who leave requests without an answer (M2)."""
    zone, at = timezone(), now()
    lines = {"due": _due, "wish": _wished, "silent": _silent}
    rows = _alone(
        reader.id, local_today(zone), at - SEEN_AS_SILENT, at - EXPIRES_AFTER, cares=reader.role == "animator"
    )
    return [lines[row.why](row, zone) for row in rows]


@prepared
def _alone(person_id: Any, day: Any, silent: Any, over: Any, *, cares: bool) -> Any:
    """(why, id, since, day, text, language, name, number); what a list has not is NULL."""
    action, wish, request = AgreedAction, MentorWish, MentoringRequest
    never: ColumnElement[Any] = type_coerce(null(), Moment())  # the first list's types are those of all
    due: Any = due_actions(person_id, day).with_only_columns(
        action.mentorship_id.label("id"), never.label("since"), action.due.label("day"), action.text,
        null().label("language"), null().label("name"), null().label("number"),
    )  # fmt: skip
    wished: Any = longest_wishes().with_only_columns(
        wish.id, wish.created_at, null(), wish.topic, wish.language, Person.name, null()
    )
    sent = (request.state == "sent") & (request.waits_since <= silent) & (request.waits_since > over)
    counted = (null(), func.min(request.waits_since), null(), null(), null(), null(), func.count(request.id))
    many: Any = select(*counted).where(sent).having(func.count(request.id) > 0)
    rows = short_lists(due=due, wish=wished, silent=many) if cares else short_lists(due=due)
    return select(*rows.c)


def _due(row: Any, zone: str) -> Waiting:
    since = datetime.combine(row.day, time(), ZoneInfo(zone))
    url = url_for("mentoring.mentorship", id=row.id)
    return _waiting(row.text, url, _("Look at it"), since, _("agreed for %(day)s", day=as_day(row.day)))


def _wished(row: Any, _zone: str) -> Waiting:
    text = _("%(name)s finds no mentor for this: %(topic)s", name=row.name, topic=topic_name(row.text))
    url = url_for("mentoring.wish", id=row.id)
    return _waiting(text, url, _("Look"), row.since, language_name(row.language) if row.language else "")


def _silent(row: Any, _zone: str) -> Waiting:
    number = row.number
    text = ngettext("%(num)s request waits for a silent mentor", "%(num)s requests wait for silent mentors", number)
    return _waiting(text, url_for("mentoring.care"), _("Look at it"), row.since)
