"""An empty site as a host makes it, and the processes it consists of."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.served import Site
from tests.world import settle


@contextlib.contextmanager
def site(folder: Path, **how: Any) -> Iterator[Site]:
    """Migrated, not started; whatever runs at the end is killed. Another `command` in `how` migrates it itself."""
    new = Site(folder / "instance", **how)
    if "command" in how:
        new.run("migrate")
    else:
        settle(new.instance, peopled=False)
    try:
        yield new
    finally:
        if new.process and new.process.poll() is None:
            new.kill()


def get(served: Site, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """The answer as it is sent, with its body."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=5)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def stop(served: Site) -> float:
    """Ask to stop; the seconds it took."""
    assert served.process
    began = time.monotonic()
    served.process.send_signal(signal.SIGTERM)
    served.process.wait(12)
    return time.monotonic() - began


def parts(served: Site) -> set[int]:
    """The processes under the one that was started."""
    assert served.process
    return {pid for pid, parent in _running() if parent == served.process.pid}


def gone(pids: set[int]) -> bool:
    """None of them runs any more."""
    return not pids & {pid for pid, _parent in _running()}


def _running() -> Iterator[tuple[int, int]]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        pid, parent, state = line.split()
        if not state.startswith("Z"):
            yield int(pid), int(parent)


def eventually(true: Callable[[], bool], seconds: float = 15) -> None:
    """Wait until it is."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.1)


def interrupt(served: Site) -> None:
    """Ctrl-C: a terminal tells the whole group."""
    assert served.process
    os.killpg(served.process.pid, signal.SIGINT)
