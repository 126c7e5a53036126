"""What the personal feed tells, and the page that gives it an address (B10, SECURITY 9, 12, 19); the reminders'
switches (B11). That the address is secret, and can be renewed and turned off: tests/people/test_feeds.py."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from flask import Flask
from sqlalchemy import select, text, update

from app.core.clock import now
from app.extensions import db
from app.mentoring.models import CalendarSettings, GroupSeat, MentoringSession, MentorshipMember
from app.people.models import Person
from tests.mentoring.builders import a_mentorship, a_session
from tests.statements import statements

PAGE = "/mentoring/calendar"
DAY = timedelta(days=1)


def address(browser: Any) -> str:
    """The path of the feed, as the page shows it; nothing while it is off."""
    browser.get(PAGE)
    shown = browser.soup.select_one("#feed-address")
    return shown["value"].removeprefix("http://localhost") if shown else ""


def opened(browser: Any) -> str:
    assert browser.post(f"{PAGE}/address").status_code == 303
    return address(browser)


def entries(client: Any, url: str) -> list[Any]:
    answer = client.get(url)
    assert answer.status_code == 200 and answer.mimetype == "text/calendar"
    return list(vobject.readOne(answer.get_data(as_text=True)).contents.get("vevent", []))


def sessions(app: Flask, pair: Any, *days: float, **values: Any) -> list[str]:
    with app.app_context():
        made = [a_session(pair.mentorship, now() + day * DAY) for day in days]
        if values:
            db.session.execute(update(MentoringSession).where(MentoringSession.id.in_(made)).values(**values))
            db.session.commit()
        return made


def test_b10_busy_titles_no_notes_no_names(app: Flask, pair: Any, mentee: Any, client: Any) -> None:
    (id_,) = sessions(app, pair, 3, place="https://meet.example.org/secret-room", title="A title", about="About")
    url = opened(mentee)
    body = client.get(url).get_data(as_text=True)
    (entry,) = entries(client, url)
    assert entry.summary.value == "Mentoring session" and entry.uid.value == f"{id_}@localhost"
    assert entry.url.value == f"http://localhost/mentoring/sessions/{id_}"
    for private in ("secret-room", "Inés", "Lucía", "@example.org", "A title", "About"):
        assert private not in body
    assert not {"attendee", "organizer", "description", "location"} & set(entry.contents)


def test_b10_both_roles_seats_and_teams_and_nobody_elses(app: Flask, pair: Any, mentee: Any, client: Any,
                                                         cast: Any) -> None:  # fmt: skip
    with app.app_context():
        elsewhere, team = a_mentorship(cast.innovator, cast.innovator2), a_mentorship(cast.mentor2, cast.partner)
        foreign = a_mentorship(cast.mentor2, cast.stranger)
        mine = [a_session(elsewhere, now() + DAY), a_session(team, now() + 2 * DAY), *sessions(app, pair, 3)]
        db.session.add(MentorshipMember(mentorship_id=team, person_id=cast.innovator.id))
        a_session(foreign, now() + 7 * DAY)
        for days, state in ((4, "seated"), (5, "waiting"), (6, "left")):
            start = now() + days * DAY
            group = MentoringSession(kind="group", mentor_id=cast.mentor2.id, title="Pricing", seats=5, starts_at=start,
                                     ends_at=start + timedelta(hours=1))  # fmt: skip
            db.session.add(group)
            db.session.flush()
            db.session.add(GroupSeat(session_id=group.id, person_id=cast.innovator.id, state=state))
            mine += [group.id] if state == "seated" else []
        db.session.commit()
    found = entries(client, opened(mentee))
    assert [entry.uid.value.partition("@")[0] for entry in found] == mine
    assert [entry.summary.value for entry in found] == ["Mentoring session"] * 3 + ["Group session"]


def test_b10_from_thirty_days_back_and_what_is_off_for_a_while(app: Flask, pair: Any, mentee: Any, client: Any) -> None:
    old, recent, ahead = sessions(app, pair, -31, -29, 50)
    (off,) = sessions(app, pair, 5, state="cancelled", version=2)
    (waiting,) = sessions(app, pair, 6, state="requested")
    (long_off,) = sessions(app, pair, 7, state="cancelled", changed_at=now() - 31 * DAY)
    found = {entry.uid.value.partition("@")[0]: entry for entry in entries(client, opened(mentee))}
    assert set(found) == {recent, off, waiting, ahead} and old not in found and long_off not in found
    assert found[off].status.value == "CANCELLED" and found[off].sequence.value == "2"
    assert found[waiting].status.value == "TENTATIVE" and found[ahead].status.value == "CONFIRMED"


def test_b10_the_right_local_time_in_the_feed(app: Flask, pair: Any, as_: Any, client: Any, clock: Any) -> None:
    clock.move_to(datetime(2026, 10, 20, 7, 0, tzinfo=UTC), tick=False)
    sessions(app, pair, 3)  # 25 October, when clocks change, is between the two
    sessions(app, pair, 6)
    found = entries(client, opened(as_(pair.mentee)))
    brussels = [f"{entry.dtstart.value.astimezone(ZoneInfo('Europe/Brussels')):%d %H:%M}" for entry in found]
    assert brussels == ["23 09:00", "26 08:00"]


def test_the_feed_answers_304_until_something_changes(
    app: Flask, pair: Any, mentee: Any, client: Any, clock: Any
) -> None:
    (id_,) = sessions(app, pair, 3)
    url = opened(mentee)
    answer = client.get(url)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    known = {"If-None-Match": answer.headers["ETag"]}
    again = client.get(url, headers=known)
    assert again.status_code == 304 and not again.get_data() and again.headers["ETag"] == answer.headers["ETag"]
    clock.shift(1)
    with app.app_context():
        db.session.get_one(MentoringSession, id_).place = "Elsewhere"
        db.session.commit()
    changed = client.get(url, headers=known)
    assert changed.status_code == 200 and changed.headers["ETag"] != answer.headers["ETag"]


def test_the_feed_is_written_in_its_owners_language(app: Flask, pair: Any, mentee: Any, client: Any) -> None:
    sessions(app, pair, 3)
    url, tags = opened(mentee), set()
    for locale in ("en", "fr"):
        with app.app_context():
            db.session.execute(update(Person).where(Person.id == pair.mentee.id).values(locale=locale))
            db.session.commit()
        tags.add(client.get(url, headers={"Accept-Language": "de"}).headers["ETag"])
    assert len(tags) == 2


def test_who_leaves_leaves_no_choices(app: Flask, pair: Any, mentee: Any, cast: Any) -> None:
    from app.people.actions import remove_person

    opened(mentee)
    with app.app_context():
        remove_person(cast.animator, db.session.get_one(Person, pair.mentee.id))
        assert db.session.execute(select(CalendarSettings)).first() is None


@pytest.mark.parametrize("number", [1, 300])
def test_the_feed_costs_the_same_for_one_and_for_300(
    app: Flask, pair: Any, mentee: Any, client: Any, number: int
) -> None:
    sessions(app, pair, *(day * 0.1 for day in range(1, number + 1)))
    url = opened(mentee)
    with statements(app) as asked:
        assert len(entries(client, url)) == number
    assert len([one for one in asked if one.startswith("SELECT")]) == 3, asked


def test_the_feed_reads_by_indexes(app: Flask, pair: Any) -> None:
    from app.mentoring.queries.calendar import feed_of

    with app.app_context(), statements(app) as asked:
        feed_of(pair.mentee.id)
        query = asked[-1].replace("?", "'x'")
        plan = [row[-1] for row in db.session.execute(text("EXPLAIN QUERY PLAN " + query))]
    assert not [step for step in plan if step.startswith("SCAN mentoring_sessions")], plan


# The page.


def test_the_page_without_anything_chosen(mentee: Any) -> None:
    mentee.get(PAGE)
    assert mentee.soup.select_one("#day[checked]") and mentee.soup.select_one("#hour[checked]")
    assert mentee.soup.select_one(f"form[action='{PAGE}/address']") and not mentee.soup.select("a[href^=webcal]")
    assert "Calendar" in mentee.soup.select_one("nav.tabs [aria-current]").get_text()
    mentee.get("/account/mail")
    assert mentee.soup.select_one(f"main a[href='{PAGE}']")


def test_renewing_and_turning_off_are_confirmed(mentee: Any) -> None:
    opened(mentee)
    assert mentee.soup.select_one("a[href^='webcal://localhost/calendar/']")
    confirmed = [form["action"] for form in mentee.soup.select("details.pop form")]
    assert {f"{PAGE}/address/renewal", f"{PAGE}/address/removal"} <= set(confirmed)


def test_b11_reminders_are_switched_on_the_page(mentee: Any) -> None:
    assert mentee.post(f"{PAGE}/reminders", {"hour": "y"}).status_code == 303
    mentee.get(PAGE)
    assert not mentee.soup.select_one("#day[checked]") and mentee.soup.select_one("#hour[checked]")
    assert mentee.post(f"{PAGE}/reminders", {}, htmx=True).status_code == 204
    mentee.get(PAGE)
    assert not mentee.soup.select("#day[checked], #hour[checked]")
    mentee.post(f"{PAGE}/reminders", {"day": "anything at all", "role": "animator"})
    mentee.get(PAGE)
    assert mentee.soup.select_one("#day[checked]")


@pytest.mark.parametrize("path", ["", "/address", "/address/renewal", "/address/removal", "/reminders"])
def test_observers_and_strangers(as_: Any, cast: Any, client: Any, path: str) -> None:
    ask = "get" if not path else "post"
    assert getattr(as_(cast.observer), ask)(PAGE + path).status_code == 403
    assert getattr(client, ask)(PAGE + path).location.startswith("/sign-in")
    if path:
        assert as_(cast.stranger).get(PAGE + path).location == PAGE, "a form's address leads to its page"
