"""What a report tells, as forms hand it to actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.files.keeping import Upload
from app.measuring.plausible import warnings_of

UNKNOWN = "not known"
"""The words of an honest gap: the value is not there because nobody knows it."""


@dataclass(frozen=True)
class Answer:
    """A value of one indicator. `parts` by (dimension, part). `upload` is new evidence; without it the file that the
    report has stays, unless `drop_file`. `answer` is what was said to the warnings."""

    indicator_id: str
    value: float | None = None
    words: str = ""
    comment: str = ""
    evidence_url: str = ""
    upload: Upload | None = None
    drop_file: bool = False
    answer: str = ""
    parts: dict[tuple[str, str], float | None] = field(default_factory=dict)

    @property
    def told(self) -> bool:
        """Is there a value, or an honest gap?"""
        return self.value is not None or bool(self.words)


def oddities(one: Any, answer: Answer, before: dict[str, Any]) -> list[str]:
    """What looks like a slip in the answer to an indicator: against its last approved value, else its baseline.
    `before` is what `previous_values` gives."""
    last = before.get(one.id, (one.baseline_value, "", None))[0]
    by_name: dict[str, list[float | None]] = {}
    for (dimension, _part), value in answer.parts.items():
        by_name.setdefault(dimension, []).append(value)
    return warnings_of(answer.value, last, measure=one.measure, code=one.code, parts=by_name)
