"""`commonweave serve`: web processes and the worker under one roof.

This process is granian's parent and the worker's: it makes the application once, then forks, so that what does not
change is in memory once. Whoever dies is started again; whoever loses this process goes by himself, so that `kill -9`
leaves nobody behind who still answers on the port.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from app.activity.worker import run_forever
from app.hosting import logs
from app.hosting.in_use import in_use
from app.hosting.schema import Schema, state
from app.hosting.signals import hear_signals
from app.hosting.starting import keep_one_heap, made_to_stay
from app.hosting.static import prepare
from app.hosting.turns import Turns

log = logging.getLogger("commonweave.serve")

THREADS = 16
"""For taking in what slow senders send; the application is run by one at a time (see turns.py)."""
GRACE = 7
"""Seconds for what is in flight when we are asked to stop; with the rest it stays under ten."""


class CannotServe(Exception):
    """In words for the host."""


@dataclass(frozen=True)
class Address:
    """Where to listen."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """For a person on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def serve(address: Address, processes: int, say: Callable[[str], None]) -> None:
    """Until we are told to stop."""
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork", force=True)
    keep_one_heap()
    with made_to_stay():
        app = ready_app()
    with in_use(Path(app.config["INSTANCE"])):
        _serve_until_told(app, address, processes, say)


def _serve_until_told(app: Flask, address: Address, processes: int, say: Callable[[str], None]) -> None:
    _must_be_free(address)
    say(f"Commonweave is at {address.url} ({processes} web processes and the worker; Ctrl-C stops them)")
    hear_signals()
    worker = Worker()
    failures = Backoff()
    while not _serve_web(address, processes, app, worker):
        pause = failures.next()
        log.error("The web processes fail again and again; trying anew in %.0f s", pause)
        if stop_on_signals().wait(pause):
            break
    worker.stop()


def _serve_web(address: Address, processes: int, app: Flask, worker: Worker) -> bool:
    """True when it ended because it was told to."""
    server = _server(address, processes, app.config["LOG_LEVEL"], app.config["LOG_FORMAT"])
    server.on_startup(worker.start)
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        # granian would start anew; who closes the terminal means to stop
        server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    with contextlib.suppress(SystemExit):
        server.serve(target_loader=web_app, wrap_loader=False)
    return bool(server.interrupt_signal)


def _server(address: Address, processes: int, level: str, form: str) -> MPServer:
    return MPServer(
        target="app",
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=processes,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        respawn_interval=0.2,
        workers_kill_timeout=GRACE,
        log_dictconfig=logs.settings(level, form),
        log_level=LogLevels.warning,
        log_access=level.upper() == "DEBUG",
    )


@cache
def ready_app() -> Flask:
    """The application as it is served; refuses a database that is not of this version."""
    from app import create_app

    app = create_app()
    if (schema := state(app)) is not Schema.CURRENT:
        raise CannotServe(schema.value)
    app.wsgi_app = Turns(app.wsgi_app, app.config["MAX_CONTENT_LENGTH"])  # type: ignore[method-assign]
    prepare(app)
    return app


def web_app() -> Any:
    """What each web process answers with."""
    leave_with_parent()
    return ready_app()


def _must_be_free(address: Address) -> None:
    """granian shares its port with whoever asks likewise; two sites on one port would answer in turns."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    deadline = time.monotonic() + 3  # a killed predecessor's processes need a second to notice
    while True:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address.host, address.port))
                return
            except OSError as taken:
                if time.monotonic() > deadline:
                    raise CannotServe(f"Cannot listen on {address.host}:{address.port}: {taken.strerror}.") from taken
        time.sleep(0.2)


def stop_on_signals() -> threading.Event:
    """An event that is set when this process is asked to stop."""
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    return stop


def leave_with_parent() -> None:
    """Ends this process, in order, when its parent is gone; makes sure that it hears when it is told to."""
    hear_signals()
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os._exit(1)

    if os.name == "posix":
        threading.Thread(target=watch, name="leave-with-parent", daemon=True).start()


class Backoff:
    """Waits longer after each failure, up to half a minute; forgets when it went well for a minute."""

    def __init__(self) -> None:
        self.pause = 0.0
        self._last = time.monotonic()

    def next(self) -> float:
        """The seconds to wait after a failure now."""
        calm = time.monotonic() - self._last > 60
        self._last = time.monotonic()
        self.pause = 0.5 if calm or not self.pause else min(self.pause * 2, 30)
        return self.pause


class Worker:
    """The process that sends what the log wants sent; started again when it dies."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._keeper = threading.Thread(target=self._keep, name="keep-worker", daemon=True)

    def start(self) -> None:
        """Once; granian calls this again when it starts anew.

        The first process is made here and not by the keeper: made while granian makes its own, it would inherit the
        pipe by which granian hears of the end of one of them, and stopping would wait for it in vain."""
        if not self._keeper.is_alive():
            self._process = _new_worker()
            self._keeper.start()

    def stop(self) -> None:
        """Asks, waits, and insists."""
        self._stopping.set()
        process = self._process
        if process and process.is_alive():
            process.terminate()
            process.join(GRACE)
            if process.is_alive():
                process.kill()
        if self._keeper.is_alive():
            self._keeper.join(2)

    def _keep(self) -> None:
        failures = Backoff()
        while self._process:
            self._process.join()
            if self._stopping.is_set():
                break
            log.error("The worker ended (%s); starting it again", self._process.exitcode)
            self._stopping.wait(failures.next())
            self._process = None if self._stopping.is_set() else _new_worker()


def _new_worker() -> multiprocessing.process.BaseProcess:
    process = multiprocessing.Process(target=run_worker, name="commonweave-worker")
    process.start()
    return process


def run_worker() -> None:
    """The worker's whole life, in its own process."""
    stop = stop_on_signals()
    leave_with_parent()
    app = ready_app()
    logs.configure(app.config["LOG_LEVEL"], app.config["LOG_FORMAT"])
    run_forever(app, stop)
