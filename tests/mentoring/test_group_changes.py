"""An announced group session: edited, moved, and its list as a table (B9, B10, B11, B14)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import vobject
from flask import Flask
from sqlalchemy import func, select

from app.activity import worker
from app.activity.models import Delivery, Event
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.mentoring.actions import (
    GroupTerms,
    book_session,
    cancel_group,
    change_group,
    join_line,
    leave_group,
    move_group,
    take_seat,
)
from app.mentoring.models import GroupSeat, MentoringSession, Mentorship
from app.mentoring.queries.groups import Filters, groups_page
from app.mentoring.queries.times import times_for
from tests.activity.conftest import Sink, sink
from tests.builders import a_person
from tests.client import CheckingClient
from tests.mentoring.builders import MONDAY, a_group, a_mentor
from tests.statements import statements

__all__ = ["sink"]
As = Callable[[SimpleNamespace], CheckingClient]
THURSDAY_NINE = datetime.fromisoformat("2026-05-14T07:00Z")  # 9:00 in Madrid, in three days
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TERMS = {"title": "Prices", "about": "For all who sell.", "seats": 2, "format": "video", "place": ""}


@pytest.fixture
def group(context: Flask, pair: SimpleNamespace, cast: SimpleNamespace) -> MentoringSession:
    """Two seats, on Thursday at nine."""
    return db.session.get_one(MentoringSession, a_group(cast.mentor, THURSDAY_NINE, seats=2))


def terms(group: Any, **changed: Any) -> GroupTerms:
    return GroupTerms(**{**TERMS, "place": group.place, **changed})


def told(verb: str, channel: str = "email") -> list[str]:
    query = select(Delivery.person_id).join(Event, Event.id == Delivery.event_id)
    mine = (Event.verb == f"mentoring.{verb}") & (Delivery.channel == channel) & (Delivery.letter == "")
    return [id_ or "" for id_ in db.session.execute(query.where(mine)).scalars()]


def events(verb: str) -> int:
    query = select(func.count(Event.id)).where(Event.verb == f"mentoring.{verb}")
    return db.session.execute(query).scalar_one()


def seat(group: Any, person: Any) -> str:
    found = db.session.get(GroupSeat, (group.id, person.id), populate_existing=True)
    return found.state if found else ""


def test_b14_its_words_change_and_are_found_by(group: Any, cast: Any) -> None:
    take_seat(cast.innovator, group)
    with pytest.raises(NotAllowed):
        change_group(cast.innovator, group, terms(group, title="Mine"))
    for _ in range(2):
        change_group(cast.mentor, group, terms(group, title="Statutes", about="For all who found."))
    assert (group.title, group.version, events("group_changed")) == ("Statutes", 0, 1)
    assert told("group_changed") == [] and told("group_changed", "inbox") == [cast.innovator.id]
    me = a_person(cast.innovator)
    assert [len(groups_page(me, Filters(q=q)).rows) for q in ("statutes", "prices")] == [1, 0]


def test_b14_seats_never_below_those_taken_and_further_ones_go_to_the_line(group: Any, cast: Any) -> None:
    group = change_group(cast.mentor, group, terms(group, seats=3))
    for person in (cast.innovator, cast.innovator2, cast.stakeholder):
        take_seat(person, group)
    join_line(cast.partner, group)
    for seats in (2, 1, 51):
        with pytest.raises(Refused):
            change_group(cast.mentor, group, terms(group, seats=seats))
    change_group(cast.mentor, group, terms(group, seats=4))
    assert seat(group, cast.partner) == "offered"
    with pytest.raises(Refused, match="4 seats are taken or kept"):  # one of them is only kept
        change_group(cast.mentor, group, terms(group, seats=3))
    leave_group(cast.partner, group)
    change_group(cast.mentor, group, terms(group, seats=3))
    assert group.seats == 3


def test_b10_where_it_meets_reaches_the_calendars_of_those_with_a_seat(
    app: Flask, cast: Any, pair: Any, sink: Sink, clock: Any
) -> None:
    with app.app_context():
        group = db.session.get_one(MentoringSession, a_group(cast.mentor, THURSDAY_NINE, seats=2))
        for act, person in ((take_seat, cast.innovator), (take_seat, cast.innovator2), (join_line, cast.partner)):
            act(person, group)
        clock.shift(60)
        change_group(cast.mentor, group, terms(group, place="https://meet.example.org/new"))
        clock.shift(60)
        move_group(cast.mentor, group, THURSDAY_NINE + 3 * HOUR, 90)
        clock.shift(60)
        cancel_group(cast.mentor, group, "A storm")
    worker.run_once(app)
    for person in (cast.innovator, cast.mentor):
        mine = [mail for mail in sink.taken if mail.recipients == [person.email] and list(mail.iter_attachments())]
        first, *files = [vobject.readOne(next(mail.iter_attachments()).get_content().decode()) for mail in mine]
        assert first.method.value == "REQUEST" and first.vevent.sequence.value == "0", "the seat; what is announced"
        assert [it.method.value for it in files] == ["REQUEST", "REQUEST", "CANCEL"]
        assert [it.vevent.sequence.value for it in files] == ["0", "1", "2"]
    assert len({it.vevent.uid.value for it in files}) == 1
    assert files[0].vevent.location.value == "https://meet.example.org/new"
    assert files[1].vevent.dtstart.value == THURSDAY_NINE + 3 * HOUR
    assert files[1].vevent.dtend.value - files[1].vevent.dtstart.value == 90 * HOUR / 60
    waiting = [mail for mail in sink.taken if mail.recipients == [cast.partner.email]]
    assert len(waiting) == 2 and not [file for mail in waiting for file in mail.iter_attachments()]


def test_b9_the_same_session_moves_and_its_old_time_is_free_at_once(group: Any, cast: Any, pair: Any) -> None:
    take_seat(cast.innovator2, group)
    with pytest.raises(NotAllowed):
        move_group(cast.innovator2, group, THURSDAY_NINE + HOUR, 60)
    move_group(cast.mentor, group, THURSDAY_NINE, 60)
    assert (group.version, events("group_moved")) == (0, 0)  # the same time is nothing
    for _ in range(2):
        move_group(cast.mentor, group, THURSDAY_NINE + HOUR / 4, 60)  # it does not stand in its own way
    assert (group.version, events("group_moved"), set(told("group_moved"))) == (
        1, 1, {cast.innovator2.id, cast.mentor.id},
    )  # fmt: skip
    move_group(cast.mentor, group, THURSDAY_NINE + 2 * HOUR, 60)
    free = {slot.start for slot in times_for(db.session.get_one(Mentorship, pair.mentorship)).free()}
    assert THURSDAY_NINE in free and THURSDAY_NINE + 2 * HOUR not in free
    assert (group.version, seat(group, cast.innovator2)) == (2, "seated")


def test_b9_the_notice_applies_to_the_old_and_the_new_start(group: Any, cast: Any, clock: Any) -> None:
    with pytest.raises(Refused, match="too soon"):
        move_group(cast.mentor, group, MONDAY + 24 * HOUR - timedelta(minutes=1), 60)
    clock.move_to(THURSDAY_NINE - 24 * HOUR)
    move_group(cast.mentor, group, THURSDAY_NINE + DAY, 60)  # exactly the notice is enough
    clock.move_to(THURSDAY_NINE + timedelta(minutes=1))
    with pytest.raises(Conflict, match="too late to move"):
        move_group(cast.mentor, group, THURSDAY_NINE + 5 * DAY, 60)


@pytest.mark.parametrize(("start", "minutes", "words"), [
    (MONDAY - HOUR, 60, "is over"), (MONDAY + 400 * DAY, 60, "within the next year"),
    (THURSDAY_NINE + DAY, 5, "15 minutes"), (THURSDAY_NINE + DAY, 481, "15 minutes"),
])  # fmt: skip
def test_b14_absurd_times_are_refused(group: Any, cast: Any, start: datetime, minutes: int, words: str) -> None:
    with pytest.raises(Refused, match=words):
        move_group(cast.mentor, group, start, minutes)


def test_b1_nobody_with_a_seat_is_booked_twice_by_a_move(group: Any, cast: Any, pair: Any) -> None:
    take_seat(cast.innovator, group)
    a_mentor(cast.mentor2)
    other = db.session.get_one(MentoringSession, a_group(cast.mentor2, THURSDAY_NINE + 3 * HOUR, seats=2))
    take_seat(cast.innovator, other)
    for start, minutes in ((THURSDAY_NINE + 2 * HOUR, 90), (THURSDAY_NINE, 181), (THURSDAY_NINE + 3.5 * HOUR, 60)):
        with pytest.raises(Conflict, match="1 person with a seat has another session"):
            move_group(cast.mentor, group, start, minutes)
    book_session(cast.innovator, db.session.get_one(Mentorship, pair.mentorship), THURSDAY_NINE + 5 * HOUR)
    with pytest.raises(Conflict, match="You have another session"):
        move_group(cast.mentor, group, THURSDAY_NINE + 4.5 * HOUR, 60)
    move_group(cast.mentor, group, THURSDAY_NINE + 2 * HOUR, 60)  # half-open: it ends when the other one begins
    assert group.version == 1


def test_b14_no_seat_is_kept_beyond_the_new_start(group: Any, cast: Any) -> None:
    for person in (cast.innovator, cast.innovator2):
        take_seat(person, group)
    move_group(cast.mentor, group, MONDAY + 30 * HOUR, 60)
    join_line(cast.stakeholder, group)
    leave_group(cast.innovator, group)
    move_group(cast.mentor, group, MONDAY + 24 * HOUR, 30)
    kept = db.session.get_one(GroupSeat, (group.id, cast.stakeholder.id), populate_existing=True)
    assert kept.state == "offered" and kept.offered_until <= group.starts_at


@pytest.mark.parametrize("when", ["begun", "cancelled"])
def test_b14_nothing_changes_once_it_has_begun_or_is_off(group: Any, cast: Any, clock: Any, when: str) -> None:
    if when == "cancelled":
        cancel_group(cast.mentor, group, "A storm")
    else:
        clock.move_to(THURSDAY_NINE)
    with pytest.raises(Conflict):
        change_group(cast.mentor, group, terms(group, title="Later"))
    with pytest.raises(Conflict):
        move_group(cast.mentor, group, THURSDAY_NINE + 2 * DAY, 60)


def test_b11_after_a_move_and_back_each_reminder_comes_once(
    app: Flask, cast: Any, pair: Any, sink: Sink, clock: Any
) -> None:
    with app.app_context():
        group = db.session.get_one(MentoringSession, a_group(cast.mentor, THURSDAY_NINE, seats=2))
        take_seat(cast.innovator, group)
        move_group(cast.mentor, group, THURSDAY_NINE + DAY, 60)
        move_group(cast.mentor, group, THURSDAY_NINE, 60)
        change_group(cast.mentor, group, terms(group, place="https://meet.example.org/new"))
    worker.run_once(app)
    sink.taken.clear()
    for due in (THURSDAY_NINE - DAY, THURSDAY_NINE - HOUR, THURSDAY_NINE, THURSDAY_NINE + DAY):
        clock.move_to(due + timedelta(minutes=1))
        worker.run_once(app)
    mails = [mail for mail in sink.taken if mail.recipients == [cast.innovator.email]]
    assert len(mails) == 2
    assert all("meet.example.org/new" in mail.get_body(("plain",)).get_content() for mail in mails)


FORM = {"title": "Prices", "about": "For all who sell.", "seats": "2", "format": "video", "place": ""}
TIME = {"day": "2026-05-15", "time": "10:30", "minutes": "90"}


@pytest.fixture
def where(app: Flask, cast: Any, pair: Any) -> str:
    """Its address."""
    with app.app_context():
        return "/mentoring/groups/" + a_group(cast.mentor, THURSDAY_NINE, seats=2)


def test_the_pages_by_which_it_is_edited(where: str, mentor: Any, as_: As, cast: Any, client: Any) -> None:
    here = f"{where}/announcement"
    mentor.get(where)
    assert mentor.soup.select_one(f"main a[href='{here}']")
    mentor.get(here)
    assert mentor.soup.select_one("#title")["value"] == "Prices"
    assert mentor.post(here, FORM | {"title": "", "about": "Kept words"}).status_code == 422
    assert "Kept words" in mentor.soup.select_one("#about").get_text()
    assert mentor.post(here, FORM | {"seats": "x"}).status_code == 422
    assert mentor.post(here, FORM | {"title": "New title"}).status_code == 303
    assert mentor.post(here, FORM | {"title": "New title"}, htmx=True).status_code == 204
    assert "New title" in mentor.get(where).text and "changed the announcement" in mentor.soup.get_text()
    stranger = as_(cast.innovator)
    assert here not in stranger.get(where).text
    assert stranger.get(here).status_code == stranger.post(here, FORM).status_code == 403
    assert as_(cast.observer).post(here, FORM).status_code == 403
    assert client.get(here).status_code == client.post(here, FORM).status_code == 303
    assert mentor.get("/mentoring/groups/01J00000000000000000000000/announcement").status_code == 404


def test_the_pages_by_which_it_is_moved(where: str, mentor: Any, as_: As, cast: Any, client: Any, clock: Any) -> None:
    here = f"{where}/time"
    mentor.get(here)
    assert [mentor.soup.select_one(f"#{name}")["value"] for name in ("day", "time", "minutes")] == [
        "2026-05-14", "09:00", "60",
    ]  # fmt: skip
    link = mentor.soup.select_one("aside a.chip")["href"]
    mentor.get(link)
    assert mentor.soup.select_one("#day")["value"] == "2026-05-12"
    for wrong in ({"day": ""}, {"time": "99:99"}, {"minutes": "9"}, {"day": "2026-05-11"}, {"day": "9999-12-31"}):
        assert mentor.post(here, TIME | wrong).status_code == 422
    assert mentor.post(here, TIME).status_code == mentor.post(here, TIME).status_code == 303
    text = mentor.get(where).text
    assert "10:30–12:00" in text and "moved" in mentor.soup.get_text()
    stranger = as_(cast.innovator)
    assert stranger.get(here).status_code == stranger.post(here, TIME).status_code == 403
    assert client.get(here).status_code == client.post(here, TIME).status_code == 303
    clock.move_to(THURSDAY_NINE + 2 * DAY)
    assert mentor.post(here, TIME | {"day": "2026-05-20"}).status_code == 409
    assert "has begun" in mentor.soup.get_text()


def test_the_list_is_exported_as_it_is_shown(app: Flask, cast: Any, as_: As, client: Any) -> None:
    with app.app_context():
        a_mentor(cast.mentor)
        a_group(cast.mentor, THURSDAY_NINE, title='=HYPERLINK("x")', seats=2)
        second = a_group(cast.mentor, THURSDAY_NINE + 3 * HOUR, title="Statutes", seats=3)
        take_seat(cast.innovator, db.session.get_one(MentoringSession, second))
    me = as_(cast.innovator)
    link = "/mentoring/groups.csv"
    me.get("/mentoring/groups")
    assert me.soup.select_one(f"#results a[href='{link}']")
    rows = list(csv.DictReader(io.StringIO(me.get(link).text)))
    assert [row["title"] for row in rows] == ['\'=HYPERLINK("x")', "Statutes"]
    assert rows[1] == {
        "starts_at": "2026-05-14T10:00:00Z", "ends_at": "2026-05-14T11:00:00Z", "title": "Statutes",
        "mentor": cast.mentor.name, "seats_free": "2", "in_line": "0", "my_seat": "seated",
    }  # fmt: skip
    me.get("/mentoring/groups?mine=1&q=stat")
    mine = me.soup.select_one(f"#results a[href^='{link}']")["href"]
    assert len(list(csv.DictReader(io.StringIO(me.get(mine).text)))) == 1
    assert "Statutes" in as_(cast.observer).get(link).text and client.get(link).status_code == 303
    with statements(app) as asked:
        assert me.get(link).text
    with app.app_context():
        for number in range(3):
            a_group(cast.mentor, THURSDAY_NINE + (number + 1) * DAY)
    with statements(app) as more:
        assert me.get(link).text.count("\n") == 6
    assert len(asked) == len(more)
