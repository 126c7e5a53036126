"""What is wrong with the settings, all of it at once: where it stands, and what to write instead.

A setting that nobody knows is an error, too: a misspelt one would be ignored, and whoever wrote it would rely on it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
MAIL = ("smtp", "smtps", "file")
DATABASES = ("sqlite", "postgresql+psycopg")
DEVELOPERS = {"SOAK", "SHARED", "CHROMIUM", "SHOTS", "INSTANCE"}
"""Variables that tests and the folder itself are told by; not settings of the site."""


def _address(value: str) -> str:
    parts = urlsplit(value)
    good = parts.scheme in ("http", "https") and parts.hostname and not parts.path.strip("/") and not parts.query
    return "" if good else "write scheme and host alone, such as https://weave.example.org"


def _mail(value: str) -> str:
    parts = urlsplit(value)
    good = not value or (parts.scheme in MAIL and (parts.hostname or parts.scheme == "file" and parts.path))
    return "" if good else "write smtp://host:port, smtps://user:password@host, or file:///folder"


def _database(value: str) -> str:
    good = not value or urlsplit(value).scheme in DATABASES
    return (
        "" if good else "leave it empty for SQLite in the instance folder, or write postgresql+psycopg://user@host/name"
    )


def _level(value: str) -> str:
    return "" if value.upper() in LEVELS else f"write one of {', '.join(LEVELS)}"


def _format(value: str) -> str:
    return "" if value in ("text", "json") else "write text or json"


def _not_negative(value: int) -> str:
    return "" if value >= 0 else "write 0 or more"


def _passphrase(value: str) -> str:
    return "" if not value or len(value) >= 12 else "write at least 12 characters, or leave it empty"


def _secret(value: str) -> str:
    return "" if len(value) >= 32 else "write at least 32 characters, or leave it out: one is made at the first start"


def _sender(value: str) -> str:
    good = "@" in value and not re.search(r"[\r\n]", value)
    return "" if good else "write a name and an address, such as Our cluster <noreply@example.org>"


SECRET = ("MAIL_URL", "DATABASE_URL", "BACKUP_PASSPHRASE", "SECRET_KEY")
"""What may hold a password is not said again."""
RULES: dict[str, Callable[[Any], str]] = {
    "BASE_URL": _address, "MAIL_URL": _mail, "MAIL_FROM": _sender, "DATABASE_URL": _database, "LOG_LEVEL": _level,
    "LOG_FORMAT": _format, "SLOW_QUERY_MS": _not_negative,
    "TRUSTED_PROXIES": _not_negative, "FILES_MB_PER_PERSON": _not_negative, "BACKUP_EVERY_HOURS": _not_negative,
    "BACKUP_PASSPHRASE": _passphrase, "SECRET_KEY": _secret,
}  # fmt: skip


def wrong_in_file(path: Path, told: Mapping[str, Any], known: Mapping[str, Any]) -> list[str]:
    """One sentence for each setting of the file that cannot be used, with its line."""
    lines = path.read_text("utf-8").splitlines() if told else []
    return [f"{path}, line {_line(lines, name)}: {wrong}" for name, wrong in _wrong(told, known)]


def wrong_in_environment(told: Mapping[str, str], known: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What the variables COMMONWEAVE_… say, and one sentence for each that cannot be used."""
    found: dict[str, Any] = {}
    wrong = []
    for name, text in told.items():
        default = known.get(name)
        try:
            found[name] = int(text) if isinstance(default, int) else text
        except ValueError:
            wrong.append(f"COMMONWEAVE_{name} is {text!r}: write a whole number.")
    return found, wrong + [f"COMMONWEAVE_{sentence}" for _name, sentence in _wrong(found, known)]


def _wrong(told: Mapping[str, Any], known: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in told.items():
        if name not in known and name not in RULES:
            near = difflib.get_close_matches(name, known, 1)
            yield name, f"{name} is no setting" + (f"; do you mean {near[0]}?" if near else ": see docs/settings.md.")
        elif name in known and type(value) is not type(known[name]):
            kind = "a whole number, without quotes" if isinstance(known[name], int) else "text, in quotes"
            yield name, f"{name} is {value!r}: write {kind}."
        elif name in RULES and (mend := RULES[name](value)):
            shown = "not usable" if name in SECRET else repr(value)
            yield name, f"{name} is {shown}: {mend}."


def _line(lines: list[str], name: str) -> int:
    """Where it is set, counted from 1; of a table, its heading."""
    pattern = re.compile(rf"\s*\[?\s*[\"']?{re.escape(name)}[\"']?\s*[=\].]", re.IGNORECASE)
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 1)
