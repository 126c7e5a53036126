"""A pasted list of people, "Name <mail>" one per line: what can be invited, and why the rest cannot."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from app.people import addresses

MOST = 200
_LINE = re.compile(r'^\s*"?(?P<name>[^<>"]*?)"?\s*<(?P<email>[^<>]*)>\s*[,;]?\s*$')


@dataclass(frozen=True)
class Line:
    """One line: `wrong` says why it is left out (None: it is taken)."""

    number: int
    text: str
    name: str
    email: str
    wrong: Any = None


def read(text: str, members: Collection[str] = (), invited: Collection[str] = ()) -> list[Line]:
    """Every line that is not blank."""
    seen: set[str] = set()
    lines: list[Line] = []
    for number, written in enumerate(text.splitlines(), 1):
        if not written.strip():
            continue
        line = _read_line(number, written.strip())
        if line.wrong is None:
            line = _judge(line, seen, members, invited, sum(1 for one in lines if one.wrong is None))
            seen.add(line.email)
        lines.append(line)
    return lines


def addresses_in(text: str) -> list[str]:
    """The addresses that are complete, to look up who is here already."""
    return [line.email for line in read(text) if line.email][: MOST * 2]


def _read_line(number: int, text: str) -> Line:
    found = _LINE.match(text)
    name, email = (found["name"].strip(), found["email"]) if found else ("", text.rstrip(",;"))
    try:
        return Line(number, text[:200], name[:120], addresses.normal(email))
    except ValueError:
        return Line(number, text[:200], name[:120], "", _l("There is no complete mail address in this line."))


def _judge(line: Line, seen: set[str], members: Collection[str], invited: Collection[str], taken: int) -> Line:
    wrong: Any = None
    if line.email in seen:
        wrong = _l("This address is in the list already.")
    elif line.email in members:
        wrong = _l("There is an account with this address already.")
    elif line.email in invited:
        wrong = _l("This person is invited already: send the invitation again instead.")
    elif taken >= MOST:
        wrong = _l("That is more than 200 people at once: paste the rest afterwards.")
    return Line(line.number, line.text, line.name, line.email, wrong)
