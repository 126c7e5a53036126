"""A served site in a folder of its own, as a host would start it."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMONWEAVE = [sys.executable, "-m", "app.cli"]


@dataclass
class Site:
    """Where it is, and what it needs to run."""

    instance: Path
    command: list[str] = field(default_factory=lambda: COMMONWEAVE)
    cwd: Path = ROOT
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("COMMONWEAVE_")}
        return clean | {"COMMONWEAVE_INSTANCE": str(self.instance)}

    def run(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """One command, to its end."""
        return subprocess.run(
            [*self.command, *words], cwd=self.cwd, env=self.environment, capture_output=True, text=True, check=check
        )

    def start(self, *words: str) -> None:
        """Serve, and wait until it answers."""
        self.port = self.port or free_port()
        with open(self.instance.parent / "serve.log", "ab") as log:
            self.process = subprocess.Popen(
                [*self.command, "serve", "--port", str(self.port), *words],
                cwd=self.cwd, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        eventually(self.is_up, 20)

    def is_up(self) -> bool:
        with contextlib.suppress(OSError):
            return self.get("/healthz").status == 200
        return False

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """An answer; its body is read already, in `.content`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        answer.content = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer

    def said(self) -> str:
        return (self.instance.parent / "serve.log").read_text()

    def children(self) -> set[int]:
        return children_of(self.process.pid) if self.process else set()

    def stop(self) -> float:
        """Ask to stop; the seconds it took."""
        assert self.process
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(12)
        return time.monotonic() - began


@contextlib.contextmanager
def site(folder: Path, **how: object) -> Iterator[Site]:
    """A migrated site in `folder`; whatever still runs at the end is killed."""
    new = Site(instance=folder / "instance", **how)  # type: ignore[arg-type]
    new.run("migrate")
    try:
        yield new
    finally:
        if new.process and new.process.poll() is None:
            os.killpg(new.process.pid, signal.SIGKILL)
            new.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children_of(pid: int) -> set[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in listed.splitlines())
    return {int(child) for child, parent, state in rows if int(parent) == pid and not state.startswith("Z")}


def alive(pid: int) -> bool:
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(listed) and not listed.startswith("Z")


def eventually(what: object, seconds: float = 10) -> None:
    """Wait until `what()` is true."""
    deadline = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.1)
