"""Figures that open the log: each names the entries behind it, so that what is counted can be read (PRODUCT: any figure
in a report opens the events behind it). The rooms add theirs, as they add their LINKS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.web.periods import Period


@dataclass(frozen=True)
class Opened:
    """`words` names it, with its topic, in the reader's language; `ids` selects the numbers of the events in a period,
    of a topic (empty: any).

    A figure places its events in time by its own rule (a session by its start, not by when somebody confirmed it).
    """

    words: Callable[[str], str]
    ids: Callable[[Period, str], Any]


OPENED: dict[str, Opened] = {}
"""By the name that stands in the log's address: `figure=mentoring.sessions`."""
