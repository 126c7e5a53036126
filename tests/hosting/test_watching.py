"""What is seen of the site from outside: references, lines of the log, slow statements, its state in words."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.activity.beats import beat_if_due
from app.extensions import db
from app.hosting.logs import Json, OneLine, WithReference
from tests.client import CheckingClient
from tests.world import settle

As = Callable[[SimpleNamespace], CheckingClient]


def test_who_meets_an_error_can_name_it_and_it_is_found(
    app: Flask, as_: As, cast: SimpleNamespace, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.messages.views import talks

    def broken(*_args: Any) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(talks, "write_to", broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    (Path(app.config["INSTANCE"]) / "faults.log").unlink(missing_ok=True)
    caplog.handler.addFilter(WithReference())
    answer = as_(cast.innovator).post(f"/messages/with/{cast.mentor.id}", {"text": "Hello"})
    caplog.handler.filters.clear()
    reference = answer.headers["X-Request-ID"]
    assert answer.status_code == 500 and reference in answer.text
    found = [record for record in caplog.records if record.exc_info]
    assert [record.request for record in found] == [reference]
    assert f"[{reference}] POST /messages/with/<id>" in OneLine().format(found[0])
    told = json.loads(Json().format(found[0]))
    assert (told["request"], told["level"]) == (reference, "ERROR") and "ZeroDivisionError" in told["traceback"]
    page = as_(cast.animator).get("/settings/status").text
    assert reference in page and "ZeroDivisionError" in page and "1 in the last day" in page


@pytest.mark.parametrize(("proxies", "taken"), [(0, False), (1, True)])
def test_a_reference_is_taken_from_a_trusted_proxy_alone(tmp_path: Path, proxies: int, taken: bool) -> None:
    settle(tmp_path)
    app = create_app({"INSTANCE": str(tmp_path), "TESTING": True, "TRUSTED_PROXIES": proxies})
    client = app.test_client()
    assert (
        client.get("/healthz", headers={"X-Request-ID": "from-the-proxy-1"}).headers["X-Request-ID"]
        == ("from-the-proxy-1")
    ) is taken
    odd = client.get("/healthz", headers={"X-Request-ID": "a b<script>"}).headers["X-Request-ID"]
    assert odd.isalnum()


def test_a_slow_statement_is_logged_without_what_it_asked_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settle(tmp_path)
    app = create_app({"INSTANCE": str(tmp_path), "TESTING": True, "SLOW_QUERY_MS": 1})
    slow = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT count(*), :word FROM n"
    )
    with app.app_context(), caplog.at_level(logging.WARNING, "commonweave.slow"):
        db.session.execute(db.text(slow), {"word": "a secret word"})
        db.session.remove()
        db.engine.dispose()
    said = [record.getMessage() for record in caplog.records if "RECURSIVE" in record.getMessage()]
    assert len(said) == 1 and "ms for the worker: WITH RECURSIVE" in said[0] and "secret" not in said[0]


def test_the_state_in_words_the_worst_first(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    ana = as_(cast.animator)
    text = " ".join(ana.get("/settings/status").text.split())
    assert "Worker" in text and "not running" in text and "nobody gets any" in text
    with app.app_context():
        beat_if_due(None)
    listed = [item.get_text(" ", strip=True) for item in ana.soup.select(".agenda li")]
    assert listed[0].startswith("Look at it")
    ana.get("/settings/status")
    assert any("Worker : running" in item.get_text(" ", strip=True) for item in ana.soup.select(".agenda li"))
    for person in (cast.mentor, cast.partner, cast.observer):
        assert as_(person).get("/settings/status").status_code == 403
