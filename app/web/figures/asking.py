"""What a page of figures asks of its room, whichever room it is: the span, what is counted in it, its charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from app.core.rules import Actor, allows
from app.web.figures.counting import Cell
from app.web.figures.hiding import may_see_exact_figures
from app.web.figures.showing import chart_labels, entries_in_words, in_words, part_name
from app.web.figures.spans import presets, quarters_over, read_quarter, read_span
from app.web.periods import Period

F = TypeVar("F")


def counted_for(
    reader: Actor,
    args: Mapping[str, str],
    zone: str,
    whole: Callable[[Period], F],
    outside: Callable[[Period, list[Period]], F],
) -> tuple[F, list[str], bool]:
    """The figures of the days in an address, sentences for what is shown otherwise than asked, and whether they are
    exact: `whole` counts any days to the unit, for animators; `outside` a quarter for everybody else (A9)."""
    if allows(may_see_exact_figures(reader)):
        period, wrong = read_span(args, zone)
        return whole(period), wrong, True
    quarters = quarters_over(zone)
    period, wrong = read_quarter(args, quarters)
    return outside(period, quarters), wrong, False


def shown_with(counted: Any, exact: bool, zone: str, words: Callable[[Cell, Any], str] = in_words) -> dict[str, Any]:
    """What the pages' template needs beside the figures. `words` writes a number of a measure."""
    quarters = [(part_name(it, "quarter"), it) for it in reversed(counted.parts)]
    return {
        "zone": zone,
        "presets": presets(zone) if exact else quarters,
        "in_words": words,
        "entries_in_words": entries_in_words,
        "part_name": part_name,
        "labels": chart_labels(counted.parts, counted.by),
        "series": lambda *keys: [_series(counted.line(key), words) for key in keys],
    }


def _series(line: Any, words: Callable[[Cell, Any], str]) -> tuple[Any, list[float | None], list[str]]:
    """A measure by part of time, for a chart: its name, its numbers, the same in words."""
    values = [None if cell.hidden else cell.value for cell in line.parts]
    return line.measure.name, values, [words(cell, line.measure) for cell in line.parts]
