"""A slow sender waits alone."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from werkzeug.test import Client

from app.hosting.turns import Turns
from tests.hosting.site import get, site, stop
from tests.served import Site

CHUNKED = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}


@pytest.fixture
def echo() -> Flask:
    app = Flask("echo")
    app.config["MAX_CONTENT_LENGTH"] = 1000

    @app.post("/")
    def view() -> str:
        return str(len(request.get_data()))

    app.wsgi_app = Turns(app.wsgi_app, 1000)  # type: ignore[method-assign]
    return app


@pytest.mark.parametrize("size", [0, 1, 999, 1000])
def test_a_body_arrives_whole(echo: Flask, size: int) -> None:
    assert Client(echo).post("/", data=b"x" * size).text == str(size)


def test_a_body_of_unknown_length_arrives_whole(echo: Flask) -> None:
    environ = {"wsgi.input": BytesIO(b"x" * 700), **CHUNKED}
    assert Client(echo).post("/", environ_overrides=environ).text == "700"


@pytest.mark.parametrize("length", ["99999999999999999999999", "-1", "many"])
def test_a_body_of_odd_length_is_not_read(echo: Flask, length: str) -> None:
    class Untouchable(BytesIO):
        def read(self, *_args: Any) -> bytes:
            raise AssertionError("it was read")

    environ = {"wsgi.input": Untouchable(), "CONTENT_LENGTH": length}
    answer = Client(echo).post("/", environ_overrides=environ)
    assert answer.status_code in (200, 413)


def test_of_a_body_too_large_only_the_beginning_is_read(echo: Flask) -> None:
    class Large(BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None and size > 0
            Large.taken += size
            return b"x" * size

    environ = {"wsgi.input": Large(), "CONTENT_LENGTH": "99999999999"}
    assert Client(echo).post("/", environ_overrides=environ).status_code == 413
    assert 0 < Large.taken <= 256 * 1024


def test_an_endless_body_is_cut_and_refused(echo: Flask) -> None:
    class Endless(BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            Endless.taken += size or 0
            return b"x" * (size or 0)

    environ = {"wsgi.input": Endless(), **CHUNKED}
    assert Client(echo).post("/", environ_overrides=environ).status_code == 413
    assert Endless.taken < 200_000


def test_only_one_runs_at_a_time() -> None:
    inside, most = 0, 0
    both = threading.Barrier(2)

    def slow(_environ: Any, _start: Any) -> list[bytes]:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        threading.Event().wait(0.1)
        inside -= 1
        return [b""]

    turns = Turns(slow, 1000)  # type: ignore[arg-type]

    def go() -> None:
        both.wait()
        turns({}, None)  # type: ignore[arg-type]

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as new:
        new.start()
        yield new


def test_stalled_senders_hold_up_nobody(served: Site) -> None:
    begun = f"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nContent-Length: 1000\r\n\r\nname=a"
    stalled = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(8)]
    for connection in stalled:
        connection.sendall(begun.encode())
    for _ in range(10):
        assert get(served, "/healthz")[0].status == 200
    assert stop(served) < 10
    for connection in stalled:
        connection.close()
