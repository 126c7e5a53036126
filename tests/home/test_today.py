"""Home: what needs you, this month, the search, the pulse, the public page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from app.activity.heard import sealed
from app.activity.queries import changes
from app.core import clock
from app.extensions import db
from app.home.month import this_month
from app.home.queries import worker_beats
from app.home.words import greeting
from app.messages import actions as messages
from app.offers import queries as posts
from app.people import actions as people
from tests.builders import a_claim, a_person, an_accepted_claim, an_offer
from tests.client import CheckingClient
from tests.mentoring.builders import a_mentorship, a_request, a_session, a_wish, an_action, an_innovation
from tests.statements import statements

SignIn = Callable[[SimpleNamespace], CheckingClient]


def texts(client: CheckingClient, selector: str) -> list[str]:
    return [" ".join(element.get_text(" ").split()) for element in client.soup.select(selector)]


@pytest.mark.parametrize("part", ["animator", "mentor", "innovator", "stakeholder", "partner", "observer", "stranger"])
def test_today_opens_for_everybody(as_: SignIn, cast: SimpleNamespace, part: str) -> None:
    assert as_(getattr(cast, part)).get("/today").status_code == 200


def test_needs_you_is_oldest_first_and_each_has_its_button(app: Flask, as_: SignIn, cast: SimpleNamespace) -> None:
    with app.app_context():
        claimers = [cast.innovator, cast.innovator2, cast.mentor]
        for day, claimer in enumerate(claimers):
            with clock.at(datetime.now(UTC) - timedelta(days=5 - day)):
                a_claim(an_offer(cast.stakeholder), claimer)
    client = as_(cast.stakeholder)
    client.get("/today")
    names = [claimer.name for claimer in claimers]
    shown = texts(client, "#needs-you .agenda li")
    assert [next(name for name in names if name in line) for line in shown] == names
    assert len(client.soup.select("#needs-you .agenda a.btn")) == 3


def waiting_of_every_room(cast: SimpleNamespace, times: int) -> None:
    """For the animator: one line or more of everything that Today gathers from a short list."""
    me, day = cast.animator, posts.today()
    for number in range(times):
        people.ask_to_join(None, f"Guest {number}", f"guest{number}@example.org", "Please.")
        an_offer(me, title=f"Van {number}", until=day + timedelta(days=2))
    people.report_person(a_person(cast.stranger), a_person(cast.partner), "money", "A story")
    a_wish(cast.innovator)
    an_action(a_mentorship(me, cast.innovator2), me, "Send the figures", day - timedelta(days=1))
    with clock.at(clock.now() - timedelta(days=5)):
        a_request(cast.mentor, cast.innovator)
    db.session.execute(db.text("UPDATE people SET welcomed = 0 WHERE id = :id"), {"id": me.id})
    waits = an_offer(cast.stakeholder, title="To be approved")
    db.session.execute(db.text("UPDATE posts SET state = 'submitted' WHERE id = :id"), {"id": waits.id})
    db.session.commit()


GATHERED = (
    "Guest 0 asks for an invitation", "Somebody reports {partner}", "Your profile is still empty",
    "{innovator} finds no mentor for this: Finance", "1 request waits for a silent mentor", "Send the figures",
    "Van 0 ends soon: is it still right?", "1 post waits for an animator",
)  # fmt: skip


@pytest.mark.parametrize("times", [1, 3])
def test_a_room_asks_once_for_its_short_lists(app: Flask, as_: SignIn, cast: SimpleNamespace, times: int) -> None:
    with app.app_context():
        waiting_of_every_room(cast, times)
    client = as_(cast.animator)
    client.get("/today?all=1")
    with statements(app) as asked:
        client.get("/today?all=1")
    shown = " | ".join(texts(client, "#needs-you .agenda li"))
    for words in GATHERED:
        assert words.format(partner=cast.partner.name, innovator=cast.innovator.name) in shown
    assert len([statement for statement in asked if not statement.startswith("BEGIN")]) == 21


def test_the_greeting_goes_by_the_readers_clock(context: Flask, cast: SimpleNamespace) -> None:
    reader = SimpleNamespace(first_name="Ana")
    with clock.at(datetime(2026, 5, 14, 16, 30, tzinfo=UTC)), context.test_request_context():
        assert greeting(reader, "Europe/Sofia") == "Good evening, Ana"  # type: ignore[arg-type]
        assert greeting(reader, "Europe/Lisbon") == "Good afternoon, Ana"  # type: ignore[arg-type]
        assert greeting(reader, "America/New_York") == "Good afternoon, Ana"  # type: ignore[arg-type]
        assert greeting(reader, "Pacific/Auckland") == "Good morning, Ana"  # type: ignore[arg-type]


def test_this_month_beside_last_month_each_innovation_once(context: Flask, cast: SimpleNamespace) -> None:
    moment = datetime(2026, 5, 14, 12, tzinfo=UTC)
    with clock.at(moment), context.test_request_context():
        innovation = an_innovation(cast.innovator)
        mentorship = a_mentorship(cast.mentor, cast.innovator)
        db.session.execute(db.text("UPDATE mentorships SET innovation_id = :id"), {"id": innovation})
        db.session.commit()
        for days in (1, 2, 20, 50):
            a_session(mentorship, moment - timedelta(days=days), state="held")
        rows = this_month(cast.animator, "Europe/Brussels")
        assert [(row.value, row.previous) for row in rows] == [(2, 1), (0, 0), (1, 1)]
        assert rows[1].url == "/activity?figure=offers.deliveries&since=2026-05-01"


def test_observers_read_no_number_about_few(app: Flask, as_: SignIn, cast: SimpleNamespace) -> None:
    with app.app_context():
        mentorship = a_mentorship(cast.mentor, cast.innovator)
        for minutes in (1, 2, 3, 4):
            a_session(mentorship, clock.now() - timedelta(minutes=minutes), state="held")
    observer, member = as_(cast.observer), as_(cast.innovator)
    observer.get("/today")
    assert "Sessions held fewer than 5" in texts(observer, "aside .measure-line")
    assert {said.split(" ·")[0] for said in texts(observer, "aside small")} == {"fewer than 5 last month"}
    member.get("/today")
    assert "Sessions held 4" in texts(member, "aside .measure-line"), "members are of the cluster"
    with app.app_context():
        a_session(mentorship, clock.now() - timedelta(minutes=5), state="held")
    observer.get("/today")
    assert "Sessions held 5" in texts(observer, "aside .measure-line")


def test_the_month_begins_in_the_clusters_zone(context: Flask, cast: SimpleNamespace) -> None:
    with clock.at(datetime(2026, 5, 14, tzinfo=UTC)), context.test_request_context():
        mentorship = a_mentorship(cast.mentor, cast.innovator)
        a_session(mentorship, datetime(2026, 4, 30, 22, 0, tzinfo=UTC), state="held")  # 1 May, 00:00 in Brussels
        assert this_month(cast.animator, "Europe/Brussels")[0].value == 1
        assert this_month(cast.animator, "Atlantic/Azores")[0].value == 0


def test_a_delivery_counts_when_it_is_confirmed(app: Flask, as_: SignIn, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_accepted_claim(an_offer(cast.stakeholder), cast.innovator)
    client = as_(cast.innovator)
    client.get("/today")
    assert "Deliveries confirmed 0" in texts(client, "aside .measure-line")


def test_the_pulse_is_silent_until_something_is_new(app: Flask, as_: SignIn, cast: SimpleNamespace) -> None:
    client = as_(cast.mentor)
    assert client.get("/pulse?since=0").status_code == 204
    with app.app_context():
        messages.write_to(a_person(cast.innovator), a_person(cast.mentor), "Good morning")
    answer = client.get("/pulse?since=0")
    assert answer.status_code == 200
    assert answer.json is not None
    assert set(answer.json["regions"]) == {"messages", "inbox", "log"}
    assert answer.json["counts"]["messages.index"] == 1
    assert client.get(f"/pulse?since={answer.json['since']}").status_code == 204
    assert as_(cast.stranger).get("/pulse?since=0").status_code == 204


def test_a_page_from_before_a_restore_hears_everything(context: Flask, cast: SimpleNamespace) -> None:
    messages.write_to(a_person(cast.innovator), a_person(cast.mentor), "Good morning")
    heard, regions = changes(cast.mentor, later := sealed(cast.mentor.id, 10000, 10000))
    assert (heard != later, regions) == (True, ["messages", "inbox", "work", "log"])


@pytest.mark.parametrize("since", ["x", "-5", "9" * 400, "", "1.", ".", "1.x", "²"])
def test_a_strange_since_is_no_error(as_: SignIn, cast: SimpleNamespace, since: str) -> None:
    assert as_(cast.mentor).get(f"/pulse?since={since}").status_code in (200, 204)


def test_the_search_finds_every_kind_and_says_what(app: Flask, as_: SignIn, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_offer(cast.stakeholder, title="Ortega's van")
    client = as_(cast.innovator)
    client.get("/search?q=ortega")
    assert {"Inés Ortega", "Ortega's van"} <= set(texts(client, "#results a"))
    client.get("/search?q=zzzz")
    assert "Nothing found for “zzzz”" in client.soup.get_text()


def test_a_visitor_finds_only_what_is_public(app: Flask, client: CheckingClient, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_offer(cast.stakeholder, title="Public van", audience="public")
        an_offer(cast.stakeholder, title="Members' van")
    client.get("/search?q=van")
    assert texts(client, "#results .plain-list a") == ["Public van"]
    client.get("/")
    assert "Public van" in client.soup.get_text()
    assert "Members' van" not in client.soup.get_text()


def test_members_are_led_from_the_front_to_today(as_: SignIn, cast: SimpleNamespace) -> None:
    answer = as_(cast.mentor).get("/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/today")


def test_a_visitor_chooses_the_language(client: CheckingClient) -> None:
    client.get("/", headers={"Accept-Language": "fr"})
    assert client.soup.html is not None
    assert client.soup.html["lang"] == "fr"
    client.post("/language", {"locale": "en"})
    client.get("/", headers={"Accept-Language": "fr"})
    assert client.soup.html["lang"] == "en"


def test_readyz_says_why_not(client: CheckingClient) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {
        "status": "unready",
        "problems": ["a worker has not shown a sign of life for 90 seconds"],
    }


def test_the_workers_beat_grows_old(context: Flask) -> None:
    now = clock.now()
    db.session.execute(db.text("INSERT INTO beats (name, at) VALUES ('worker', :at)"), {"at": now.replace(tzinfo=None)})
    assert worker_beats()
    with clock.at(now + timedelta(minutes=2)):
        assert not worker_beats()
        other = {"at": clock.now().replace(tzinfo=None)}
        db.session.execute(db.text("INSERT INTO beats (name, at) VALUES ('worker2', :at)"), other)
        assert not worker_beats(), "one that works does not hide one that hangs"


def test_design_is_for_animators(as_: SignIn, cast: SimpleNamespace) -> None:
    assert as_(cast.animator).get("/design").status_code == 200
    assert as_(cast.mentor).get("/design").status_code == 403
