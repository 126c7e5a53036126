"""One request at a time in each process, and none of them waits for a slow sender.

Python runs one thread at a time anyway; several at once only make each other's slowest answers slower. But with a
single thread, whoever sends a form and then stalls holds up everybody. So granian has threads to spare, each takes in
its request's body first, and only then waits for its turn.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any

from app.web.too_large import BEGINNING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

IN_MEMORY = 256 * 1024
CHUNK = 64 * 1024


class Turns:
    """Around the application."""

    def __init__(self, inner: WSGIApplication, largest: int) -> None:
        self._inner, self._largest, self._turn = inner, largest, threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        said = self._said(environ)
        if said is not None and said > self._largest:
            environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(BEGINNING))
        elif said != 0:
            environ["wsgi.input"], size = self._take_in(environ["wsgi.input"])
            if environ.pop("HTTP_TRANSFER_ENCODING", None):
                environ["CONTENT_LENGTH"] = str(size)
        with self._turn:
            return self._inner(environ, start_response)

    def _said(self, environ: dict[str, Any]) -> int | None:
        """How long the body is said to be: 0 when there is none or what is said is no number, None when it is not said.
        Of one that the application refuses for its length, it sees the beginning and no more."""
        length = environ.get("CONTENT_LENGTH") or ""
        if not length:
            return None if "HTTP_TRANSFER_ENCODING" in environ else 0
        return int(length) if length.isascii() and length.isdigit() and len(length) < 12 else 0

    def _take_in(self, source: IO[bytes]) -> tuple[IO[bytes], int]:
        """What was sent, up to a little more than is allowed: enough for the application to refuse it."""
        kept = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 — it lives as long as the request
        size = 0
        while size <= self._largest and (chunk := source.read(CHUNK)):
            kept.write(chunk)
            size += len(chunk)
        kept.seek(0)
        return kept, size
