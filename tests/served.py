"""The served program: `commonweave serve` on a folder of its own, as a host runs it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from flask import Flask

from app import create_app
from app.extensions import db
from tests.world import settle

ROOT = Path(__file__).resolve().parent.parent
STARTED = 30.0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Site:
    """A running site: its address, its folder, its cast. `kill()` is kill -9 of all of it."""

    instance: Path
    workers: int = 2
    port: int = field(default_factory=free_port)
    cast: SimpleNamespace = field(default_factory=SimpleNamespace)
    process: subprocess.Popen[bytes] | None = None
    command: tuple[str, ...] = (sys.executable, "-m", "app")
    cwd: Path = ROOT

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def prepare(self) -> None:
        """A migrated database with the cast in it."""
        self.cast = settle(self.instance)

    @contextmanager
    def beside(self) -> Iterator[Flask]:
        """The application on the same database, to make what a test needs while the site may be running. Each of its
        transactions has the turn to write from the first: one that reads and then writes fails when another wrote in
        between."""
        app = create_app({"INSTANCE": str(self.instance), "TESTING": True})
        with app.app_context():
            db.engine.update_execution_options(writing=True)
            yield app
            db.session.remove()
            db.engine.dispose()

    def environment(self) -> dict[str, str]:
        """Ours without its own settings; what was compiled may be kept, as where it is installed: it starts faster."""
        ours = ("COMMONWEAVE_", "PYTHONDONTWRITEBYTECODE")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return clean | {"COMMONWEAVE_INSTANCE": str(self.instance), "COMMONWEAVE_BASE_URL": self.url}

    def run(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """One command, to its end."""
        return subprocess.run(
            [*self.command, *words], cwd=self.cwd, env=self.environment(), capture_output=True, text=True, check=check
        )

    def start(self) -> None:
        """Serve, and wait until it answers."""
        with (self.instance.parent / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*self.command, "serve", "--port", str(self.port), "--workers", str(self.workers)],
                cwd=self.cwd,
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + STARTED
        while not self.answers():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise AssertionError((self.instance.parent / "serve.log").read_text())
            time.sleep(0.05)

    def answers(self) -> bool:
        """Is it up?"""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        """As a host stops it: SIGTERM, and ten seconds."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)

    def kill(self) -> None:
        """kill -9 of the supervisor and all its children at once."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def mails(self) -> list[str]:
        """The mails written so far, oldest first."""
        folder = self.instance / "mail"
        return [path.read_text("utf-8") for path in sorted(folder.glob("*.eml"))] if folder.is_dir() else []

    def remove(self) -> None:
        """Stop and clean up."""
        self.stop()
        shutil.rmtree(self.instance, ignore_errors=True)
