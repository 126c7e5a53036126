"""Whom a try is counted for."""

from __future__ import annotations

import pytest
from flask import Flask

from app.people.throttle import _keys


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("", "", True),
    ],
)
def test_an_address_is_a_household(app: Flask, one: str, other: str, same: bool) -> None:
    keys = []
    for address in (one, other):
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            keys.append(_keys("sign-in", "a@b.example"))
    assert (keys[0][0] == keys[1][0]) is same
    assert keys[0][1] == keys[1][1]
