"""A log line is one line and holds no secrets (SECURITY 19)."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.hosting.logs import Json, OneLine
from tests.client import CheckingClient

TOKEN = "Zm9vYmFyLWJhel9xdXV4LTAxMjM0NTY3ODkw"


def written(message: str, *args: Any) -> str:
    return OneLine().format(logging.LogRecord("x", logging.INFO, "", 1, message, args, None))


@pytest.mark.parametrize("path", ["setup", "invitations", "sign-in/reset", "account/address", "activity/unsubscribe"])
def test_links_are_cut(path: str) -> None:
    line = written("GET /%s/%s 200", path, TOKEN)
    assert TOKEN not in line
    assert line.endswith(f"GET /{path}/… 200")


def test_ids_are_kept() -> None:
    assert "0123456789abcdefghjkmnpqrs" in written("GET /people/%s", "0123456789abcdefghjkmnpqrs")


def test_lines_cannot_be_forged() -> None:
    assert "\n" not in written("a\nERROR b\x1b[2J")


def test_an_error_of_ours_is_logged_without_address_or_content(
    app: Flask,
    as_: Callable[..., CheckingClient],
    cast: SimpleNamespace,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from sqlalchemy import text

    from app.extensions import db
    from app.messages.views import talks

    def broken(*_args: Any) -> None:
        said = {"id": "x", "said": "A private message"}
        db.session.execute(text("INSERT INTO messages (id, text) VALUES (:id, :said)"), said)

    monkeypatch.setattr(talks, "write_to", broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    address = "/messages/with/" + cast.mentor.id
    assert as_(cast.innovator).post(address, {"text": "A private message"}).status_code == 500
    told = "\n".join(OneLine().format(record) for record in caplog.records)
    assert "IntegrityError" in told
    assert "private" not in told
    assert cast.mentor.id not in told
    assert "/messages/with/<id>" in told


def test_what_an_error_says_is_cut_and_escaped_like_a_line() -> None:
    try:
        raise ValueError(f"/setup/{TOKEN}\x1b[2J\x85forged")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "it failed", (), sys.exc_info())
    for form in (OneLine(), Json()):
        told = form.format(record)
        assert TOKEN not in told and "\x1b" not in told and "/setup/…" in told.replace("\\u2026", "…")
