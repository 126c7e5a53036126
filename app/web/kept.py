"""Pieces of a page that depend on nothing but what they are given: written once, kept for whoever reads next.

    {{ kept(post_card, row, url, today) }}

Everybody sees the same newest posts and the same newest entries of the log. What is kept is told apart by everything
that was given, and by the language, the zone and the day of the reader; so never keep what asks who is reading: no
`can()`, no `me`, and no form (its tokens are one reader's; that is refused here).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from flask import has_request_context, request
from markupsafe import Markup

from app.core.clock import now
from app.web.language import locale_in_force, timezone

PIECES = 4000
"""Of a few hundred bytes each."""


def kept(write: Callable[..., Markup], *given: Any, **named: Any) -> Markup:
    """`write(*given, **named)`, or what it gave before. All of it must be hashable; `write` a function of a module."""
    return _write(_circumstances(), write, given, tuple(named.items()))


def _circumstances() -> tuple[Any, str, date, str]:
    zone, root = timezone(), request.script_root if has_request_context() else ""
    return locale_in_force(), zone, now().astimezone(ZoneInfo(zone)).date(), root


@lru_cache(PIECES)
def _write(_circumstances: Any, write: Callable[..., Markup], given: tuple[Any, ...], named: Any) -> Markup:
    html = write(*given, **dict(named))
    if "csrf_token" in html:
        raise ValueError("a form is one reader's: it cannot be kept")
    return html
