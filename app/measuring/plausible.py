"""What looks like a slip of the pen: values to look at again before they are submitted. Pure.

A warning is a code; whoever reports answers all of a value's with a word ("yes, we won a grant"), or mends the value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

CUMULATIVE = ("countries", "regions", "sites", "funds_raised")
"""Starters of which one does not expect less than before."""
NEVER_NEGATIVE = (
    "staff_fte", "volunteers", "revenue", "earned_income", "beneficiaries", "countries", "regions", "sites",
    "funds_raised",
)  # fmt: skip
JUMP = 10
"""So many times as much, or as little, as the last value."""
ROUNDING = 0.005
"""Parts may miss their whole by this share of it, or by half of one."""


def warnings_of(
    value: float | None,
    previous: float | None,
    *,
    measure: str = "unit",
    code: str | None = None,
    parts: Mapping[str, Sequence[float | None]] | None = None,
) -> list[str]:
    """The codes of what is odd about a value: `negative`, `range`, `jump_up`, `jump_down`, `less`, `parts`.

    `previous` is the last approved value, or the baseline. `parts` are those of each dimension; one with a gap cannot
    add up and is left alone, unless what is there is more than the whole. Parts of a percentage need not add up.
    """
    if value is None:
        return []
    found = [*_sign(value, measure, code), *_jump(value, previous)]
    if code in CUMULATIVE and previous is not None and value < previous and "jump_down" not in found:
        found.append("less")
    if measure == "unit" and any(_off(value, each) for each in (parts or {}).values()):
        found.append("parts")
    return found


def _sign(value: float, measure: str, code: str | None) -> list[str]:
    if measure == "percentage":
        return [] if 0 <= value <= 100 else ["range"]
    return ["negative"] if value < 0 and (code is None or code in NEVER_NEGATIVE) else []


def _jump(value: float, previous: float | None) -> list[str]:
    if not previous or value * previous <= 0:
        return []
    if abs(value) >= JUMP * abs(previous):
        return ["jump_up"]
    return ["jump_down"] if JUMP * abs(value) <= abs(previous) else []


def _off(whole: float, parts: Sequence[float | None]) -> bool:
    told = [part for part in parts if part is not None]
    if not told:
        return False
    rest = whole - sum(told)
    allowed = max(0.5, ROUNDING * abs(whole)) if whole == int(whole) else ROUNDING * max(abs(whole), 1)
    return rest < -allowed or (len(told) == len(parts) and rest > allowed)
