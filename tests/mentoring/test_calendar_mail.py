"""The mail of a booked, moved, cancelled session carries it as a calendar file (B10, SECURITY 19)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from flask import Flask
from sqlalchemy import select, update

from app.activity import worker
from app.activity.facts import Ref
from app.activity.letters import ATTACHMENTS, Recipient
from app.activity.models import Delivery, Event
from app.extensions import db
from app.mentoring.actions import (
    Series,
    book_series,
    book_session,
    cancel_series,
    cancel_session,
    leave_group,
    move_session,
    take_seat,
)
from app.mentoring.models import MentoringSession, MentorProfile, Mentorship
from app.people.models import Person
from tests.activity.conftest import Sink, sink
from tests.mentoring.builders import a_group, a_member, a_mentorship, a_session

__all__ = ["sink"]

START = datetime(2026, 5, 12, 7, 0, tzinfo=UTC)  # Tuesday, 9:00 in Madrid, 10:00 in Sofia
HOUR = timedelta(hours=1)


def booked(app: Flask, pair: Any, start: datetime = START) -> str:
    """The mentee books; the id."""
    with app.app_context():
        mentorship = db.session.get_one(Mentorship, pair.mentorship)
        return book_session(pair.mentee, mentorship, start).id


def then(app: Flask, change: Any, person: Any, session_id: str, *told: Any) -> None:
    with app.app_context():
        change(person, db.session.get_one(MentoringSession, session_id), *told)


def to(sink: Sink, person: Any) -> list[Any]:
    """The mails that this person got."""
    return [mail for mail in sink.taken if mail.recipients == [person.email]]


def calendars(mail: Any) -> list[Any]:
    """As the part beside the text, and as the file."""
    beside = mail.get_body(("calendar",))
    (file,) = mail.iter_attachments()
    return [beside.get_content(), file.get_content().decode()]


def test_b10_the_mail_has_the_right_structure(app: Flask, sink: Sink, pair: Any) -> None:
    id_ = booked(app, pair)
    worker.run_once(app)
    (mail,) = to(sink, pair.mentor)
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics",
    ]  # fmt: skip
    beside, (file,) = mail.get_body(("calendar",)), mail.iter_attachments()
    assert beside["Content-Type"].params["method"] == "REQUEST" and beside["Content-Type"].params["charset"] == "utf-8"
    assert file.get_filename() == "invite.ics" and file.get_content_disposition() == "attachment"
    inside, attached = calendars(mail)
    assert inside.replace("\r\n", "\n") == attached.replace("\r\n", "\n") and "\r\n" in attached
    it = vobject.readOne(attached)
    assert it.method.value == "REQUEST" and it.vevent.uid.value == f"{id_}@localhost"
    assert it.vevent.summary.value == "Mentoring session with Lucía Ferrer"
    assert it.vevent.dtstart.value == START and it.vevent.dtend.value == START + HOUR
    assert it.vevent.attendee.value == f"mailto:{pair.mentor.email}" and pair.mentee.email not in attached
    assert it.vevent.url.value == f"http://localhost/mentoring/sessions/{id_}"
    assert "Mentoring session" not in mail.get_body(("plain",)).get_content()


def test_b10_one_uid_for_life_and_a_sequence_that_grows(app: Flask, sink: Sink, pair: Any, clock: Any) -> None:
    id_ = booked(app, pair)
    clock.shift(60)
    then(app, move_session, pair.mentee, id_, START + 2 * HOUR)
    clock.shift(60)
    then(app, cancel_session, pair.mentee, id_, "The storm: my private reason")
    worker.run_once(app)
    mails = to(sink, pair.mentor)
    events = [vobject.readOne(calendars(mail)[1]) for mail in mails]
    assert [it.method.value for it in events] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [it.vevent.sequence.value for it in events] == ["0", "1", "2"]
    assert len({it.vevent.uid.value for it in events}) == 1
    assert [it.vevent.status.value for it in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [it.vevent.dtstart.value for it in events] == [START, START + 2 * HOUR, START + 2 * HOUR]
    stamps = [it.vevent.dtstamp.value for it in events]
    assert stamps == sorted(stamps) and len(set(stamps)) == 3
    assert not any("private reason" in str(mail) for mail in sink.taken)


def test_b10_the_summary_is_in_the_recipients_language(app: Flask, sink: Sink, pair: Any, monkeypatch: Any) -> None:
    with app.app_context():
        db.session.execute(update(Person).where(Person.id == pair.mentor.id).values(locale="fr"))
        db.session.commit()
    asked: list[str] = []
    monkeypatch.setattr("app.mentoring.calendar.summary", lambda *_: asked.append(_language()) or "Séance")
    booked(app, pair)
    worker.run_once(app)
    assert sorted(asked) == ["en", "fr"] and "SUMMARY:Séance" in calendars(to(sink, pair.mentor)[0])[1]


def _language() -> str:
    from flask_babel import get_locale

    return str(get_locale())


def test_facts_without_a_version_still_read(app: Flask, sink: Sink, pair: Any, mentor: Any) -> None:
    id_ = booked(app, pair)
    with app.app_context():
        event = db.session.execute(select(Event).where(Event.verb == "mentoring.session_booked")).scalar_one()
        event.facts = {name: value for name, value in event.facts.items() if name != "version"}
        db.session.commit()
    worker.run_once(app)
    assert vobject.readOne(calendars(sink.taken[0])[1]).vevent.sequence.value == "0"
    assert "booked" in mentor.get(f"/mentoring/sessions/{id_}").get_data(as_text=True)


@pytest.mark.parametrize("name", ["Eve\r\nATTENDEE:mailto:x@y.z", "A, B; C\\", "\u202eEve", "👩‍👩‍👧‍👦" * 20])
def test_hostile_names_stay_names(app: Flask, sink: Sink, pair: Any, name: str) -> None:
    with app.app_context():
        people = Person.id.in_([pair.mentor.id, pair.mentee.id])
        db.session.execute(update(Person).where(people).values(name=name))
        db.session.commit()
    booked(app, pair)
    worker.run_once(app)
    it = vobject.readOne(calendars(sink.taken[0])[1]).vevent
    assert len(it.contents["attendee"]) == 1 and "\n" not in it.summary.value


def test_a_mail_of_something_else_carries_nothing(app: Flask, sink: Sink, pair: Any, mentee: Any) -> None:
    mentee.post(f"/messages/with/{pair.mentor.id}", {"text": "Hello"})
    worker.run_once(app)
    assert all(mail.get_content_type() == "multipart/alternative" for mail in sink.taken)


# Everybody who takes part gets it.


@pytest.fixture
def team(app: Flask, pair: Any, cast: Any) -> Any:
    """One more of the mentee's team takes part."""
    with app.app_context():
        a_member(pair.mentorship, cast.innovator2)
    return cast.innovator2


