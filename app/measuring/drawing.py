"""What is drawn: the line of an indicator and the chain of a theory of change, as places on paper. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

STEP, LEFT, TOP, HIGH = 84, 48, 34, 110
"""From one column to the next, the place of the first, and where values stand between."""


@dataclass(frozen=True)
class Mark:
    """A value as a point, with the words beside it."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Line:
    """`values` and `targets` are points from left to right; the paths go from one to the next, over gaps as well."""

    width: int
    height: int
    ground: float
    labels: list[tuple[float, str]]
    values: list[Mark]
    targets: list[Mark]

    @property
    def value_path(self) -> str:
        """For <polyline points>."""
        return _path(self.values)

    @property
    def target_path(self) -> str:
        """For <polyline points>."""
        return _path(self.targets)


def _path(marks: Sequence[Mark]) -> str:
    return " ".join(f"{mark.x:g},{mark.y:g}" for mark in marks)


def line_of(
    labels: Sequence[str],
    values: Sequence[tuple[float | None, str]],
    targets: Sequence[tuple[float | None, str]],
) -> Line:
    """A column for each label; values and targets as (number or None, its words), one for each column."""
    known = [number for number, _words in (*values, *targets) if number is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    span = (high - low) or 1.0

    def y(number: float) -> float:
        return round(TOP + HIGH * (high - number) / span, 1)

    def marks(told: Sequence[tuple[float | None, str]]) -> list[Mark]:
        return [
            Mark(LEFT + STEP * at, y(number), words) for at, (number, words) in enumerate(told) if number is not None
        ]

    placed: list[tuple[float, str]] = [(LEFT + STEP * at, label) for at, label in enumerate(labels)]
    return Line(2 * LEFT + STEP * (len(labels) - 1), TOP + HIGH + 44, y(0), placed, marks(values), marks(targets))


BOX, GAP, LETTERS, ROW, PAD = 190, 46, 26, 18, 12
"""Of the chain: a box's width, between the columns, letters and height of a line of words, and around them."""


@dataclass(frozen=True)
class Box:
    """A step of the chain, with its words in lines; the assumption, if any, in lines below."""

    x: int
    y: int
    height: int
    lines: list[tuple[int, str]]
    assumed: list[tuple[int, str]]


@dataclass(frozen=True)
class Chain:
    """The columns from left to right, each with its name, its boxes, and where an arrow to it begins and ends."""

    width: int
    height: int
    heads: list[tuple[int, str]]
    boxes: list[Box]
    arrows: list[tuple[int, int, int]]  # from x, to x, y


def chain_of(columns: Sequence[tuple[str, Sequence[tuple[str, str]]]], assuming: str) -> Chain:
    """`columns` as (name, [(text, assumption), …]), those that are empty left out of the drawing; `assuming` is the
    word before an assumption."""
    shown = [(name, links) for name, links in columns if links]
    boxes: list[Box] = []
    for at, (_name, links) in enumerate(shown):
        y = 40
        for text, assumption in links:
            box = _box(at * (BOX + GAP) + 4, y, text, f"{assuming} {assumption}" if assumption else "")
            boxes.append(box)
            y += box.height + 14
    tall = max((box.y + box.height for box in boxes), default=40) + 6
    arrows = [(at * (BOX + GAP) + 4 + BOX, (at + 1) * (BOX + GAP) + 2, 22) for at in range(len(shown) - 1)]
    heads = [(at * (BOX + GAP) + 4, name) for at, (name, _links) in enumerate(shown)]
    return Chain(len(shown) * (BOX + GAP) - GAP + 8, tall, heads, boxes, arrows)


def _box(x: int, y: int, text: str, assumption: str) -> Box:
    lines, assumed = _wrapped(text), _wrapped(assumption)
    height = 2 * PAD + ROW * (len(lines) + len(assumed)) + (6 if assumed else 0) - 4
    first = y + PAD + ROW - 6
    below = first + ROW * len(lines) + 6
    return Box(x, y, height, [(first + ROW * n, words) for n, words in enumerate(lines)],
               [(below + ROW * n, words) for n, words in enumerate(assumed)])  # fmt: skip


def _wrapped(text: str) -> list[str]:
    return wrap(text, LETTERS, break_long_words=True) if text else []
