"""What mentoring's mails carry and are filled with, read when they are sent: nothing of no use any more goes out."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.activity.facts import FACTS, Ref
from app.activity.letters import ATTACHMENTS, BESIDES, LETTERS, SWITCHES, Attachment, Recipient, Switch
from app.core.clock import now
from app.mentoring import calendar, ics
from app.mentoring.actions.calendar import stop_reminder
from app.mentoring.queries.calendar import OFF, Appointment, appointment, series_of
from app.mentoring.queries.calendar_settings import calendar_choice
from app.mentoring.reminding import DAY, HOUR, USEFUL_UNTIL, WANTED
from app.mentoring.week import beside
from app.web.language import timezone

Facts = dict[str, Any]
SESSIONS = ("session", "group")
"""As what facts name a session."""


def invitation_files(status: str, facts: Facts) -> list[Attachment]:
    """The session for the recipient's calendar, beside the text (Gmail, Apple) and as a file (Outlook, the others)."""
    recipient, meeting = facts["recipient"], _meeting(facts)
    if meeting is None:
        return []
    version, start = facts.get("version", meeting.version), facts.get("starts_at", meeting.starts_at)
    entry = calendar.as_it_was(calendar.entry(meeting, recipient.id), status, version, start, facts["at"])
    return _one(entry, recipient)


def _one(entry: ics.Entry, recipient: Recipient) -> list[Attachment]:
    shown = {"method": ics.method_of(entry)}
    content = calendar.invitation(entry, recipient)
    return [Attachment("invite.ics", content, "application/ics", "text/calendar", shown)]


def series_files(facts: Facts) -> list[Attachment]:
    """A series is booked, asked for or confirmed: all its sessions in one file, so that one click takes them all."""
    person_id = facts["recipient"].id or ""
    booked = [it for it in series_of(person_id, facts["session"].id) if it.state not in OFF]
    content = ics.published([calendar.entry(it, person_id) for it in booked])
    return [Attachment("sessions.ics", content, "text/calendar")] if booked else []


def series_cancelled_files(facts: Facts) -> list[Attachment]:
    """A series, or its rest, is off: calendars take out one entry with each file."""
    recipient = facts["recipient"]
    found = series_of(recipient.id or "", facts["session"].id)
    off = [it for it in found if it.state in OFF and it.starts_at >= facts["starts_at"]]
    return [
        Attachment(f"cancelled-{number}.ics", calendar.invitation(entry, recipient), "application/ics")
        for number, entry in enumerate((calendar.entry(it, recipient.id) for it in off), 1)
    ]


def seat_left_files(facts: Facts) -> list[Attachment]:
    """Somebody gave their seat back: the entry leaves their calendar, unless they sit again by now."""
    recipient, group = facts["recipient"], facts["group"]
    meeting = appointment(recipient.id or "", group.id)
    if meeting is None or meeting.mine:
        return []
    entry = calendar.entry(meeting, recipient.id)
    return _one(calendar.as_it_was(entry, ics.CANCELLED, meeting.version, facts["starts_at"], facts["at"]), recipient)


def partners_time(facts: Facts) -> str:
    """What the partner's clock shows at the start, when it differs from the reader's (T4)."""
    meeting, recipient = _meeting(facts), facts["recipient"]
    partner = meeting.partner_of(recipient.id) if meeting else None
    theirs = beside(facts["starts_at"], timezone(), partner)
    return _("That is %(theirs)s.", theirs=theirs) if theirs else ""


def reminder(letter: str, facts: Facts) -> Facts | None:
    """A mail before a session, if it still takes place as it stood then, and the person wants to know (B11)."""
    person_id, meeting = facts["recipient"].id, _meeting(facts)
    if meeting is None or meeting.state != "confirmed" or not _as_then(meeting, facts):
        return None
    if now() >= meeting.starts_at - USEFUL_UNTIL[letter] or not getattr(calendar_choice(person_id), WANTED[letter]):
        return None
    return {
        "what": calendar.summary(meeting, person_id),
        "meeting": meeting,
        "partner": meeting.partner_of(person_id),
        "url": calendar.page_of(meeting),
    }


def _meeting(facts: Facts) -> Appointment | None:
    """The session that the event, or this letter, is about, if the recipient still takes part."""
    named = next((told.id for told in facts.values() if isinstance(told, Ref) and told.kind in SESSIONS), "")
    found = appointment(facts["recipient"].id or "", facts["of"] or named)
    return found if found and found.mine else None


def _as_then(meeting: Appointment, facts: Facts) -> bool:
    """Neither moved nor cancelled since. Of facts without a version the start is compared."""
    if "version" in facts or facts["of"]:
        return bool(meeting.version == facts.get("version", 0))
    return bool(meeting.starts_at == facts.get("starts_at", meeting.starts_at))


ATTACHMENTS |= {
    verb: partial(invitation_files, status) for verb, kind in FACTS.items() if (status := getattr(kind, "calendar", ""))
}
ATTACHMENTS |= {f"mentoring.series_{end}": series_files for end in ("booked", "requested", "confirmed")}
ATTACHMENTS |= {
    f"mentoring.series_{end}": series_cancelled_files for end in ("cancelled", "declined", "request_expired")
}
ATTACHMENTS["mentoring.group_seat_left"] = seat_left_files
BESIDES |= {verb: partners_time for verb in ATTACHMENTS if verb.startswith(("mentoring.session", "mentoring.series"))}
BESIDES |= {f"mentoring.move_{end}": partners_time for end in ("proposed", "declined", "expired")}
LETTERS |= {letter: partial(reminder, letter) for letter in WANTED}
SWITCHES |= {
    DAY: Switch(
        _l("A reminder 24 hours before a session"), lambda id_: stop_reminder(id_, WANTED[DAY]), "mentoring.calendar"
    ),
    HOUR: Switch(
        _l("A reminder one hour before a session"), lambda id_: stop_reminder(id_, WANTED[HOUR]), "mentoring.calendar"
    ),
}