def test_b10_the_actor_and_the_team_get_the_entry_with_the_same_name(
    app: Flask, sink: Sink, pair: Any, team: Any, clock: Any
) -> None:
    id_ = booked(app, pair)
    clock.shift(60)
    then(app, move_session, pair.mentor, id_, START + 2 * HOUR)
    clock.shift(60)
    then(app, cancel_session, pair.mentee, id_, "Ill")
    worker.run_once(app)
    for person in (pair.mentor, pair.mentee, team):
        entries = [vobject.readOne(calendars(mail)[1]) for mail in to(sink, person)]
        assert [it.method.value for it in entries] == ["REQUEST", "REQUEST", "CANCEL"]
        assert [it.vevent.sequence.value for it in entries] == ["0", "1", "2"]
        assert {it.vevent.uid.value for it in entries} == {f"{id_}@localhost"}
        assert {it.vevent.attendee.value for it in entries} == {f"mailto:{person.email}"}
    with app.app_context():
        inbox = select(Delivery.person_id).join(Event, Event.id == Delivery.event_id)
        inbox = inbox.where(Event.verb == "mentoring.session_booked", Delivery.channel == "inbox")
        assert set(db.session.execute(inbox).scalars()) == {pair.mentor.id, team.id}, "the actor knows it already"


def test_b10_a_series_is_for_everybody_too(app: Flask, sink: Sink, pair: Any, team: Any) -> None:
    with app.app_context():
        it = db.session.get_one(Mentorship, pair.mentorship)
        first = book_series(pair.mentee, it, Series(START, 2, 1)).id
    worker.run_once(app)
    then(app, cancel_series, pair.mentor, first, "I move house")
    worker.run_once(app)
    for person in (pair.mentor, pair.mentee, team):
        booked_, off = to(sink, person)
        (file,) = booked_.iter_attachments()
        assert len(vobject.readOne(file.get_content()).contents["vevent"]) == 2
        assert len(list(off.iter_attachments())) == 2


def test_b10_a_seat_comes_into_the_calendar_and_leaves_it(app: Flask, sink: Sink, pair: Any, cast: Any) -> None:
    with app.app_context():
        group = db.session.get_one(MentoringSession, a_group(pair.mentor, START))
        take_seat(cast.stranger, group)
        leave_group(cast.stranger, group)
    worker.run_once(app)
    (own,) = to(sink, pair.mentor)
    assert vobject.readOne(calendars(own)[1]).method.value == "REQUEST"
    entries = [vobject.readOne(calendars(mail)[1]) for mail in to(sink, cast.stranger) if mail.get_body(("calendar",))]
    assert entries[-1].method.value == "CANCEL" and entries[-1].vevent.status.value == "CANCELLED"


def test_b10_a_seat_that_is_kept_is_a_request(app: Flask, sink: Sink, pair: Any, cast: Any) -> None:
    with app.app_context():
        take_seat(cast.stranger, db.session.get_one(MentoringSession, a_group(pair.mentor, START)))
    worker.run_once(app)
    (mail,) = to(sink, cast.stranger)
    assert vobject.readOne(calendars(mail)[1]).method.value == "REQUEST"


