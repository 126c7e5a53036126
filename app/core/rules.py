"""May they? One rule, asked twice: by the action (`require`) and by the page that shows the control (`allows`).

A rule is a function `may_verb(actor, thing)` that returns True, or `Denied(reason)`, which is false.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol


class Actor(Protocol):
    """Whoever acts: a signed-in Reader, or a Person row in the worker, the command line and the tests."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...


@dataclass(frozen=True)
class Denied:
    """No, and why: `reason` is a (lazy) sentence in the reader's language."""

    reason: Any

    def __bool__(self) -> bool:
        return False


Verdict = Literal[True] | Denied


class NotAllowed(Exception):
    """Seen, but not allowed: answered 403 with the reason (SECURITY 2)."""

    def __init__(self, reason: Any):
        super().__init__(str(reason))
        self.reason = reason


class Conflict(Exception):
    """The state has moved on, or somebody else was first: answered 409, nothing changed (BEHAVIOURS B2, B7, O1)."""

    def __init__(self, reason: Any):
        super().__init__(str(reason))
        self.reason = reason


class Refused(Exception):
    """The input is well-formed, but the domain says no: answered 422 beside `field` (or on top, when None).

    `also` are further refusals of the same input, so that one who writes mends all of them at once."""

    def __init__(self, reason: Any, field: str | None = None, also: Sequence[Refused] = ()):
        super().__init__(str(reason))
        self.reason = reason
        self.field = field
        self.also = tuple(also)


def require(verdict: Verdict) -> None:
    """Stop the action with NotAllowed unless the rule said True."""
    if isinstance(verdict, Denied):
        raise NotAllowed(verdict.reason)


def allows(verdict: Verdict) -> bool:
    """The same rule, asked by a page."""
    return verdict is True
