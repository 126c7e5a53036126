"""The calendar files, line by line, and as an independent reader understands them (B10, SECURITY 19)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from app.mentoring import ics

HOST = ics.Party("Test cluster", "weave@example.org")
GUEST = ics.Party("Lucía Ferrer", "lucia@example.org")
START = datetime(2026, 3, 27, 8, 0, tzinfo=UTC)
ENTRY = ics.Entry(
    "01j@weave.example.org", 0, "CONFIRMED", START, START + timedelta(minutes=45),
    datetime(2026, 3, 1, 9, 0, tzinfo=UTC), datetime(2026, 3, 2, 10, 30, tzinfo=UTC), "Mentoring session with Inés",
    "https://meet.example.org/room", "To see it: https://weave.example.org/x", "https://weave.example.org/x",
)  # fmt: skip


def unfolded(content: bytes) -> list[str]:
    """The content lines by hand: CRLF, a space goes on (RFC 5545, 3.1)."""
    assert content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"") and b"\r\r" not in content
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def told(content: bytes) -> Any:
    """The first entry, as vobject reads it."""
    return vobject.readOne(content.decode()).vevent


def test_b10_a_file_line_by_line() -> None:
    assert sorted(unfolded(ics.invitation(ENTRY, HOST, GUEST))) == sorted([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Commonweave//Mentoring//EN", "CALSCALE:GREGORIAN",
        "METHOD:REQUEST", "BEGIN:VEVENT", "UID:01j@weave.example.org", "SEQUENCE:0", "STATUS:CONFIRMED",
        "DTSTAMP:20260302T103000Z", "CREATED:20260301T090000Z", "LAST-MODIFIED:20260302T103000Z",
        "DTSTART:20260327T080000Z", "DTEND:20260327T084500Z", "SUMMARY:Mentoring session with Inés",
        "LOCATION:https://meet.example.org/room", "DESCRIPTION:To see it: https://weave.example.org/x",
        "URL:https://weave.example.org/x", "CLASS:PRIVATE", "TRANSP:OPAQUE",
        'ORGANIZER;CN="Test cluster":mailto:weave@example.org',
        'ATTENDEE;CN="Lucía Ferrer";CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;RSVP=FALSE:'
        "mailto:lucia@example.org",
        "END:VEVENT", "END:VCALENDAR",
    ])  # fmt: skip


def test_b10_a_move_and_a_cancellation_are_the_same_entry() -> None:
    moved = replace(ENTRY, sequence=1, starts_at=START + timedelta(days=1), ends_at=START + timedelta(days=1, hours=1))
    files = [ics.invitation(it, HOST, GUEST) for it in (ENTRY, moved, replace(moved, sequence=2, status="CANCELLED"))]
    calendars = [vobject.readOne(content.decode()) for content in files]
    assert {it.vevent.uid.value for it in calendars} == {ENTRY.uid}
    assert [it.vevent.sequence.value for it in calendars] == ["0", "1", "2"]
    assert [it.method.value for it in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
    assert calendars[2].vevent.status.value == "CANCELLED" and calendars[2].vevent.transp.value == "TRANSPARENT"
    assert calendars[1].vevent.dtstart.value == moved.starts_at


def test_b10_what_waits_for_a_yes_is_tentative() -> None:
    it = vobject.readOne(ics.invitation(replace(ENTRY, status="TENTATIVE"), HOST, GUEST).decode())
    assert it.vevent.status.value == "TENTATIVE" and it.method.value == "REQUEST"


@pytest.mark.parametrize(
    ("zone", "local", "utc"),
    [
        ("Europe/Brussels", "2026-03-27 09:00", "08:00"),
        ("Europe/Brussels", "2026-03-30 09:00", "07:00"),
        ("Europe/Brussels", "2026-10-25 02:30", "00:30"),
        ("Europe/Brussels", "2026-10-26 09:00", "08:00"),
        ("Australia/Lord_Howe", "2026-04-04 09:00", "22:00"),
        ("Australia/Lord_Howe", "2026-04-06 09:00", "22:30"),
        ("Australia/Lord_Howe", "2026-10-03 09:00", "22:30"),
        ("Australia/Lord_Howe", "2026-10-05 09:00", "22:00"),
    ],
)
def test_b10_the_right_local_time_across_clock_changes(zone: str, local: str, utc: str) -> None:
    start = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
    it = told(ics.invitation(replace(ENTRY, starts_at=start, ends_at=start + timedelta(hours=1)), HOST, GUEST))
    assert f"{it.dtstart.value:%H:%M}" == utc and it.dtstart.value.utcoffset() == timedelta(0)
    assert f"{it.dtstart.value.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" == local


def test_b10_a_session_over_the_repeated_hour_has_its_elapsed_length() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 CEST; it ends at 02:30 CET
    it = told(ics.invitation(replace(ENTRY, starts_at=first, ends_at=first + timedelta(hours=1)), HOST, GUEST))
    brussels = [moment.value.astimezone(ZoneInfo("Europe/Brussels")) for moment in (it.dtstart, it.dtend)]
    assert [f"{moment:%H:%M %Z}" for moment in brussels] == ["02:30 CEST", "02:30 CET"]


HOSTILE = [
    "Two\nlines", "CR\rLF\r\nboth", "a, b; c\\n d", "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil", "x\nATTENDEE:y",
    "x\u2028BEGIN:VEVENT\u2029UID:z", "x\x85BEGIN:VALARM", "x\x0bBEGIN:VALARM\x0c\x1c\x1d", "nul\x00 tab\tdel\x7f",
    "\u202egnp.exe", "שלום עולם " * 12, "👩‍👩‍👧‍👦🇧🇪" * 20,
    'quo"ted; CN=x:y', "^n^'^^", "é" * 300, "\\", "\\,", ";", ":",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text: str) -> None:
    hostile = replace(ENTRY, summary=text, location=text, description=text)
    content = ics.invitation(hostile, ics.Party(text, "a@b.org"), ics.Party(text, f"{text}@b.org"))
    lines = unfolded(content)
    names = sorted(re.split("[;:]", line, maxsplit=1)[0] for line in lines)
    expected = sorted(re.split("[;:]", line, maxsplit=1)[0] for line in unfolded(ics.invitation(ENTRY, HOST, GUEST)))
    assert names == expected and sum(line == "BEGIN:VEVENT" for line in lines) == 1
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = vobject.readOne(content.decode())
    assert calendar.vevent.summary.value == ics.line(text) and calendar.vevent.uid.value == ENTRY.uid
    assert len(list(calendar.getChildren())) == len(list(vobject.readOne(_plain()).getChildren()))


def _plain() -> str:
    return ics.invitation(ENTRY, HOST, GUEST).decode()


moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.timezones()).map(
    lambda moment: moment.astimezone(UTC).replace(microsecond=0)
)
texts = st.text(max_size=300)
entries = st.builds(
    lambda start, minutes, **rest: ics.Entry(starts_at=start, ends_at=start + timedelta(minutes=minutes), **rest),
    start=moments, minutes=st.integers(1, 600), uid=st.just("01j@weave.example.org"), sequence=st.integers(0, 10_000),
    status=st.sampled_from(["CONFIRMED", "TENTATIVE", "CANCELLED"]), created_at=moments, changed_at=moments,
    summary=texts.filter(ics.line), location=texts, description=texts, url=st.just("https://weave.example.org/x"),
)  # fmt: skip


@given(entries, texts)
def test_what_is_built_is_what_is_read(entry: ics.Entry, name: str) -> None:
    content = ics.invitation(entry, HOST, ics.Party(name, "a@b.org"))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    it = told(content)
    assert (it.uid.value, it.sequence.value, it.status.value) == (entry.uid, str(entry.sequence), entry.status)
    assert (it.dtstart.value, it.dtend.value) == (entry.starts_at, entry.ends_at)
    assert (it.dtstamp.value, it.created.value) == (entry.changed_at, entry.created_at)
    assert it.summary.value == ics.line(entry.summary) and it.url.value == entry.url
    for field, written in (("location", ics.line(entry.location)), ("description", ics.lines(entry.description))):
        assert (getattr(it, field).value if hasattr(it, field) else "") == written


@given(st.lists(entries, max_size=4), texts)
def test_a_feed_holds_each_entry(feed: list[ics.Entry], name: str) -> None:
    content = ics.published(feed, f"Calendar {name}")
    calendar = vobject.readOne(content.decode())
    assert calendar.method.value == "PUBLISH" and len(calendar.contents.get("vevent", [])) == len(feed)
    assert not any(line.startswith(("ATTENDEE", "ORGANIZER")) for line in unfolded(content))
