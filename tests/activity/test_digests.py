"""Digests: at their hour, of what is new by then, in one mail, nothing twice (N1, N3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.activity import worker
from app.activity.actions import Wanted, choose_notices, mark_all_read, unsubscribe
from app.activity.facts import person_ref
from app.activity.models import Delivery, Event, NoticeSettings
from app.activity.record import limit_shown, record
from app.core.action import action
from app.core.clock import at
from app.extensions import db
from app.people.actions import block_person, change_role, suspend_person
from app.people.events import ProfileChanged
from app.people.models import Person
from tests.activity.conftest import Sink
from tests.builders import a_person

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 7, tzinfo=UTC)  # 8:00 in Madrid

Tell = Callable[..., None]


@pytest.fixture
def tell(app: Flask, cast: SimpleNamespace) -> Tell:
    """`tell(times)`: the mentor is told that often, one minute after the other, that their role is another."""

    def change(times: int = 1, since: datetime = TUESDAY, who: str = "mentor") -> None:
        with app.app_context():
            for number in range(times):
                with at(since + timedelta(minutes=number)):
                    person = a_person(getattr(cast, who))
                    change_role(a_person(cast.animator), person, "partner" if person.role == "member" else "member")

    return change


def work(app: Flask, moment: datetime) -> None:
    with at(moment):
        worker.run_once(app)


def wants(app: Flask, person: SimpleNamespace, **other: Any) -> None:
    said = {"quiet": False, "digest": "weekly", "digest_hour": 8, "digest_day": 0, "shows_seen": True} | other
    with app.app_context(), at(TUESDAY - timedelta(days=1)):
        choose_notices(person, Wanted(**said), {})


def states(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.execute(select(Delivery.state).filter_by(channel="digest")).scalars())


def test_once_a_week_in_one_mail(app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace) -> None:
    tell(3)
    for moment in (TUESDAY + timedelta(hours=1), MONDAY - timedelta(minutes=1)):
        work(app, moment)
    assert sink.taken == [], "not before its hour"
    for moment in (MONDAY, MONDAY + timedelta(minutes=5), MONDAY + timedelta(days=7)):
        work(app, moment)
    (mail,) = sink.taken
    assert mail.recipients == [cast.mentor.email] and "3 things are new for you" in mail["Subject"]
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "24/11/2026" in text or "24 Nov" in text or "Nov 24" in text
    assert f"http://localhost/people/{cast.mentor.id}" in text and f"/people/{cast.mentor.id}" in html
    assert "http://localhost/activity/inbox" in text and "The digest of what is new" in text
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert set(states(app)) == {"bundled"}
    with app.app_context():
        letter = db.session.execute(select(Delivery).filter_by(letter="activity/mail/digest")).scalar_one()
        bundles = set(db.session.execute(select(Delivery.bundle_id).filter_by(channel="digest")).scalars())
        assert bundles == {letter.id} and letter.message_id == mail["Message-ID"]


def test_every_day(app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace) -> None:
    wants(app, cast.mentor, digest="daily", digest_hour=18)
    tell(1)
    work(app, TUESDAY.replace(hour=16, minute=59))
    assert sink.taken == []
    work(app, TUESDAY.replace(hour=17))
    assert len(sink.taken) == 1
    tell(1, TUESDAY.replace(hour=18))
    work(app, TUESDAY.replace(hour=23))
    assert len(sink.taken) == 1, "tomorrow"
    work(app, TUESDAY.replace(hour=17) + timedelta(days=1))
    assert len(sink.taken) == 2


def test_a_worker_that_was_down_sends_one(app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace) -> None:
    wants(app, cast.mentor, digest="daily")
    for day in range(3):
        tell(1, TUESDAY + timedelta(days=day))
    work(app, TUESDAY + timedelta(days=9))
    assert len(sink.taken) == 1 and "3 things" in sink.taken[0]["Subject"]


@pytest.mark.parametrize("other", [{"quiet": True}, {"digest": "never"}])
def test_none_for_who_wants_none(
    app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace, other: dict[str, Any]
) -> None:
    wants(app, cast.mentor, **other)
    tell(2)
    work(app, MONDAY)
    assert sink.taken == [] and set(states(app)) == {"skipped"}


def test_nothing_that_was_read_here(app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace) -> None:
    tell(2)
    with app.app_context():
        first = db.session.execute(select(Event.id).order_by(Event.id)).scalars().first()
        mark_all_read(cast.mentor, first or 0)
    work(app, MONDAY)
    (mail,) = sink.taken
    assert "2 things" not in mail["Subject"] and sorted(states(app)) == ["bundled", "skipped"]


def test_none_when_all_was_read(app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace) -> None:
    tell(2)
    with app.app_context():
        mark_all_read(cast.mentor, 10**9)
    work(app, MONDAY)
    assert sink.taken == [] and set(states(app)) == {"skipped"}


def test_nothing_that_they_may_no_longer_see(app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace) -> None:
    """Told as an animator of what concerns somebody else; no animator any more."""
    with app.app_context(), at(TUESDAY):
        _tell_of_another(a_person(cast.animator), a_person(cast.innovator), cast.mentor.id)
        _hide(a_person(cast.animator), a_person(cast.innovator))
    work(app, MONDAY)
    assert sink.taken == [] and states(app).count("skipped") >= 1


@action
def _hide(actor: Person, person: Person) -> None:
    limit_shown("person", person.id, 0)
    record(actor, ProfileChanged(person_ref(person)))


@action
def _tell_of_another(actor: Person, person: Person, told: str) -> None:
    record(actor, ProfileChanged(person_ref(person)), tell=[told])


def test_asked_again_when_it_goes_out(app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace) -> None:
    """Bundled, but the mail server was away; in the meantime everything was read."""
    tell(2)
    sink.at_recipient = ["450 busy"]
    work(app, MONDAY)
    assert sink.taken == []
    with app.app_context():
        mark_all_read(cast.mentor, 10**9)
    work(app, MONDAY + timedelta(minutes=10))
    assert sink.taken == []


def test_who_left_in_the_meantime_gets_none(app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace) -> None:
    tell(1)
    with app.app_context():
        suspend_person(a_person(cast.animator), a_person(cast.mentor))
    work(app, MONDAY)
    assert sink.taken == []


def test_nobody_is_named_whom_they_are_kept_apart_from(
    app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace
) -> None:
    tell(1)
    with app.app_context():
        db.session.execute(update(Person).where(Person.id == cast.animator.id).values(role="member"))
        db.session.commit()
        block_person(a_person(cast.mentor), a_person(cast.animator))
    work(app, MONDAY)
    (mail,) = sink.taken
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert cast.animator.name not in text + html + mail["Subject"] and cast.animator.id not in text + html


def test_who_keeps_the_cluster_is_told_the_names_all_the_same(
    app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace
) -> None:
    tell(1)
    with app.app_context():
        db.session.execute(update(Person).where(Person.id == cast.animator.id).values(role="member"))
        db.session.commit()
        block_person(a_person(cast.mentor), a_person(cast.animator))
        db.session.connection(execution_options={"writing": True})
        db.session.execute(update(Person).where(Person.id == cast.mentor.id).values(role="animator"))
        db.session.commit()
    work(app, MONDAY)
    (mail,) = sink.taken
    assert cast.animator.name in mail.get_body(("plain",)).get_content()


def test_in_their_language_and_zone(app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace) -> None:
    with app.app_context():
        zone = {"locale": "fr", "timezone": "Asia/Kathmandu"}
        db.session.execute(update(Person).where(Person.id == cast.mentor.id).values(**zone))
        db.session.commit()
    tell(1)
    work(app, datetime(2026, 11, 30, 2, 14, tzinfo=UTC))
    assert sink.taken == []
    work(app, datetime(2026, 11, 30, 2, 15, tzinfo=UTC))
    (mail,) = sink.taken
    assert mail["Content-Language"] == "fr" and "15:45" in mail.get_body(("plain",)).get_content()


def test_the_way_out_stops_the_digest(app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace) -> None:
    with app.app_context():
        unsubscribe(None, cast.mentor.id, "activity/mail/digest")
        assert db.session.get_one(NoticeSettings, cast.mentor.id).digest == "never"
    tell(1)
    work(app, MONDAY)
    assert sink.taken == []


def test_many_things_are_told_in_short(app: Flask, sink: Sink, tell: Tell, cast: SimpleNamespace) -> None:
    tell(9)
    work(app, MONDAY)
    text = sink.taken[0].get_body(("plain",)).get_content()
    assert text.count("\n- ") == 4 and "and 5 more" in text
