"""`commonweave serve`, from outside: it answers, stops, and outlives its parts."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosting.site import eventually, get, gone, interrupt, parts, site, stop
from tests.served import Site

PARTS = 3  # two web processes and the worker


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as new:
        new.start()
        eventually(lambda: len(parts(new)) == PARTS)
        yield new


def test_it_answers_and_stops_with_all_its_parts(served: Site) -> None:
    running = parts(served)
    answer, _body = get(served, "/healthz")
    assert answer.status == 200
    assert stop(served) < 10
    assert served.process.returncode == 0
    assert gone(running)


def test_ctrl_c_stops_it_too(served: Site) -> None:
    interrupt(served)
    assert served.process.wait(10) == 0


def test_whoever_is_killed_is_started_again(served: Site) -> None:
    for victim in parts(served):
        os.kill(victim, signal.SIGKILL)
        eventually(lambda killed=victim: len(parts(served)) == PARTS and killed not in parts(served))
    eventually(served.answers)
    assert stop(served) < 10


def test_nobody_stays_when_the_parent_is_killed(served: Site) -> None:
    running = parts(served)
    served.process.kill()
    served.process.wait()
    served.start()  # on the same port, at once
    eventually(lambda: gone(running))
    assert stop(served) < 10


def test_a_taken_port_is_said(served: Site) -> None:
    second = served.run("serve", "--port", str(served.port), check=False)
    assert second.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{served.port}" in second.stderr


def test_static_files_are_served_for_good(served: Site) -> None:
    _answer, page = get(served, "/nowhere")
    sheet = page.decode().split('rel="stylesheet" href="', 1)[1].split('"', 1)[0]
    answer, body = get(served, sheet, Accept_Encoding="br")
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]
    assert 0 < len(body) < 30_000


def test_a_missing_database_is_not_made_by_serving(tmp_path: Path) -> None:
    new = Site(tmp_path / "instance")
    refused = new.run("serve", check=False)
    assert refused.returncode == 1
    assert "commonweave migrate" in refused.stderr
    assert not (new.instance / "commonweave.db").exists()
