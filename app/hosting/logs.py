"""How log lines look: one line each, with the time in UTC, the process and no control characters (SECURITY 19)."""

from __future__ import annotations

import logging
import logging.config
import re
import time
from typing import Any

_SECRET = re.compile(
    r"(/(?:setup|invitations|sign-in/reset|account/address|activity/unsubscribe|calendar)/)[\w.~%-]{16,}"
)
"""Addresses that open something for whoever has them: mail's links, the calendar's feed (SECURITY 19)."""


class OneLine(logging.Formatter):
    """A record as one line; only a traceback, which we wrote ourselves, may take more."""

    converter = time.gmtime  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s[%(process)d] %(message)s", "%Y-%m-%dT%H:%M:%SZ")

    def formatMessage(self, record: logging.LogRecord) -> str:
        line = _SECRET.sub(r"\1…", super().formatMessage(record))
        return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in line)


class NoAdvice(logging.Filter):
    """Drops granian's advice: on a kernel setting that a small host need not know, and on threads (see turns.py)."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        return "tcp_migrate_req" not in said and "Python threads" not in said


def settings(level: str) -> dict[str, Any]:
    """The same for us and for granian, which hands it on to each of its processes."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"one_line": {"()": "app.hosting.logs.OneLine"}},
        "filters": {"no_advice": {"()": "app.hosting.logs.NoAdvice"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "one_line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "commonweave": {"level": level},
            "_granian": {"level": "WARNING", "filters": ["no_advice"]},
            "granian.access": {"level": "INFO"},
        },
    }


def configure(level: str) -> None:
    """For a process that granian does not set up."""
    logging.config.dictConfig(settings(level))
