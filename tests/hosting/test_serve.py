"""`commonweave serve`, from outside: it answers, stops, and outlives its parts."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosting.site import Site, alive, eventually, site

PARTS = 3  # two web processes and the worker


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as new:
        new.start("--workers", "2")
        eventually(lambda: len(new.children()) == PARTS)
        yield new


def test_it_answers_and_stops_with_all_its_parts(served: Site) -> None:
    parts = served.children()
    assert served.get("/healthz").content == b'{"status":"ok"}\n'
    assert served.stop() < 10
    assert served.process.returncode == 0
    assert not [part for part in parts if alive(part)]


def test_ctrl_c_stops_it_too(served: Site) -> None:
    os.killpg(served.process.pid, signal.SIGINT)  # a terminal tells the whole group
    assert served.process.wait(10) == 0


def test_whoever_is_killed_is_started_again(served: Site) -> None:
    for victim in served.children():
        os.kill(victim, signal.SIGKILL)
        eventually(lambda: len(served.children()) == PARTS and victim not in served.children())  # noqa: B023
        assert served.is_up()
    assert served.stop() < 10


def test_nobody_stays_when_the_parent_is_killed(served: Site) -> None:
    parts = served.children()
    served.process.kill()
    served.process.wait()
    eventually(lambda: not [part for part in parts if alive(part)])
    served.start()  # on the same port
    assert served.stop() < 10


def test_a_taken_port_is_said(served: Site) -> None:
    second = served.run("serve", "--port", str(served.port), check=False)
    assert second.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{served.port}" in second.stderr


def test_only_this_machine_is_listened_to(served: Site) -> None:
    listed = Path("/proc/net/tcp").read_text().split("\n")[1:]
    bound = {line.split()[1] for line in listed if line and line.split()[1].endswith(f":{served.port:04X}")}
    assert {address.split(":")[0] for address in bound} == {"0100007F"}


def test_a_missing_database_is_not_made_by_serving(tmp_path: Path) -> None:
    new = Site(instance=tmp_path / "instance")
    refused = new.run("serve", check=False)
    assert refused.returncode == 1
    assert "commonweave migrate" in refused.stderr
    assert not (new.instance / "commonweave.db").exists()
