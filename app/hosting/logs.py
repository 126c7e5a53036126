"""How log lines look: one line each, with the time in UTC, the process and no control characters (SECURITY 19)."""

from __future__ import annotations

import json
import logging
import logging.config
import re
import time
from typing import Any

from app.web.reference import reference

_SECRET = re.compile(
    r"(/(?:setup|invitations|sign-in/reset|account/address|activity/unsubscribe|calendar|activity/feed|offers/feed)/)[\w.~%-]{16,}"
)
"""Addresses that open something for whoever has them: mail's links, the calendar's feed (SECURITY 19)."""


def clean(line: str) -> str:
    """Without what opens something, and without what could make a second line of it or move a terminal's cursor."""
    cut = _SECRET.sub(r"\1…", line)
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in cut)


class OneLine(logging.Formatter):
    """A record as one line; only a traceback, which we wrote ourselves, may take more."""

    converter = time.gmtime  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s[%(process)d]%(told)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")

    def formatException(self, ei: Any) -> str:
        """Its lines are ours; what an error says in them may be anybody's (SECURITY 19)."""
        return "\n".join(clean(line) for line in super().formatException(ei).splitlines())

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.told = getattr(record, "told", "")
        return clean(super().formatMessage(record))


class Json(OneLine):
    """The same as one JSON object, for programs that gather logs. A traceback is one of its texts."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        told = {
            "time": f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.{int(record.msecs):03}Z",
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "request": getattr(record, "request", ""),
            "message": clean(record.getMessage()),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps({name: value for name, value in told.items() if value not in ("", None)})


class WithReference(logging.Filter):
    """Puts the reference of the request that is being answered to each line."""

    def filter(self, record: logging.LogRecord) -> bool:
        found = reference()
        record.__dict__ |= {"request": found, "told": f" [{found}]" if found else ""}
        return True


class NoAdvice(logging.Filter):
    """Drops granian's advice: on a kernel setting that a small host need not know, and on threads (see turns.py)."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        return "tcp_migrate_req" not in said and "Python threads" not in said


def settings(level: str, form: str = "text") -> dict[str, Any]:
    """The same for us and for granian, which hands it on to each of its processes. `form`: text or json."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"text": {"()": "app.hosting.logs.OneLine"}, "json": {"()": "app.hosting.logs.Json"}},
        "filters": {
            "no_advice": {"()": "app.hosting.logs.NoAdvice"},
            "with_reference": {"()": "app.hosting.logs.WithReference"},
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": form, "filters": ["with_reference"]},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "commonweave": {"level": level},
            "_granian": {"level": "WARNING", "filters": ["no_advice"]},
            "granian.access": {"level": "INFO"},
        },
    }


def configure(level: str, form: str = "text") -> None:
    """For a process that granian does not set up."""
    logging.config.dictConfig(settings(level, form))
