"""A Monday in May on which every test here begins, and two people who work together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask

from tests.client import CheckingClient
from tests.mentoring.builders import MONDAY, a_mentor, a_mentorship


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Monday, 11 May 2026, 06:00 UTC; it stands still until a test moves it. Tests of pure functions need none."""
    if "app" not in request.fixturenames:
        yield None
        return
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def pair(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    """A mentor in Madrid, free on weekdays from 9:00 to 17:00, and a mentee in Sofia: `mentorship` is its id."""
    with app.app_context():
        a_mentor(cast.mentor)
        return SimpleNamespace(
            mentor=cast.mentor, mentee=cast.innovator, mentorship=a_mentorship(cast.mentor, cast.innovator)
        )


@pytest.fixture
def mentee(as_: Callable[..., CheckingClient], pair: SimpleNamespace) -> CheckingClient:
    """The mentee's browser."""
    return as_(pair.mentee)


@pytest.fixture
def mentor(as_: Callable[..., CheckingClient], pair: SimpleNamespace) -> CheckingClient:
    """The mentor's browser."""
    return as_(pair.mentor)
