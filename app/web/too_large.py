"""A form that is too large is not read; but its first fields are, so that two large files do not cost a long text."""

from __future__ import annotations

from collections.abc import Iterator

from flask import request
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.multipart import Data, Epilogue, Event, Field, File, MultipartDecoder, NeedData

BEGINNING = 256 * 1024
"""As many bytes of it are looked at; whoever sends less than it says is not waited for."""


def fields_before_files() -> list[tuple[str, str]]:
    """What was written in the fields that stand before the first file, in their order: (name, value). Only those that
    arrived whole; empty where nothing can be made out."""
    boundary = request.mimetype_params.get("boundary", "")
    if request.mimetype != "multipart/form-data" or not boundary:
        return []
    try:
        return list(_fields(boundary.encode("ascii"), request.environ["wsgi.input"].read(BEGINNING)))
    except (HTTPException, ValueError, OSError):
        return []


def _fields(boundary: bytes, beginning: bytes) -> Iterator[tuple[str, str]]:
    name, value = "", b""
    for event in _events(boundary, beginning):
        if isinstance(event, Field):
            name, value = event.name, b""
        elif isinstance(event, Data) and name:
            value += event.data
            if not event.more_data:
                yield name, value.decode("utf-8", "replace")


def _events(boundary: bytes, beginning: bytes) -> Iterator[Event]:
    decoder = MultipartDecoder(boundary)
    decoder.receive_data(beginning)
    while not isinstance(event := decoder.next_event(), NeedData | File | Epilogue):
        yield event
