"""Mails before a session (B11, T4, N3): at most once, in time, and only while they are of use."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from app.activity import worker
from app.activity.chain import append
from app.activity.models import Delivery, Event
from app.core.models import new_id
from app.extensions import db
from app.mentoring.actions import book_session, cancel_session, choose_reminders, move_session
from app.mentoring.actions.reminders import remind
from app.mentoring.models import GroupSeat, MentoringSession, Mentorship, MentorshipMember
from app.people.models import Person
from tests.activity.conftest import Sink, sink
from tests.mentoring.builders import MONDAY

__all__ = ["sink"]

START = datetime(2026, 5, 14, 7, 0, tzinfo=UTC)  # Thursday, 9:00 in Madrid, 10:00 in Sofia
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOON, DAY_BEFORE = "mentoring/mail/reminder_hour", "mentoring/mail/reminder_day"


def booked(app: Flask, pair: Any, start: datetime = START) -> str:
    with app.app_context():
        return book_session(pair.mentee, db.session.get_one(Mentorship, pair.mentorship), start).id


def then(app: Flask, change: Any, person: Any, session_id: str, *told: Any) -> None:
    with app.app_context():
        change(person, db.session.get_one(MentoringSession, session_id), *told)


def reminders(app: Flask) -> list[Delivery]:
    with app.app_context():
        query = select(Delivery).where(Delivery.letter != "").order_by(Delivery.due_at, Delivery.person_id)
        return list(db.session.execute(query).scalars())


def reminded(app: Flask, sink: Sink, clock: time_machine.Coordinates, moment: datetime) -> list[tuple[str, str]]:
    """Run the worker at that moment: (address, kind) of the reminders it sends."""
    sink.taken.clear()
    clock.move_to(moment, tick=False)
    worker.run_once(app)
    mails = [mail for mail in sink.taken if re.match(" ?(Reminder|Soon)", mail["Subject"])]
    return sorted((mail.recipients[0].partition("@")[0], mail["Subject"].partition(":")[0].strip()) for mail in mails)


BOTH_DAY = [("innovator", "Reminder"), ("mentor", "Reminder")]
BOTH_SOON = [("innovator", "Soon"), ("mentor", "Soon")]


def test_b11_twice_to_each_and_never_again(app: Flask, sink: Sink, pair: Any, clock: Any) -> None:
    booked(app, pair)
    assert reminded(app, sink, clock, START - DAY - HOUR) == []
    assert reminded(app, sink, clock, START - DAY) == BOTH_DAY
    assert reminded(app, sink, clock, START - DAY + HOUR) == []
    assert reminded(app, sink, clock, START - HOUR) == BOTH_SOON
    assert reminded(app, sink, clock, START + HOUR) == []


def test_b11_the_rows_are_written_with_the_booking(app: Flask, pair: Any) -> None:
    booked(app, pair)
    rows = reminders(app)
    assert [row.letter for row in rows] == [DAY_BEFORE] * 2 + [SOON] * 2
    assert [row.due_at for row in rows] == [START - DAY] * 2 + [START - HOUR] * 2
    assert {row.person_id for row in rows} == {pair.mentor.id, pair.mentee.id}


def test_b11_none_inside_the_bookings_own_window(app: Flask, pair: Any, clock: Any) -> None:
    clock.move_to(START - DAY, tick=False)  # exactly the notice
    booked(app, pair)
    assert {row.letter for row in reminders(app)} == {SOON}


def test_b11_none_for_a_cancelled_session(app: Flask, sink: Sink, pair: Any, clock: Any) -> None:
    id_ = booked(app, pair)
    then(app, cancel_session, pair.mentee, id_, "Ill")
    assert reminded(app, sink, clock, START - DAY) == [] == reminded(app, sink, clock, START - HOUR)
    assert {row.state for row in reminders(app)} == {"skipped"}


def test_b11_a_moved_session_reminds_of_its_new_time_only(app: Flask, sink: Sink, pair: Any, clock: Any) -> None:
    id_ = booked(app, pair)
    then(app, move_session, pair.mentee, id_, START + 5 * DAY)
    then(app, move_session, pair.mentee, id_, START)  # and back: the first reminders are another version's
    assert reminded(app, sink, clock, START - DAY) == BOTH_DAY
    assert reminded(app, sink, clock, START - HOUR) == BOTH_SOON
    assert reminded(app, sink, clock, START + 4 * DAY) == []


def test_b11_a_worker_that_was_down_sends_only_what_is_useful(app: Flask, sink: Sink, pair: Any, clock: Any) -> None:
    booked(app, pair)
    assert reminded(app, sink, clock, START - HOUR + timedelta(minutes=5)) == BOTH_SOON
    booked(app, pair, START + DAY)
    assert reminded(app, sink, clock, START + DAY - 2 * HOUR) == BOTH_DAY


def test_b11_none_once_it_has_started(app: Flask, sink: Sink, pair: Any, clock: Any) -> None:
    booked(app, pair)
    assert reminded(app, sink, clock, START) == []


@pytest.mark.parametrize(("day", "hour"), [(False, True), (True, False), (False, False)])
def test_b11_the_person_may_switch_each_off(
    app: Flask, sink: Sink, pair: Any, clock: Any, day: bool, hour: bool
) -> None:
    booked(app, pair)
    with app.app_context():
        choose_reminders(pair.mentor, day, hour)
    mine = [("mentor", "Reminder")] if day else [], [("mentor", "Soon")] if hour else []
    assert reminded(app, sink, clock, START - DAY) == [("innovator", "Reminder"), *mine[0]]
    assert reminded(app, sink, clock, START - HOUR) == [("innovator", "Soon"), *mine[1]]


@pytest.mark.parametrize("values", [{"state": "suspended"}, {"email": None}])
def test_b11_none_for_who_is_gone(app: Flask, sink: Sink, pair: Any, clock: Any, values: dict[str, Any]) -> None:
    booked(app, pair)
    with app.app_context():
        db.session.execute(update(Person).where(Person.id == pair.mentee.id).values(**values))
        db.session.commit()
    assert reminded(app, sink, clock, START - DAY) == [("mentor", "Reminder")]


def test_b11_a_repeat_after_a_refusal_is_the_same_mail_and_stops_at_the_start(
    app: Flask, sink: Sink, pair: Any, clock: Any
) -> None:
    booked(app, pair)
    reminded(app, sink, clock, START - DAY)
    sink.at_data = ["451 later"] * 2
    assert reminded(app, sink, clock, START - HOUR) == []
    assert reminded(app, sink, clock, START - HOUR + timedelta(minutes=3)) == BOTH_SOON
    assert reminded(app, sink, clock, START + HOUR) == []


def test_b11_asked_twice_reminds_once(app: Flask, sink: Sink, pair: Any, clock: Any) -> None:
    """A seat, a confirmation: other events of the same version remind nobody twice."""
    id_ = booked(app, pair)
    again(app, id_, [pair.mentee.id, pair.mentor.id])
    assert len(reminders(app)) == 4
    assert reminded(app, sink, clock, START - DAY) == BOTH_DAY


def again(app: Flask, session_id: str, people: list[str]) -> None:
    """Another event about the session, like a taken seat, and its reminders."""
    with app.app_context():
        from app.core.action import action

        @action
        def act(actor: None) -> None:
            first = db.session.execute(select(Event).where(Event.object_id == session_id).limit(1)).scalar_one()
            for event in (first, copy(first)):
                remind(event, db.session.get_one(MentoringSession, session_id), people)

        act(None)


def copy(event: Event) -> Event:
    other = Event(**{name: getattr(event, name) for name in (
        "at", "verb", "strand", "actor_id", "visibility", "shown", "object_kind", "object_id", "facts", "corrects_id")},
        ref=new_id())  # fmt: skip
    return append(other, ())


def test_b11_only_who_still_takes_part(app: Flask, sink: Sink, pair: Any, clock: Any, cast: Any) -> None:
    id_ = booked(app, pair)
    again(app, id_, [cast.stranger.id, cast.innovator2.id])
    with app.app_context():
        db.session.add(MentorshipMember(mentorship_id=pair.mentorship, person_id=cast.innovator2.id))
        db.session.commit()
    assert reminded(app, sink, clock, START - DAY) == [
        ("innovator", "Reminder"), ("innovator2", "Reminder"), ("mentor", "Reminder"),
    ]  # fmt: skip


def test_b11_seats_of_a_group(app: Flask, sink: Sink, pair: Any, clock: Any, cast: Any) -> None:
    id_ = booked(app, pair)
    with app.app_context():
        db.session.execute(
            update(MentoringSession)
            .where(MentoringSession.id == id_)
            .values(kind="group", mentorship_id=None, mentee_id=None, title="Pricing, for beginners")
        )
        for person, state in ((cast.innovator2, "seated"), (cast.stranger, "waiting")):
            db.session.add(GroupSeat(session_id=id_, person_id=person.id, state=state))
        db.session.commit()
    again(app, id_, [cast.innovator2.id, cast.stranger.id])
    assert reminded(app, sink, clock, START - DAY) == [("innovator2", "Reminder"), ("mentor", "Reminder")]
    subjects = {mail.recipients[0]: mail["Subject"].strip() for mail in sink.taken}
    assert subjects[cast.mentor.email] == "Reminder: Group session: Pricing, for beginners, Thursday 14 May at 09:00"


def test_b11_several_sessions_of_one_event(app: Flask, sink: Sink, pair: Any, clock: Any) -> None:
    """A series is one event: each of its sessions has reminders of its own."""
    first, second = booked(app, pair), booked(app, pair, START + 2 * HOUR)
    with app.app_context():
        db.session.execute(Delivery.__table__.delete().where(Delivery.letter != ""))
        db.session.commit()
        event_id = db.session.execute(select(Event.id).where(Event.object_id == first)).scalar_one()
    remind_of(app, event_id, [first, second], pair)
    remind_of(app, event_id, [first, second], pair)
    assert len(reminders(app)) == 8
    assert reminded(app, sink, clock, START - DAY) == BOTH_DAY
    assert reminded(app, sink, clock, START - DAY + 2 * HOUR) == BOTH_DAY
    assert "12:00" in sink.taken[0]["Subject"] + sink.taken[1]["Subject"]


def remind_of(app: Flask, event_id: int, sessions: list[str], pair: Any) -> None:
    with app.app_context():
        from app.core.action import action

        @action
        def act(actor: None) -> None:
            event = db.session.get_one(Event, event_id)
            for id_ in sessions:
                remind(event, db.session.get_one(MentoringSession, id_), [pair.mentor.id, pair.mentee.id])

        act(None)


def test_t4_each_in_their_own_zone_with_its_name_and_the_partners_time(
    app: Flask, sink: Sink, pair: Any, clock: Any
) -> None:
    with app.app_context():
        db.session.execute(update(MentoringSession).values(place="https://meet.example.org/room"))
    booked(app, pair)
    reminded(app, sink, clock, START - DAY)
    mails = {mail.recipients[0].partition("@")[0]: mail for mail in sink.taken if mail["Subject"][:8] == "Reminder"}
    mine = mails["innovator"]
    assert mine["Subject"] == "Reminder: Mentoring session with Inés Ortega, Thursday 14 May at 10:00"
    for kind in ("plain", "html"):
        text = re.sub(r"<[^>]+>", "", " ".join(mine.get_body((kind,)).get_content().split()))
        assert "Thursday 14 May, 10:00–11:00 (Europe/Sofia; 09:00 for Inés)" in text
        assert "http://localhost/mentoring/" in mine.get_body((kind,)).get_content()
    assert "09:00–10:00 (Europe/Madrid; 10:00 for Lucía)" in mails["mentor"].get_body(("plain",)).get_content()


def test_n3_a_reminder_says_why_it_came_and_one_click_stops_it(
    app: Flask, sink: Sink, pair: Any, clock: Any, client: Any, as_: Any
) -> None:
    booked(app, pair)
    reminded(app, sink, clock, START - DAY)
    mail = next(mail for mail in sink.taken if mail.recipients == [pair.mentor.email] and "Reminder" in mail["Subject"])
    text = mail.get_body(("plain",)).get_content()
    assert 'because of your setting "A reminder 24 hours before a session"' in text
    assert "http://localhost/mentoring/calendar" in text
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = mail["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    assert "24 hours before" in client.get(url).get_data(as_text=True)
    assert client.post(url).status_code == 200
    booked(app, pair, START + DAY)
    assert reminded(app, sink, clock, START) == [("innovator", "Reminder")]
    page = as_(pair.mentor)
    page.get("/mentoring/calendar")
    assert not page.soup.select_one("#day[checked]") and page.soup.select_one("#hour[checked]")


def test_hostile_titles_cannot_write_headers(app: Flask, sink: Sink, pair: Any, clock: Any) -> None:
    with app.app_context():
        db.session.execute(update(Person).where(Person.id == pair.mentee.id).values(name="O'Neil <b>\r\nBcc: a@b.org"))
        db.session.commit()
    booked(app, pair)
    reminded(app, sink, clock, START - DAY)
    mail = next(mail for mail in sink.taken if mail.recipients == [pair.mentor.email] and "Reminder" in mail["Subject"])
    assert mail["Bcc"] is None and "O'Neil" in mail["Subject"]
    assert "O'Neil <b>" in mail.get_body(("plain",)).get_content()
    assert "<b>\r" not in mail.get_body(("html",)).get_content()


def test_time_is_where_every_test_begins() -> None:
    assert MONDAY < START - DAY
