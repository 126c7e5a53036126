"""/mentoring/care: for animators; what to look after, what can be done, CSV of each list exactly as filtered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core.clock import now
from app.extensions import db
from app.mentoring.actions import ask_more, contest_group, contest_session, declare_conflict
from app.mentoring.models import GroupSeat, MentoringRequest, MentoringSession, RequestReply
from app.mentoring.queries.care import LISTS, Care, care_count, care_page, care_rows
from app.messages.actions import write_to
from app.people import actions as people
from app.people.models import Person
from tests.mentoring.builders import MONDAY, a_mentor, a_mentorship, a_request, a_session
from tests.mentoring.held import a_group_held, a_held_session
from tests.statements import statements


def who(person: Any) -> Person:
    return db.session.get_one(Person, person.id)


def cancelled(mentorship: str, by: Any, hours: int, *, late: bool = True) -> None:
    session = db.session.get_one(MentoringSession, a_session(mentorship, MONDAY + timedelta(hours=hours)))
    session.state, session.cancelled_by, session.cancelled_at = "cancelled", by.id if by else None, now()
    session.cancelled_late, session.cancel_reason = late, "My very private reason"
    db.session.commit()


@pytest.fixture
def world(app: Flask, cast: Any, clock: Any) -> Any:
    """One of each: five days in."""
    with app.app_context():
        a_mentor(cast.mentor, capacity=1)
        a_mentor(cast.mentor2)
        a_request(cast.mentor2, cast.innovator2)
        mentorship = a_mentorship(cast.mentor, cast.innovator)
        cancelled(mentorship, cast.innovator, 3)
        cancelled(mentorship, cast.innovator, 8)
        cancelled(mentorship, cast.mentor, 20, late=False)
        cancelled(mentorship, None, 30)  # ended by a block: nobody's fault
        disputed = a_session(mentorship, MONDAY - timedelta(days=2), state="disputed")
        session = db.session.get_one(MentoringSession, disputed)
        session.no_show_id, session.no_show_by = cast.innovator.id, cast.mentor.id
        session.disputed_by = cast.innovator.id
        people.block_person(who(cast.stakeholder), who(cast.partner))
        people.report_person(who(cast.stranger), who(cast.partner), "money", "My very private story")
        declare_conflict(who(cast.mentor), cast.mentor.id, "person", cast.innovator.id, "family", "a cousin")
        db.session.commit()
    clock.shift(timedelta(days=5))
    return cast


SHOWN = {
    "silent": "Γιώργος Παπαδάκης has not answered Marek Łącki for 5 days",
    "late": "2 times",
    "disputed": "Lucía Ferrer is said to have been missing",
    "reports": "Tomás Novák reports Мария Иванова",
    "blocks": "Jonas Weber",
    "conflicts": "Work together now",
    "load": "1 / 1",
}


@pytest.mark.parametrize("which", LISTS)
def test_each_list_shows_what_is_and_what_can_be_done(world: Any, as_: Any, which: str) -> None:
    boss = as_(world.animator)
    page = boss.get(f"/mentoring/care?list={which}")
    assert SHOWN[which] in page.text
    assert boss.soup.select("#results a.btn, #results button, #results td a")
    assert "very private" not in page.text and "cousin" not in page.text
    rows = boss.get(f"/mentoring/care.csv?list={which}").text.splitlines()
    assert len(rows) >= 2 and "very private" not in "".join(rows)
    nobody = boss.get(f"/mentoring/care?list={which}&q=zzz").text
    assert "Nobody of that name" in nobody
    assert len(boss.get(f"/mentoring/care.csv?list={which}&q=zzz").text.splitlines()) == 1
    assert SHOWN[which] in boss.fragment(f"/mentoring/care?list={which}").text


@pytest.mark.parametrize("which", LISTS)
def test_each_list_has_its_empty_state(cast: Any, as_: Any, which: str) -> None:
    boss = as_(cast.animator)
    boss.get(f"/mentoring/care?list={which}")
    assert boss.soup.select("#results .empty")


@pytest.mark.parametrize("url", ["/mentoring/care", "/mentoring/care.csv"])
def test_only_animators(cast: Any, as_: Any, client: Any, url: str) -> None:
    for part in ("mentor", "partner", "observer"):
        assert as_(getattr(cast, part)).get(url).status_code == 403
    assert client.get(url).status_code == 303
    assert "/mentoring/care" not in as_(cast.mentor).get("/mentoring").text
    assert "/mentoring/care" in as_(cast.animator).get("/mentoring").text


def test_the_csv_is_exactly_what_is_filtered(world: Any, as_: Any) -> None:
    boss = as_(world.animator)
    late = boss.get("/mentoring/care.csv?list=late").text.splitlines()
    assert late[0] == "cancelled_by,with,starts_at,cancelled_at,times_in_this_period" and len(late) == 3
    assert all(row.startswith("Lucía Ferrer,Inés Ortega") and row.endswith(",2") for row in late[1:])
    load = boss.get("/mentoring/care.csv?list=load&q=ines").text.splitlines()
    assert len(load) == 2 and load[1].startswith("Inés Ortega,published,1,1,0,")
    assert len(boss.get("/mentoring/care.csv?list=late&days=nonsense").text.splitlines()) == 3


def test_a_period_bounds_what_happened(world: Any, as_: Any, clock: Any) -> None:
    clock.shift(timedelta(days=60))
    boss = as_(world.animator)
    assert len(boss.get("/mentoring/care.csv?list=blocks&days=30").text.splitlines()) == 1
    assert len(boss.get("/mentoring/care.csv?list=blocks&days=90").text.splitlines()) == 2
    assert "Lucía" not in boss.get("/mentoring/care?list=late&days=30").text


def test_m2_silence_waits_for_the_animator_from_day_four(app: Flask, cast: Any, as_: Any, clock: Any) -> None:
    with app.app_context():
        a_mentor(cast.mentor)
        id_ = a_request(cast.mentor, cast.innovator)
    boss = as_(cast.animator)
    clock.shift(timedelta(days=4) - timedelta(seconds=1))
    assert "silent mentor" not in boss.get("/today").text
    clock.shift(timedelta(seconds=1))
    assert "1 request waits for a silent mentor" in boss.get("/today").text
    assert "silent mentor" not in as_(cast.innovator).get("/today").text
    with app.app_context():
        ask_more(cast.mentor, db.session.get_one(MentoringRequest, id_), "What?")
    assert "silent mentor" not in boss.get("/today").text


def test_animators_see_that_people_talk_never_what_they_say(app: Flask, world: Any, as_: Any) -> None:
    with app.app_context():
        id_ = a_request(world.mentor2, world.innovator)
        db.session.add(RequestReply(request_id=id_, person_id=world.innovator.id, text="My very private reply"))
        talk = write_to(who(world.mentor2), who(world.innovator), "My very private words").conversation_id
        db.session.commit()
    boss = as_(world.animator)
    for url in ["/mentoring/care", f"/mentoring/requests/{id_}", "/activity", "/today", "/search?q=private"]:
        assert "very private" not in boss.get(url).text
    assert boss.get(f"/messages/{talk}").status_code == 404


def test_b13_disputed_groups_stand_among_the_disputed(app: Flask, world: Any, as_: Any) -> None:
    with app.app_context():
        id_ = a_group_held(world.mentor, now() - timedelta(days=1), people=(world.innovator, world.innovator2))
        seat = db.session.get_one(GroupSeat, (id_, world.innovator2.id))
        seat.state = "absent"
        db.session.commit()
        contest_group(who(world.innovator2), db.session.get_one(MentoringSession, id_), "My very private words")
        held = a_held_session(a_mentorship(world.mentor2, world.stakeholder), now() - timedelta(days=1, hours=5))
        contest_session(who(world.stakeholder), db.session.get_one(MentoringSession, held), "My very private words")
    boss = as_(world.animator)
    text = boss.get("/mentoring/care?list=disputed").text
    assert "Marek Łącki is said to have been missing" in text and "Pricing together · Inés Ortega" in text
    assert "Jonas Weber contests that it took place" in text and "very private" not in text
    assert boss.soup.select_one(f"#results a[href='/mentoring/groups/{id_}']")
    assert boss.soup.select_one("nav.tabs a[aria-current] .count").get_text() == "3"
    rows = boss.get("/mentoring/care.csv?list=disputed&q=łącki").text.splitlines()
    assert rows[0] == "starts_at,group,mentor,mentee,said_to_be_missing,contested_by"
    assert len(rows) == 2 and rows[1].endswith("Pricing together,Inés Ortega,,Marek Łącki,Marek Łącki")
    assert "/mentoring/care?list=disputed" in boss.get("/mentoring/to-confirm").text


@pytest.mark.parametrize("which", LISTS)
def test_pages_hold_each_line_once_and_in_order(app: Flask, world: Any, which: str) -> None:
    """Read one by one, and read at once."""
    with app.app_context():
        a_mentor(world.partner)
        mentorship = a_mentorship(world.mentor2, world.stakeholder)
        for days in (2, 3):
            a_session(mentorship, MONDAY - timedelta(days=days), state="disputed")
        for mentor, mentee in ((world.mentor2, world.stranger), (world.partner, world.innovator)):
            request = db.session.get_one(MentoringRequest, a_request(mentor, mentee))
            request.waits_since = now() - timedelta(days=5)  # at the same moment
            people.report_person(who(mentee), who(mentor), "other", "A story")
            declare_conflict(who(world.animator), mentor.id, "person", mentee.id, "client")
        for one, other in ((world.stranger, world.stakeholder), (world.innovator2, world.partner)):
            people.block_person(who(one), who(other))
        db.session.commit()
        me, asked = who(world.animator), Care(which)
        every, found, after = list(care_rows(me, asked)), [], None
        while True:
            page = care_page(me, asked, after, 1)
            found += page.rows
            if (after := page.next) is None:
                break
        assert len(every) >= 2 and found == every and care_count(me, asked).number == len(every)


def test_a_long_list_goes_on_and_its_table_has_all(app: Flask, cast: Any, as_: Any) -> None:
    with app.app_context():
        a_mentor(cast.mentor)
        mentorship = a_mentorship(cast.mentor, cast.innovator)
        for hours in range(27):
            cancelled(mentorship, cast.innovator, 2 * hours)
    boss = as_(cast.animator)
    text = boss.get("/mentoring/care?list=late").text
    assert "27 entries" in text and len(boss.soup.select("#results tbody tr")) == 25
    assert "27 times" in text
    boss.get(boss.soup.select_one("#results nav.pager a")["href"])
    assert len(boss.soup.select("#results tbody tr")) == 2
    assert len(boss.get("/mentoring/care.csv?list=late").text.splitlines()) == 28
    assert "27 entries" in boss.get("/mentoring/care?list=late&after=nonsense").text


@pytest.mark.parametrize("which", ["silent", "load", "conflicts"])
def test_a_list_costs_the_same_for_one_and_three(app: Flask, cast: Any, as_: Any, which: str) -> None:
    boss, counts = as_(cast.animator), []
    for people_ in (("mentor",), ("mentor2", "partner")):
        with app.app_context():
            for part in people_:
                mentor = getattr(cast, part)
                a_mentor(mentor)
                request = db.session.get_one(MentoringRequest, a_request(mentor, cast.innovator))
                request.waits_since = now() - timedelta(days=5)
                declare_conflict(who(mentor), mentor.id, "person", cast.stranger.id, "client")
            db.session.commit()
        with statements(app) as asked:
            boss.get(f"/mentoring/care?list={which}")
        counts.append(len(asked))
    assert counts[0] == counts[1]
