"""What the figures of every room have in common: spans, parts of time and groups, hiding what is small."""

from __future__ import annotations

from app.web.figures.asking import counted_for, shown_with
from app.web.figures.counting import Bundle, Cell, bundled, by_group, by_part, cell_of, part_of, within
from app.web.figures.hiding import FEWEST, hide_groups, hide_small, may_see_exact_figures, may_see_small_figures
from app.web.figures.showing import in_words, part_code, part_name, written
from app.web.figures.spans import months_of, quarters_over, read_quarter

__all__ = [
    "FEWEST", "Bundle", "Cell", "bundled", "by_group", "by_part", "cell_of", "counted_for", "hide_groups", "hide_small",
    "in_words", "may_see_exact_figures", "may_see_small_figures", "months_of", "part_code", "part_name", "part_of",
    "quarters_over", "read_quarter", "shown_with", "within", "written",
]  # fmt: skip
