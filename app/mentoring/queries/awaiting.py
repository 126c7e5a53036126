"""What of booked sessions and groups waits for a person: a yes, a seat that is kept, a mark, a decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.core.glances import Waiting
from app.core.rules import Actor
from app.mentoring.queries.groups import Group, disputed_groups, groups_to_confirm, seats_offered_to
from app.mentoring.queries.sessions import Meeting, disputed_sessions, to_answer
from app.web.jinja import in_full


def awaited_of(reader: Actor) -> list[Waiting]:
    """All of it, for Today and the hub."""
    return [
        *(_yes(meeting, reader.id) for meeting in to_answer(reader.id)),
        *(_seat(group) for group in seats_offered_to(reader.id)),
        *(_who_came(group) for group in groups_to_confirm(reader.id)),
        *(_decision(meeting) for meeting in disputed_sessions(reader, limit=10)),
        *(_group_decision(group) for group in disputed_groups(reader)),
    ]


def _waiting(text: str, url: str, button: str, since: datetime, meta: Any = "") -> Waiting:
    return Waiting("mentoring", _("Mentoring"), text, url, button, since, meta)


def _yes(meeting: Meeting, person_id: str) -> Waiting:
    name = meeting.pair.partner_of(person_id).name
    series = _("%(name)s asks you for a series of sessions", name=name)
    asked = series if meeting.series_id else _("%(name)s asks you for a session", name=name)
    moved = _("%(name)s proposes another time", name=name)
    when = in_full(meeting.proposed_start or meeting.starts_at)
    url = url_for("mentoring.session", id=meeting.id)
    return _waiting(asked if meeting.state == "requested" else moved, url, _("Answer"), meeting.made_at, when)


def _seat(group: Group) -> Waiting:
    text = _("A seat is kept for you: %(title)s", title=group.title)
    until = _("until %(when)s", when=in_full(group.offered_until))
    return _waiting(text, url_for("mentoring.group", id=group.id), _("Take it"), group.starts_at, until)


def _who_came(group: Group) -> Waiting:
    text = _("Who came to %(title)s?", title=group.title)
    url = url_for("mentoring.group", id=group.id)
    return _waiting(text, url, _("Confirm"), group.ends_at, in_full(group.starts_at))


def _decision(meeting: Meeting) -> Waiting:
    pair = meeting.pair
    text = _("%(mentor)s and %(mentee)s tell a session differently", mentor=pair.mentor.name, mentee=pair.mentee.name)
    url = url_for("mentoring.session", id=meeting.id)
    return _waiting(text, url, _("Decide"), meeting.ends_at, in_full(meeting.starts_at))


def _group_decision(group: Group) -> Waiting:
    text = _("There are different accounts of who came to %(title)s", title=group.title)
    return _waiting(text, url_for("mentoring.group", id=group.id), _("Decide"), group.ends_at, in_full(group.starts_at))