@pytest.mark.parametrize("verb", ["session_booked", "session_moved", "move_proposed"])
def test_t4_the_mail_tells_both_peoples_time(app: Flask, sink: Sink, pair: Any, verb: str) -> None:
    with app.app_context():
        db.session.get_one(MentorProfile, pair.mentor.id).confirms = verb == "move_proposed"
        db.session.commit()
        session = book_session(pair.mentor, db.session.get_one(Mentorship, pair.mentorship), START + timedelta(days=1))
        move_session(pair.mentee, session, session.starts_at + HOUR)
    worker.run_once(app)
    which, theirs = (0, "10:00 for Lucía") if verb == "session_booked" else (-1, "11:00 for Lucía")
    mail = to(sink, pair.mentor)[which]
    assert f"That is {theirs}." in mail.get_body(("plain",)).get_content()
    assert f"That is {theirs}." in mail.get_body(("html",)).get_content()


def test_t4_the_same_clock_is_told_once(app: Flask, sink: Sink, pair: Any) -> None:
    with app.app_context():
        db.session.execute(update(Person).where(Person.id == pair.mentee.id).values(timezone="Europe/Madrid"))
        db.session.commit()
    booked(app, pair)
    worker.run_once(app)
    assert not any("That is" in mail.get_body(("plain",)).get_content() for mail in sink.taken)


# The same file from the session's page.


def test_the_actor_takes_the_file_from_the_page(app: Flask, pair: Any, mentee: Any, clock: Any) -> None:
    id_ = booked(app, pair)
    mentee.get(f"/mentoring/sessions/{id_}")
    assert mentee.soup.select_one(f"a[href='/mentoring/sessions/{id_}.ics']")
    answer = mentee.get(f"/mentoring/sessions/{id_}.ics")
    assert answer.status_code == 200 and answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"] == "attachment; filename=session.ics"
    assert answer.headers["Cache-Control"] == "no-store"
    first = vobject.readOne(answer.get_data(as_text=True))
    then(app, move_session, pair.mentor, id_, START + 2 * HOUR)
    then(app, cancel_session, pair.mentor, id_, "Ill")
    last = vobject.readOne(mentee.get(f"/mentoring/sessions/{id_}.ics").get_data(as_text=True))
    assert first.vevent.uid.value == last.vevent.uid.value and last.method.value == "CANCEL"
    assert (first.vevent.sequence.value, last.vevent.sequence.value) == ("0", "2")
    assert first.vevent.summary.value == "Mentoring session with Inés Ortega"


def test_the_file_is_for_those_who_take_part(app: Flask, pair: Any, as_: Any, cast: Any, client: Any) -> None:
    url = f"/mentoring/sessions/{booked(app, pair)}.ics"
    assert as_(pair.mentor).get(url).status_code == 200
    assert as_(cast.stranger).get(url).status_code == 404
    assert as_(cast.animator).get(url).status_code == 403
    assert as_(cast.observer).get(url).status_code == 403
    assert client.get(url).status_code == 303
    with app.app_context():
        assert a_mentorship(cast.mentor, cast.innovator2)
    assert as_(cast.innovator2).get(url).status_code == 404, "another mentee of the same mentor"


def series_mail(app: Flask, pair: Any, verb: str) -> list[Any]:
    """What the mail of this event about a series of two would carry to the mentee."""
    with app.test_request_context():
        first = a_session(pair.mentorship, START)
        second = a_session(pair.mentorship, START + timedelta(days=7))
        state = "cancelled" if verb.endswith("cancelled") else "confirmed"
        both = MentoringSession.id.in_([first, second])
        db.session.execute(update(MentoringSession).where(both).values(series_id="0" * 26, state=state, version=1))
        db.session.commit()
        facts = {"session": Ref("session", first, ""), "starts_at": START, "of": "", "at": START}
        return list(ATTACHMENTS[verb](facts | {"recipient": Recipient(pair.mentee.id, "Lucía", pair.mentee.email)}))


def test_b10_a_series_is_one_file_and_ends_with_one_for_each(app: Flask, pair: Any) -> None:
    (booked_,) = series_mail(app, pair, "mentoring.series_booked")
    calendar = vobject.readOne(booked_.content.decode())
    assert booked_.name == "sessions.ics" and calendar.method.value == "PUBLISH"
    assert [it.dtstart.value for it in calendar.contents["vevent"]] == [START, START + timedelta(days=7)]


def test_b10_a_series_that_is_cancelled_takes_out_each_entry(app: Flask, pair: Any) -> None:
    files = series_mail(app, pair, "mentoring.series_cancelled")
    calendars_ = [vobject.readOne(file.content.decode()) for file in files]
    assert [it.method.value for it in calendars_] == ["CANCEL", "CANCEL"]
    assert len({it.vevent.uid.value for it in calendars_}) == 2 and calendars_[0].vevent.sequence.value == "1"
