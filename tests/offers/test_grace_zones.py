"""The end of a post's last day, and the 72 hours of what was not answered, in whatever zone the cluster lives (O3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo, available_timezones

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from app.core import clock
from app.core.rules import Conflict
from app.extensions import db
from app.offers import actions
from app.offers.standing import GRACE, last_expired
from app.people.models import Cluster
from tests.builders import a_claim, an_offer

zones = st.sampled_from(sorted(available_timezones()))
days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
TICK = timedelta(microseconds=1)


def ends(day: date, zone: str) -> datetime:
    """The first moment of the next day there: found by walking back from well inside it, minute by minute of UTC."""
    there = ZoneInfo(zone)
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=2)
    step = timedelta(hours=6)
    while step:
        while (moment - step).astimezone(there).date() > day:
            moment -= step
        step = {timedelta(hours=6): timedelta(minutes=15), timedelta(minutes=15): timedelta(seconds=1)}.get(
            step, timedelta()
        )
    return moment


@given(zone=zones, day=days)
@example(zone="Europe/Brussels", day=date(2026, 3, 28))  # the clock goes forward within the grace
@example(zone="Europe/Brussels", day=date(2026, 10, 24))  # and back
@example(zone="America/Havana", day=date(2026, 3, 7))  # the next day has no midnight
@example(zone="Africa/Cairo", day=date(2026, 4, 23))
@example(zone="Asia/Beirut", day=date(2026, 3, 28))
@example(zone="Pacific/Apia", day=date(2025, 4, 5))
@example(zone="Australia/Lord_Howe", day=date(2026, 4, 4))  # half an hour
@example(zone="Pacific/Kiritimati", day=date(2026, 1, 1))
@settings(max_examples=200, deadline=None)
def test_o3_a_day_is_over_when_it_ends_there_and_not_before(zone: str, day: date) -> None:
    end = ends(day, zone)
    for grace in (timedelta(), GRACE):
        with clock.at(end + grace - TICK):
            assert last_expired(zone, grace) < day
        with clock.at(end + grace):
            assert last_expired(zone, grace) == day


@given(zone=zones, day=st.dates(date(2026, 1, 2), date(2027, 12, 31)))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(zone="Europe/Brussels", day=date(2026, 3, 28))
@example(zone="Europe/Brussels", day=date(2026, 10, 24))
@example(zone="America/Havana", day=date(2026, 3, 7))
def test_o3_a_request_outlives_the_day_by_72_hours(context: Flask, cast: SimpleNamespace, zone: str, day: date) -> None:
    db.session.execute(update(Cluster).values(timezone=zone))
    db.session.commit()
    end = ends(day, zone)
    with clock.at(end - timedelta(days=2)):
        post = an_offer(cast.stakeholder, quantity=2, until=day)
    with clock.at(end - TICK):
        claim = a_claim(post, cast.innovator)
    with clock.at(end), pytest.raises(Conflict, match="date has passed"):
        a_claim(post, cast.innovator2)
    with clock.at(end + GRACE - TICK):
        assert actions.expire_unanswered_claims() == 0
    with clock.at(end + GRACE):
        assert actions.expire_unanswered_claims() == 1
    assert claim.state == "expired"
