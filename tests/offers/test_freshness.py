"""BEHAVIOURS O3: nudges around the last day, answered by a link in the mail; and the stale list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.activity.outbox import open_parcel
from app.core.clock import now
from app.extensions import db
from app.offers import actions
from app.offers.answering import answer_token
from app.offers.freshness import NUDGES, end_of, last_day_due, nudges_due
from app.offers.models import Post
from app.offers.queries import today
from app.offers.queries.freshness import StaleFilter, count_stale, stale_page
from tests.builders import a_claim, a_person, an_accepted_claim, an_offer

Client = Callable[[SimpleNamespace], object]
BRUSSELS = ZoneInfo("Europe/Brussels")
zones = st.sampled_from(("Europe/Sofia", "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe", "Asia/Beirut"))
moments = st.datetimes(datetime(2018, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@given(moments, zones, st.sampled_from((*NUDGES, timedelta(hours=72), timedelta(0))))
def test_o3_a_nudge_is_due_exactly_from_its_distance_to_the_end_of_the_day(
    at: datetime, zone: str, nudge: timedelta
) -> None:
    day = last_day_due(nudge, zone, at)
    assert end_of(day, zone) + nudge <= at < end_of(day + timedelta(days=1), zone) + nudge


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), zones)
def test_o3_the_last_day_ends_where_the_next_begins(day: date, zone: str) -> None:
    end = end_of(day, zone)
    assert (end - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date() == day
    assert end.astimezone(ZoneInfo(zone)).date() == day + timedelta(days=1)


@given(st.integers(-20, 60))
def test_o3_nudges_7_days_and_24_hours_before_24_hours_7_and_30_days_after(days: int) -> None:
    end = end_of(date(2026, 3, 29), "Europe/Brussels")
    steps = (-7, -1, 1, 7, 30)
    assert nudges_due(end, end + timedelta(days=days)) == sum(step <= days for step in steps)


def nudged(post: Post) -> list[int]:
    rows = db.session.execute(select(Event.facts).where(Event.verb == "offers.post_nudged").order_by(Event.id))
    return [facts["nudge"] for (facts,) in rows]


def at_end(post: Post, *, days: int = 0, minutes: int = 0) -> datetime:
    return end_of(post.until, "Europe/Brussels") + timedelta(days=days, minutes=minutes)


def test_o3_each_nudge_once_across_the_clock_change(context: Flask, cast: SimpleNamespace) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False):
        post = an_offer(cast.stakeholder, until=date(2026, 3, 29))
        assert actions.nudge_owners(now()) == 0
    for day, expected in ((-8, 0), (-7, 1), (-7, 1), (-1, 2), (0, 2), (1, 3), (7, 4), (30, 5), (31, 5)):
        with time_machine.travel(at_end(post, days=day), tick=False):
            actions.nudge_owners(now())
            assert nudged(post) == list(range(1, expected + 1))


def test_o3_not_a_minute_too_early(context: Flask, cast: SimpleNamespace) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False):
        post = an_offer(cast.stakeholder, until=date(2026, 3, 29))
    assert at_end(post) == datetime(2026, 3, 29, 22, tzinfo=UTC)  # summer time has begun that morning
    with time_machine.travel(at_end(post, days=-7, minutes=-1), tick=False):
        assert actions.nudge_owners(now()) == 0
    with time_machine.travel(at_end(post, days=-7), tick=False):
        assert actions.nudge_owners(now()) == 1


def test_o3_a_worker_that_was_down_sends_the_newest_only(context: Flask, cast: SimpleNamespace) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False):
        post = an_offer(cast.stakeholder, until=date(2026, 3, 29))
    with time_machine.travel(at_end(post, days=8), tick=False):
        assert actions.nudge_owners(now()) == 1
        assert nudged(post) == [4]


def test_o3_posted_for_three_days_nobody_is_asked_a_week_before(context: Flask, cast: SimpleNamespace) -> None:
    with time_machine.travel(datetime(2026, 3, 26, 9, tzinfo=UTC), tick=False):
        an_offer(cast.stakeholder, until=date(2026, 3, 29))
        assert actions.nudge_owners(now()) == 0


def test_o3_a_standing_post_is_asked_about_once_a_year(context: Flask, cast: SimpleNamespace) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False):
        post = an_offer(cast.stakeholder, standing=True, until=None)
    with time_machine.travel(datetime(2027, 2, 23, 9, tzinfo=UTC), tick=False):
        assert actions.nudge_owners(now()) == 1
        actions.renew_post(a_person(cast.stakeholder), post)
        assert actions.nudge_owners(now()) == 0
    with time_machine.travel(datetime(2028, 2, 18, 9, tzinfo=UTC), tick=False):
        assert actions.nudge_owners(now()) == 1


def test_o3_withdrawn_and_draft_posts_are_left_alone(context: Flask, cast: SimpleNamespace) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False):
        actions.withdraw_post(a_person(cast.stakeholder), an_offer(cast.stakeholder, until=date(2026, 3, 29)))
        an_offer(cast.stakeholder, until=date(2026, 3, 29), publish=False)
    with time_machine.travel(datetime(2026, 3, 29, 9, tzinfo=UTC), tick=False):
        assert actions.nudge_owners(now()) == 0


@pytest.fixture
def asked(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    """An offer that ends in three weeks, and the link in a mail about it."""
    with app.app_context():
        post = an_offer(cast.stakeholder, until=now().date() + timedelta(days=21))
        return SimpleNamespace(id=post.id, url=f"/offers/answers/{answer_token(post)}", until=post.until)


def stands(app: Flask, id: str) -> tuple[str, date | None]:
    with app.app_context():
        post = db.session.get_one(Post, id)
        return post.state, post.until


def test_o3_following_the_link_changes_nothing(app: Flask, client, asked: SimpleNamespace) -> None:
    before = stands(app, asked.id)
    for _scanner in range(3):
        assert client.get(asked.url).status_code == 200
    assert client.soup.select_one("#answer-form")
    assert stands(app, asked.id) == before


@pytest.mark.parametrize(("answer", "state"), [("valid", "published"), ("pause", "paused"), ("gone", "withdrawn")])
def test_o3_answered_without_signing_in_and_only_once(
    app: Flask, client, asked: SimpleNamespace, answer: str, state: str
) -> None:
    until = asked.until + timedelta(days=60)
    client.get(asked.url)
    assert client.post(asked.url, {"answer": answer, "until": until.isoformat()}).status_code == 303
    assert stands(app, asked.id) == (state, until if answer == "valid" else asked.until)
    client.get(asked.url)
    assert client.soup.select_one("#answer-form") is None
    assert "has been answered already" in client.soup.get_text()


def test_o4_gone_while_others_wait_needs_a_reason(app: Flask, cast: SimpleNamespace, client) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder, until=now().date() + timedelta(days=21))
        a_claim(post, cast.innovator)
        url = f"/offers/answers/{answer_token(post)}"
    client.get(url)
    assert client.post(url, {"answer": "gone"}).status_code == 422
    assert client.soup.select_one("#reason-error")
    assert client.post(url, {"answer": "gone", "reason": "The roof leaks."}).status_code == 303
    assert stands(app, post.id)[0] == "withdrawn"


def test_gone_after_all_was_delivered_is_done(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder, quantity=5)
    claim = an_accepted_claim(post, cast.innovator, 2)
    actions.deliver_claim(a_person(cast.stakeholder), claim)
    actions.confirm_claim(a_person(cast.innovator), claim)
    assert actions.end_post(a_person(cast.stakeholder), post).state == "fulfilled"


@pytest.mark.parametrize("token", ["x", "WyJhIl0.bad", "a" * 2000])
def test_a_link_that_is_not_ours(client, token: str) -> None:
    assert client.get(f"/offers/answers/{token}").status_code == 404


def test_wrong_answers_are_told_and_kept(client, asked: SimpleNamespace) -> None:
    client.get(asked.url)
    for wrong in ({"answer": "valid", "until": "2020-01-01"}, {"answer": "valid", "until": ""}, {"answer": "perhaps"}):
        assert client.post(asked.url, wrong).status_code == 422


def test_the_mail_carries_the_link_and_is_not_sent_when_of_no_use(context: Flask, cast: SimpleNamespace) -> None:
    from app.activity.mail import write

    post = an_offer(cast.stakeholder, until=now().date() + timedelta(days=21))
    actions.ask_owner(a_person(cast.animator), post)
    mail = select(Delivery.id).where(Delivery.letter == "offers/mail/still_valid")
    parcel = open_parcel(db.session.execute(mail).scalar_one())
    message = write(context, parcel)
    assert f"/offers/answers/{answer_token(post)}" in message.get_body(("plain",)).get_content().replace("=\n", "")
    actions.withdraw_post(a_person(cast.stakeholder), post)
    assert write(context, parcel) is None


def test_renewed_on_its_page(app: Flask, as_: Client, cast: SimpleNamespace, asked: SimpleNamespace) -> None:
    client, url = as_(cast.stakeholder), f"/offers/{asked.id}/renewal"
    client.get(url)
    until = asked.until + timedelta(days=30)
    assert client.post(url, {"until": "yesterday"}).status_code == 422
    assert client.post(url, {"until": until.isoformat()}).status_code == 303
    assert stands(app, asked.id) == ("published", until)
    assert as_(cast.innovator).get(url).status_code == 403


def test_the_stale_list_says_why(context: Flask, cast: SimpleNamespace) -> None:
    animator = a_person(cast.animator)
    assert stale_page(animator, StaleFilter()).rows == []
    over = an_offer(cast.stakeholder, title="Over", until=today())
    paused = an_offer(cast.stakeholder, title="Paused")
    an_offer(cast.stakeholder, title="Standing", standing=True, until=None)
    an_offer(cast.stakeholder, title="Dated", until=now().date() + timedelta(days=1000))
    actions.pause_post(a_person(cast.stakeholder), paused)
    with time_machine.travel(now() + timedelta(days=61), tick=False):
        assert [(row.title, row.why) for row in stale_page(animator, StaleFilter()).rows] == [
            ("Over", "over"), ("Paused", "paused"),
        ]  # fmt: skip
        assert count_stale(animator, StaleFilter("paused")).number == 1
        actions.renew_post(a_person(cast.stakeholder), over, now().date() + timedelta(days=30))
        assert [row.why for row in stale_page(animator, StaleFilter()).rows] == ["paused"]
    with time_machine.travel(now() + timedelta(days=366), tick=False):
        assert [row.why for row in stale_page(animator, StaleFilter("unconfirmed")).rows] == ["unconfirmed"]


def test_the_stale_page_and_asking_from_it(as_: Client, cast: SimpleNamespace, app: Flask) -> None:
    client = as_(cast.animator)
    client.get("/offers/stale")
    assert "Everything is fresh" in client.soup.get_text()
    with app.app_context(), time_machine.travel(now() - timedelta(days=10), tick=False):
        post = an_offer(cast.stakeholder, title="=cmd()", until=now().date() + timedelta(days=2))
    client.get("/offers/stale?why=over")
    assert client.soup.select_one(f'form[action="/offers/{post.id}/question"]')
    assert client.post(f"/offers/{post.id}/question").status_code == 303
    assert "'=cmd()" in client.get("/offers/stale.csv").text
    for path in ("/offers/stale", "/offers/stale.csv"):
        assert as_(cast.innovator).get(path).status_code == 403
    assert as_(cast.stakeholder).post(f"/offers/{post.id}/question").status_code == 403
