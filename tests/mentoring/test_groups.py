"""Group sessions with seats and a line (B14)."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from app.activity.models import Delivery, Event
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.mentoring.actions import (
    Announcement,
    announce_group,
    book_session,
    cancel_group,
    contest_group,
    decide_group,
    hold_group,
    join_line,
    leave,
    leave_group,
    settle_seats,
    take_seat,
)
from app.mentoring.models import GroupSeat, MentoringSession, Mentorship
from app.mentoring.queries.groups import Filters, disputed_groups, group_of, groups_page, groups_to_confirm
from app.mentoring.queries.hours import HourFilters, total
from app.mentoring.queries.times import times_for
from app.people.models import Block
from tests.builders import a_person
from tests.mentoring.builders import MONDAY, a_group, a_mentor
from tests.statements import statements

THURSDAY_NINE = datetime.fromisoformat("2026-05-14T07:00Z")  # 9:00 in Madrid, in three days
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def group(context: Flask, pair: SimpleNamespace, cast: SimpleNamespace) -> MentoringSession:
    """Two seats, on Thursday at nine."""
    return db.session.get_one(MentoringSession, a_group(cast.mentor, THURSDAY_NINE, seats=2))


def seat(group: Any, person: Any) -> str:
    found = db.session.get(GroupSeat, (group.id, person.id), populate_existing=True)
    return found.state if found else ""


def mails(verb: str) -> int:
    query = select(func.count(Delivery.id)).join(Event, Event.id == Delivery.event_id)
    return db.session.execute(query.where(Event.verb == verb, Delivery.channel == "email")).scalar_one()


def test_b14_seats_are_counted_and_the_next_is_offered_the_line(group: Any, cast: Any) -> None:
    take_seat(cast.innovator, group)
    take_seat(cast.innovator, group)  # twice is one seat
    take_seat(cast.innovator2, group)
    with pytest.raises(Conflict, match="waiting list"):
        take_seat(cast.stakeholder, group)
    join_line(cast.stakeholder, group)
    assert [seat(group, person) for person in (cast.innovator, cast.innovator2, cast.stakeholder)] == [
        "seated", "seated", "waiting",
    ]  # fmt: skip


def test_b14_a_freed_seat_is_kept_for_the_first_in_line_then_goes_on(group: Any, cast: Any, clock: Any) -> None:
    for person in (cast.innovator, cast.innovator2):
        take_seat(person, group)
    for person in (cast.stakeholder, cast.partner):
        join_line(person, group)
        clock.shift(timedelta(minutes=1))
    leave_group(cast.innovator, group)
    leave_group(cast.innovator, group)
    assert (seat(group, cast.stakeholder), seat(group, cast.partner)) == ("offered", "waiting")
    with pytest.raises(Conflict):
        take_seat(cast.innovator, group)  # those in line come first
    clock.shift(DAY)
    for _ in range(2):
        settle_seats(MONDAY + 2 * DAY)
    assert (seat(group, cast.stakeholder), seat(group, cast.partner)) == ("left", "offered")
    with pytest.raises(Conflict):
        take_seat(cast.stakeholder, group)
    take_seat(cast.partner, group)
    assert seat(group, cast.partner) == "seated" and mails("mentoring.group_seat_offered") == 2


def test_b14_within_a_day_it_is_kept_for_two_hours(group: Any, cast: Any, clock: Any) -> None:
    for person in (cast.innovator, cast.innovator2):
        take_seat(person, group)
    join_line(cast.stakeholder, group)
    clock.move_to(THURSDAY_NINE - DAY)
    leave_group(cast.innovator, group)
    kept = db.session.get_one(GroupSeat, (group.id, cast.stakeholder.id))
    assert kept.offered_until == THURSDAY_NINE - DAY + 2 * HOUR


def test_b14_an_offer_that_is_over_holds_nothing_without_the_worker(group: Any, cast: Any, clock: Any) -> None:
    for person in (cast.innovator, cast.innovator2):
        take_seat(person, group)
    join_line(cast.stakeholder, group)
    leave_group(cast.innovator, group)
    assert group_of(a_person(cast.partner), group.id).free == 0
    clock.shift(DAY)
    assert group_of(a_person(cast.partner), group.id).free == 1
    assert group_of(a_person(cast.stakeholder), group.id).my_seat == ""
    take_seat(cast.partner, group)
    assert (seat(group, cast.partner), seat(group, cast.stakeholder)) == ("seated", "left")


def test_b1_a_seat_is_busy_time_and_busy_time_is_no_seat(group: Any, cast: Any, pair: Any) -> None:
    it = db.session.get_one(Mentorship, pair.mentorship)
    assert THURSDAY_NINE not in {slot.start for slot in times_for(it).free()}  # the mentor leads it
    a_mentor(cast.mentor2)
    other = db.session.get_one(MentoringSession, a_group(cast.mentor2, THURSDAY_NINE + 2 * HOUR, seats=3))
    take_seat(cast.innovator, other)
    assert THURSDAY_NINE + 2 * HOUR not in {slot.start for slot in times_for(it).free()}
    with pytest.raises(Conflict):
        book_session(cast.innovator, it, THURSDAY_NINE + 2 * HOUR)
    book_session(cast.innovator, it, THURSDAY_NINE + 4 * HOUR)
    third = db.session.get_one(MentoringSession, a_group(cast.mentor2, THURSDAY_NINE + 4 * HOUR, seats=3))
    with pytest.raises(Conflict, match="another session"):
        take_seat(cast.innovator, third)


@pytest.mark.parametrize(("told", "words"), [
    ({"starts_at": MONDAY - HOUR}, "is over"), ({"starts_at": MONDAY + 400 * DAY}, "within the next year"),
    ({"minutes": 5}, "15 minutes"), ({"seats": 1}, "2 to 50"), ({"seats": 51}, "2 to 50"), ({"format": "x"}, "meet"),
])  # fmt: skip
def test_b14_absurd_announcements_are_refused(context: Flask, pair: Any, told: Any, words: str) -> None:
    right: dict[str, Any] = {"title": "Prices", "about": "All", "starts_at": THURSDAY_NINE, "minutes": 60, "seats": 5}
    with pytest.raises(Refused, match=words):
        announce_group(pair.mentor, Announcement(**right | told))


def test_b14_only_a_published_mentor_and_only_in_a_free_time(group: Any, cast: Any) -> None:
    told = Announcement("Prices", "All", THURSDAY_NINE + HOUR / 2, 60, 5)
    with pytest.raises(Refused, match="Publish"):
        announce_group(cast.innovator, told)
    with pytest.raises(Conflict, match="another session"):
        announce_group(cast.mentor, told)
    with pytest.raises(NotAllowed):
        announce_group(cast.observer, told)


def test_b14_cancelled_with_a_reason_all_are_told_once(group: Any, cast: Any, pair: Any) -> None:
    take_seat(cast.innovator, group)
    take_seat(cast.innovator2, group)
    join_line(cast.stakeholder, group)
    with pytest.raises(NotAllowed):
        cancel_group(cast.innovator, group, "No")
    for _ in range(2):
        cancel_group(cast.mentor, group, "A storm")
    assert mails("mentoring.group_cancelled") == 3 + 1, "the mentor's own calendar, too"
    assert group.version == 1
    it = db.session.get_one(Mentorship, pair.mentorship)
    assert THURSDAY_NINE in {slot.start for slot in times_for(it).free()}
    with pytest.raises(Conflict):
        take_seat(cast.partner, group)


def test_b14_the_mentor_says_who_came(group: Any, cast: Any, clock: Any) -> None:
    take_seat(cast.innovator, group)
    take_seat(cast.innovator2, group)
    clock.move_to(group.ends_at)
    for _ in range(2):
        hold_group(cast.mentor, group, [cast.innovator.id, cast.stranger.id])
    assert (group.state, seat(group, cast.innovator), seat(group, cast.innovator2)) == ("held", "seated", "absent")
    held = db.session.execute(select(Event).where(Event.verb == "mentoring.group_held")).scalars().all()
    assert len(held) == 1 and held[0].facts["people"] == 1


def test_b13_a_group_is_held_from_ten_minutes_to_thirty_days_after_its_start(group: Any, cast: Any, clock: Any) -> None:
    """As a session of two; that somebody did not come can be said for seven days."""
    take_seat(cast.innovator, group)
    take_seat(cast.innovator2, group)
    minute = timedelta(minutes=1)
    for wrong, words in (
        (THURSDAY_NINE - minute, "not begun"), (THURSDAY_NINE + 9 * minute, "10 minutes to 30 days"),
        (THURSDAY_NINE + 30 * DAY + minute, "10 minutes to 30 days"),
    ):  # fmt: skip
        clock.move_to(wrong)
        with pytest.raises(Conflict, match=words):
            hold_group(cast.mentor, group, [cast.innovator.id])
    assert groups_to_confirm(cast.mentor.id) == []
    clock.move_to(THURSDAY_NINE + 30 * DAY)
    assert [one.id for one in groups_to_confirm(cast.mentor.id)] == [group.id]
    hold_group(cast.mentor, group, [cast.innovator.id])
    assert (group.state, seat(group, cast.innovator), seat(group, cast.innovator2)) == ("held", "seated", "left")
    with pytest.raises(NotAllowed):
        contest_group(cast.innovator2, group, "I was there")  # nothing was said of them


@pytest.mark.parametrize(("after", "marked"), [(10, "absent"), (7 * 24 * 60, "absent"), (7 * 24 * 60 + 1, "left")])
def test_b13_somebody_is_marked_as_missing_for_seven_days(
    group: Any, cast: Any, clock: Any, after: int, marked: str
) -> None:
    take_seat(cast.innovator, group)
    take_seat(cast.innovator2, group)
    clock.move_to(THURSDAY_NINE + timedelta(minutes=after))
    hold_group(cast.mentor, group, [cast.innovator.id])
    assert seat(group, cast.innovator2) == marked


def test_b13_the_page_asks_while_it_can_be_said(app: Flask, pair: Any, mentor: Any, cast: Any, clock: Any) -> None:
    with app.app_context():
        id_ = a_group(cast.mentor, THURSDAY_NINE)
        take_seat(cast.innovator, db.session.get_one(MentoringSession, id_))
    where = f"/mentoring/groups/{id_}"
    for after, asked, said in (
        (timedelta(minutes=9), False, ""), (timedelta(minutes=10), True, ""), (8 * DAY, True, "more than 7 days ago"),
        (31 * DAY, False, "Within 30 days nobody said"),
    ):  # fmt: skip
        clock.move_to(THURSDAY_NINE + after)
        text = mentor.get(where).text
        assert ("Who came?" in text) == asked and said in text
    assert mentor.post(f"{where}/holding", {"present": cast.innovator.id}).status_code == 409
    assert where not in mentor.get("/mentoring/to-confirm").text


def test_b14_a_group_to_which_nobody_came_counts_no_hours(group: Any, cast: Any, clock: Any) -> None:
    take_seat(cast.innovator, group)
    clock.move_to(group.ends_at)
    for present in ([], [cast.stranger.id]):
        with pytest.raises(Refused, match="Tick who was there"):
            hold_group(cast.mentor, group, present)
    assert group.state == "confirmed"
    cancel_group(cast.mentor, group, "Nobody came")
    assert group.state == "cancelled"


@pytest.fixture
def told(group: Any, cast: Any, clock: Any) -> MentoringSession:
    """It is over: one came, one was missing, as the mentor says."""
    take_seat(cast.innovator, group)
    take_seat(cast.innovator2, group)
    clock.move_to(group.ends_at)
    return hold_group(cast.mentor, group, [cast.innovator.id])


def hours_of(mentor: Any) -> int:
    return total(HourFilters(mentor=mentor.id)).minutes


def test_b13_who_had_a_seat_contests_that_they_were_missing(told: Any, cast: Any) -> None:
    for person in (cast.mentor, cast.stranger, cast.animator):
        with pytest.raises(NotAllowed):
            contest_group(person, told, "No")
    assert hours_of(cast.mentor) == 60
    contest_group(cast.innovator2, told, "I was there")
    contest_group(cast.innovator, told, "Again")
    assert (told.state, told.disputed_by, hours_of(cast.mentor)) == ("disputed", cast.innovator2.id, 0)
    assert [one.id for one in disputed_groups(a_person(cast.animator))] == [told.id]
    assert disputed_groups(a_person(cast.mentor)) == []
    for person in (cast.mentor, cast.innovator):
        with pytest.raises(NotAllowed):
            decide_group(person, told, "held")
    with pytest.raises(Refused):
        decide_group(cast.animator, told, "no_show")
    decide_group(cast.animator, told, "there")
    assert (told.state, seat(told, cast.innovator2), hours_of(cast.mentor)) == ("held", "seated", 60)
    with pytest.raises(Conflict):
        contest_group(cast.innovator, told, "No")
    assert mails("mentoring.group_decided") == 1


def test_b13_who_is_said_to_have_come_contests_that_it_took_place(told: Any, cast: Any) -> None:
    contest_group(cast.innovator, told, "Nobody opened the room")
    decide_group(cast.animator, told, "cancelled")
    assert (told.state, told.settled_by, hours_of(cast.mentor)) == ("cancelled", cast.animator.id, 0)


def test_b13_an_animator_with_a_seat_does_not_decide(group: Any, cast: Any, clock: Any) -> None:
    take_seat(cast.animator, group)
    take_seat(cast.innovator, group)
    clock.move_to(group.ends_at)
    hold_group(cast.mentor, group, [cast.animator.id])
    contest_group(cast.innovator, group, "I was there")
    with pytest.raises(NotAllowed, match="took part"):
        decide_group(cast.animator, group, "held")
    assert disputed_groups(a_person(cast.animator)) == []


def test_m8_who_leaves_the_cluster_leaves_seats_and_groups(group: Any, cast: Any) -> None:
    take_seat(cast.innovator, group)
    take_seat(cast.innovator2, group)
    join_line(cast.stakeholder, group)
    leave(cast.animator, a_person(cast.innovator))
    assert (seat(group, cast.innovator), seat(group, cast.stakeholder)) == ("left", "offered")
    leave(cast.animator, a_person(cast.mentor))
    assert group.state == "cancelled"


def test_the_list_finds_and_costs_the_same_for_one_and_for_many(app: Flask, cast: Any, as_: Any) -> None:
    with app.app_context():
        a_mentor(cast.mentor)
        a_group(cast.mentor, THURSDAY_NINE, title="Prices that members can bear", seats=2)
    client = as_(cast.innovator)
    client.get("/mentoring/groups")
    with statements(app) as one:
        client.get("/mentoring/groups")
    with app.app_context():
        for n in range(1, 4):
            a_group(cast.mentor, THURSDAY_NINE + n * 2 * HOUR, title=f"Statutes {n}", seats=2)
    with statements(app) as many:
        assert "4 group sessions ahead" in client.get("/mentoring/groups").get_data(as_text=True)
    assert len(one) == len(many)
    assert "1 group session ahead" in client.fragment("/mentoring/groups?q=prices").get_data(as_text=True)
    assert "Statutes" not in client.get("/mentoring/groups?q=prices&open=1&language=en").get_data(as_text=True)
    assert "No group session fits" in client.get("/mentoring/groups?mine=1").get_data(as_text=True)
    with app.app_context():
        me = a_person(cast.innovator)
        first = groups_page(me, Filters(open=True)).rows[0]
        assert (first.free, first.my_seat) == (2, "")


def test_the_pages_from_announcing_to_the_last_seat(app: Flask, pair: Any, mentor: Any, as_: Any, cast: Any,
                                                    clock: Any, client: Any) -> None:  # fmt: skip
    form = {
        "title": "Prices that members can bear",
        "about": "For **cooperatives**.",
        "day": "2026-05-14",
        "time": "09:00",
        "minutes": "90",
        "seats": "2",
        "format": "video",
        "place": "https://meet.example.org/x",
    }
    assert mentor.post("/mentoring/groups", form | {"title": ""}).status_code == 422
    assert "cooperatives" in mentor.soup.select_one("#about").get_text()
    assert mentor.post("/mentoring/groups", form | {"seats": "51"}).status_code == 422
    assert mentor.post("/mentoring/groups", form | {"day": "9999-12-31"}).status_code == 422
    assert mentor.get("/mentoring/groups/new?start=2026-05-14T07:00Z").status_code == 200
    assert mentor.soup.select_one("#time")["value"] == "09:00"
    where = mentor.post("/mentoring/groups", form).location
    assert mentor.post("/mentoring/groups", form).status_code == 409  # at this time already
    one, two, three = (as_(person) for person in (cast.innovator, cast.innovator2, cast.stakeholder))
    text = one.get(where).get_data(as_text=True)
    assert "10:00–11:30" in text and "09:00 for Inés" in text and "meet.example.org/x" not in text
    assert one.post(f"{where}/seat").status_code == 303
    assert "meet.example.org/x" in one.get(where).get_data(as_text=True)
    file = one.soup.select_one("a[href$='.ics']")["href"]
    assert "Group session: Prices that members can bear" in one.get(file).get_data(as_text=True)
    assert two.get(file).status_code == 404 and mentor.get(file).status_code == 200
    assert two.post(f"{where}/seat", htmx=True).status_code == 204
    three.get(where)
    assert three.post(f"{where}/seat").status_code == 409 and "Join the waiting list" in three.soup.get_text()
    assert three.post(f"{where}/line").status_code == 303
    assert mentor.post(f"{where}/seat").status_code == 403
    assert as_(cast.observer).post(f"{where}/seat").status_code == 403
    assert client.post(f"{where}/seat").status_code == 303  # to the sign-in
    for reader in (one, mentor):
        assert "Prices that members can bear" in reader.get("/today").get_data(as_text=True)
        assert where in reader.get("/mentoring").get_data(as_text=True)
    assert one.post(f"{where}/leaving").status_code == 303
    assert "A seat is kept for you" in three.get("/today").get_data(as_text=True)
    assert three.post(f"{where}/seat").status_code == 303
    assert three.get(f"{where}/cancellation").status_code == 403
    assert mentor.get(f"{where}/cancellation").status_code == 200
    assert mentor.post(f"{where}/cancellation", {"reason": ""}).status_code == 422
    clock.move_to(THURSDAY_NINE + 2 * HOUR)
    assert "Who came?" in mentor.get(where).get_data(as_text=True)
    assert where in mentor.get("/mentoring/to-confirm").get_data(as_text=True)
    assert three.post(f"{where}/holding").status_code == 403
    assert mentor.post(f"{where}/holding").status_code == 422 and "If nobody came" in mentor.soup.get_text()
    assert not mentor.soup.select("input[name=present][checked]")
    assert mentor.post(f"{where}/holding", {"present": cast.innovator2.id}).status_code == 303
    assert "did not come" in mentor.get(where).get_data(as_text=True)
    assert "You are marked as somebody who did not come" in three.get(where).get_data(as_text=True)
    assert one.post(f"{where}/dispute", {"note": "No"}).status_code == 403
    assert client.post(f"{where}/dispute", {"note": "No"}).status_code == 303  # to the sign-in
    assert three.post(f"{where}/dispute", {"note": ""}).status_code == 422
    assert three.post(f"{where}/dispute", {"note": "I *was* there"}, htmx=True).status_code == 204
    assert three.post(f"{where}/decision", {"outcome": "held"}).status_code == 403
    assert "I was there" not in one.get(where).get_data(as_text=True)
    animator = as_(cast.animator)
    assert "There are different accounts of who came to" in animator.get("/today").get_data(as_text=True)
    assert where in animator.get("/mentoring/to-confirm").get_data(as_text=True)
    assert "I <em>was</em> there" in animator.get(where).get_data(as_text=True)
    assert animator.post(f"{where}/decision", {"outcome": "x"}).status_code == 422
    assert animator.post(f"{where}/decision", {"outcome": "there"}).status_code == 303
    assert animator.post(f"{where}/decision", {"outcome": "held"}).status_code == 409
    assert three.post(f"{where}/dispute", {"note": "Again"}).status_code == 409
    assert as_(cast.observer).get(where).status_code == 200


def test_m3_a_block_hides_the_group_from_both_sides(app: Flask, cast: Any, as_: Any) -> None:
    with app.app_context():
        a_mentor(cast.mentor)
        id_ = a_group(cast.mentor, THURSDAY_NINE)
    client, where = as_(cast.innovator), f"/mentoring/groups/{id_}"
    assert client.get(where).status_code == 200
    for one, other in ((cast.mentor, cast.innovator), (cast.innovator, cast.mentor)):
        with app.app_context():
            db.session.execute(delete(Block))
            db.session.add(Block(person_id=one.id, other_id=other.id))
            db.session.commit()
        assert client.get(where).status_code == 404 and client.post(f"{where}/seat").status_code == 404
        assert id_ not in client.get("/mentoring/groups").get_data(as_text=True)
    assert as_(cast.mentor).get(where).status_code == 200
    assert as_(cast.innovator2).get(where).status_code == 200
