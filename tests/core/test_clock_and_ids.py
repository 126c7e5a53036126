"""The clock can be told; ids sort by time and cannot be guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.core import clock
from app.core.models import ID_LENGTH, new_id


def test_inside_at_it_is_that_moment_in_utc() -> None:
    noon = datetime(2026, 3, 29, 12, tzinfo=timezone(timedelta(hours=2)))
    with clock.at(noon):
        assert clock.now() == noon
        assert clock.now().tzinfo is UTC
    assert clock.now() > datetime(2026, 1, 1, tzinfo=UTC)


def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"), clock.at(datetime(2026, 1, 1)):
        pass


def test_ids_sort_by_time_and_differ() -> None:
    ids = []
    for minute in range(50):
        with clock.at(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)):
            ids.append(new_id())
    assert ids == sorted(ids)
    assert len(set(ids)) == 50
    assert {len(made) for made in ids} == {ID_LENGTH}
