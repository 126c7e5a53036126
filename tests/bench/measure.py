"""Part A: pages in this process, through WSGI, each beside the bare route, so that a busy machine slows both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from flask import Flask
from sqlalchemy import event
from werkzeug.test import EnvironBuilder

from app.extensions import db
from app.web import kept
from tests.bench.bare import app as bare_app
from tests.bench.pages import Page
from tests.bench.world import World

SPAN = 0.03
"""Seconds that one side of a pair takes."""


class NotWell(Exception):
    """A page did not answer 2xx: nothing that was measured counts."""


@dataclass(frozen=True)
class Measured:
    """One page in one world. `share`: of the bare route's throughput; 1 would be as fast as saying ok; `share_anew`:
    the same when no piece is found that was written before (web/kept.py). `growth`: how many times as long as in the
    smallest world."""

    page: str
    events: int
    microseconds: float
    bare_microseconds: float
    share: float
    statements: int
    sent: int
    html: int
    growth: float = 1.0
    share_anew: float = 0.0
    kind: str = ""


def measure(world: World, page: Page, rounds: int, smallest: World | None = None) -> Measured:
    """Medians over `rounds` pairs. The same page in the smallest world is measured in turns with it, too: a busy
    machine slows both, which it would not if one came minutes after the other."""
    call, url, headers = _opened(world, page)
    with _counted(world.app) as statements:
        sent = len(_get(world.app, url, headers))
    html = len(_get(world.app, url, {**headers, "Accept-Encoding": "identity"}))
    bare = _caller(bare_app, "/", {})
    calls, bare_calls = _calls(call), _calls(bare)
    pairs = [(_seconds(call, calls), _seconds(bare, bare_calls)) for _ in range(rounds)]
    anew = [(_seconds(_forgetting(call), calls), _seconds(bare, bare_calls)) for _ in range(rounds)]
    small = _opened(smallest, page)[0] if smallest else call
    turns = [(_seconds(call, 1), _seconds(small, 1)) for _ in range(rounds * calls)] if smallest else [(1.0, 1.0)]
    return Measured(
        page.name,
        world.events,
        median(mine for mine, _bare in pairs) * 1e6,
        median(bare for _mine, bare in pairs) * 1e6,
        median(bare / mine for mine, bare in pairs),
        len(statements),
        sent,
        html,
        median(mine for mine, _small in turns) / median(small for _mine, small in turns),
        median(bare / mine for mine, bare in anew),
        page.kind,
    )


def _forgetting(call: Callable[[], tuple[int, bytes]]) -> Callable[[], tuple[int, bytes]]:
    def anew() -> tuple[int, bytes]:
        kept._write.cache_clear()
        return call()

    return anew


def _opened(world: World, page: Page) -> tuple[Callable[[], tuple[int, bytes]], str, dict[str, str]]:
    url, headers = page.url(world), page.headers(world)
    _get(world.app, url, headers)  # templates are compiled and statements are cached now
    return _caller(world.app, url, headers), url, headers


def _caller(app: Flask, url: str, headers: dict[str, str]) -> Callable[[], tuple[int, bytes]]:
    environ = EnvironBuilder(path=url.partition("?")[0], query_string=url.partition("?")[2], headers=headers.items())
    made = environ.get_environ()
    status = 0

    def start(line: str, *_rest: Any) -> None:
        nonlocal status
        status = int(line[:3])

    def call() -> tuple[int, bytes]:
        body = app(dict(made), start)  # type: ignore[arg-type]
        try:
            return status, b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()

    return call


def _get(app: Flask, url: str, headers: dict[str, str]) -> bytes:
    status, body = _caller(app, url, headers)()
    if not 200 <= status < 300:
        raise NotWell(f"{url} answers {status}")
    return body


def _calls(call: Callable[[], Any]) -> int:
    began = perf_counter()
    call()
    return max(1, round(SPAN / max(perf_counter() - began, 1e-6)))


def _seconds(call: Callable[[], tuple[int, bytes]], calls: int) -> float:
    began = perf_counter()
    for _ in range(calls):
        status, _body = call()
        if not 200 <= status < 300:
            raise NotWell(f"a page answered {status} while it was measured")
    return (perf_counter() - began) / calls


@contextmanager
def _counted(app: Flask) -> Iterator[list[str]]:
    """The statements that reach the database, without those that only begin and end."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(("BEGIN", "PRAGMA", "COMMIT", "ROLLBACK")):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)
