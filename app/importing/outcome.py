"""What became of each row, and of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

State = Literal["taken", "updated", "unchanged", "refused"]
STATES: tuple[State, ...] = ("taken", "updated", "unchanged", "refused")


@dataclass(frozen=True)
class Note:
    """Something odd, or the reason of a refusal. `code` and `values` name the sentence in words.py."""

    code: str
    values: tuple[tuple[str, Any], ...] = ()


def note(code: str, **values: Any) -> Note:
    """A Note, written shortly."""
    return Note(code, tuple(sorted(values.items())))


Row = TypeVar("Row")


@dataclass(frozen=True)
class Read(Generic[Row]):
    """A line that was read: its row, or None with the reason among the notes."""

    line: int
    name: str
    row: Row | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """One row: its line in the file, the name it goes by, what became of it and what was odd."""

    line: int
    name: str
    state: State
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Report:
    """The whole file."""

    outcomes: Sequence[Outcome] = ()
    ignored: Sequence[str] = field(default=())
    written: bool = False  # False: a dry run, or all or nothing came to nothing

    def count(self, state: State) -> int:
        """How many rows became this."""
        return sum(outcome.state == state for outcome in self.outcomes)

    @property
    def refused(self) -> list[Outcome]:
        """The rows that could not be taken."""
        return [outcome for outcome in self.outcomes if outcome.state == "refused"]

    def lines_by_note(self) -> dict[str, list[int]]:
        """What was odd about the rows written: code → lines, the most frequent first."""
        return _by_code(o for o in self.outcomes if o.state in ("taken", "updated"))


def _by_code(outcomes: Iterable[Outcome]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for outcome in outcomes:
        for code in dict.fromkeys(each.code for each in outcome.notes):
            found.setdefault(code, []).append(outcome.line)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))
