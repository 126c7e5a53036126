"""Sessions as iCalendar (RFC 5545, RFC 5546), for every calendar program there is. Pure: no database, no Flask.

A session is one entry for its whole life: the same UID, a SEQUENCE that grows with each move and with the end (B10).
Times are UTC, which needs no zone's rules and is right across every clock change. Escaping and folding are the
library's; what no text may contain (control characters, what turns the direction of reading) is taken out before.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:  # it is read where a calendar is written: most processes write none, and it takes a while
    from icalendar import Event as Vevent
    from icalendar import vCalAddress

PRODUCT = "-//Commonweave//Mentoring//EN"
CANCELLED = "CANCELLED"
TURNS = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""Characters that turn the direction of reading: a name could pass for another one with them."""
REFRESH = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """A session as a calendar shows it. `status`: TENTATIVE, CONFIRMED, CANCELLED; moments are aware."""

    uid: str
    sequence: int
    status: str
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    changed_at: datetime
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""


@dataclass(frozen=True)
class Party:
    """Who invites, or who is invited."""

    name: str
    address: str


def uid_of(session_id: str, base_url: str) -> str:
    """The entry's name for life: "01j…@weave.example.org"."""
    return f"{session_id}@{urlsplit(base_url).hostname or 'localhost'}"


def method_of(entry: Entry) -> str:
    """What a file about this one entry asks calendars to do."""
    return "CANCEL" if entry.status == CANCELLED else "REQUEST"


def invitation(entry: Entry, organizer: Party, attendee: Party) -> bytes:
    """A file that puts the entry in the attendee's calendar, changes it there, or takes it out.

    Nobody else is named as attending: their addresses are theirs to give. No answer is asked for, since nobody reads
    the organizer's mail: moving and cancelling is done here.
    """
    event = _event(entry)
    event.add("organizer", _party(organizer), encode=False)
    taken = {"CONFIRMED": "ACCEPTED", "TENTATIVE": "TENTATIVE"}.get(entry.status, "DECLINED")
    part = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": taken, "RSVP": "FALSE"}
    event.add("attendee", _party(attendee, **part), encode=False)
    return _calendar(method_of(entry), [event])


def published(entries: Iterable[Entry], name: str = "") -> bytes:
    """Several entries in one file, or a whole feed when it has a name."""
    return _calendar("PUBLISH", [_event(entry) for entry in entries], name)


def _calendar(method: str, events: list[Vevent], name: str = "") -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("name", line(name))
        calendar.add("x-wr-calname", line(name))  # the same for programs that do not know the new name
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _event(entry: Entry) -> Vevent:
    from icalendar import Event as Vevent

    event = Vevent()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("created", entry.created_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", line(entry.summary))
    event.add("status", entry.status)
    event.add("transp", "TRANSPARENT" if entry.status == CANCELLED else "OPAQUE")
    event.add("class", "PRIVATE")
    for name, told in (("location", line(entry.location)), ("description", lines(entry.description))):
        if told:
            event.add(name, told)
    if entry.url:
        event.add("url", entry.url)
    return event


def _party(party: Party, **parameters: str) -> vCalAddress:
    from icalendar import vCalAddress

    address = vCalAddress("mailto:" + quote(line(party.address), safe="@!$&'*+-/=?^_`{|}~."))
    address.params["CN"] = line(party.name).replace('"', "'")
    for name, value in parameters.items():
        address.params[name] = value
    return address


def line(text: str) -> str:
    """In one line."""
    return " ".join(lines(text).split())


def lines(text: str) -> str:
    """Line ends as one kind; without what programs stumble over or what deceives readers."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(letter for letter in plain if letter in "\n\t" or _writable(letter)).strip()


def _writable(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs") and letter not in TURNS
