"""A session for one person's calendar: in their language, with what it needs and nothing private."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from email.utils import parseaddr

from flask import current_app
from flask_babel import gettext as _

from app.activity.letters import Recipient
from app.activity.sentences import LINKS
from app.mentoring import ics
from app.mentoring.queries.calendar import Appointment
from app.people.links import external
from app.people.queries import cluster

STATUS = {"requested": "TENTATIVE", "cancelled": "CANCELLED", "declined": "CANCELLED", "expired": "CANCELLED"}
"""A session's state as iCalendar's STATUS; what is not named here is CONFIRMED."""


def entry(meeting: Appointment, person_id: str) -> ics.Entry:
    """The session as it stands, in the language in force."""
    url = page_of(meeting)
    return replace(
        busy(meeting),
        summary=summary(meeting, person_id),
        location=meeting.place if meeting.mine else "",
        description=_("To see, move or cancel it: %(url)s", url=url),
    )


def busy(meeting: Appointment) -> ics.Entry:
    """The same with nothing but when: no name, no place, no words of anybody (B10)."""
    return ics.Entry(
        ics.uid_of(meeting.id, current_app.config["BASE_URL"]), meeting.version,
        STATUS.get(meeting.state, "CONFIRMED"), meeting.starts_at, meeting.ends_at, meeting.created_at,
        meeting.changed_at, _("Group session") if meeting.kind == "group" else _("Mentoring session"),
        url=page_of(meeting),
    )  # fmt: skip


def page_of(meeting: Appointment) -> str:
    """The whole address of its page."""
    return external(LINKS.get("group" if meeting.kind == "group" else "session", LINKS["session"]), id=meeting.id)


def summary(meeting: Appointment, person_id: str) -> str:
    """With whom, or for a group about what."""
    partner = meeting.partner_of(person_id)
    if meeting.kind == "group" or partner is None:
        return _("Group session: %(title)s", title=meeting.title) if meeting.title else _("Group session")
    name = partner.name or _("someone who has left")
    if meeting.kind == "first_talk":
        return _("First talk with %(name)s", name=name)
    return _("Mentoring session with %(name)s", name=name)


def feed(meetings: Sequence[Appointment]) -> bytes:
    """A person's sessions as busy times, in the language in force."""
    name = _("Mentoring, %(cluster)s", cluster=cluster().name)
    return ics.published([busy(meeting) for meeting in meetings], name)


def feed_tag(meetings: Sequence[Appointment], locale: str) -> str:
    """Changes exactly when the feed does: known before it is written (its ETag)."""
    told = [(it.id, it.kind, it.state, it.version, it.starts_at, it.ends_at, it.changed_at) for it in meetings]
    seen = repr((told, locale, cluster().name, current_app.config["BASE_URL"]))
    return hashlib.sha256(seen.encode()).hexdigest()[:40]


def as_it_was(now: ics.Entry, status: str, version: int, starts_at: datetime, at: datetime) -> ics.Entry:
    """The entry as an event left it: a mail that goes out late keeps its own place in the order (SEQUENCE)."""
    length = now.ends_at - now.starts_at
    return replace(now, status=status, sequence=version, starts_at=starts_at, ends_at=starts_at + length, changed_at=at)


def invitation(entry: ics.Entry, recipient: Recipient) -> bytes:
    """The file for this person. The cluster invites, by the address that its mails come from."""
    _name, address = parseaddr(current_app.config["MAIL_FROM"])
    host = ics.Party(cluster().name, address)
    return ics.invitation(entry, host, ics.Party(recipient.name, recipient.address))
