"""The network's figures: how innovations stand, how those that are measured grew; and what the log counts of it."""

from __future__ import annotations

from app.measuring.figures.counting import COUNTS, FIGURES, MEASURES, Figure, figure
from app.measuring.figures.logged import ROOM
from app.measuring.figures.portfolio import (
    Line,
    Portfolio,
    behind,
    group_name,
    may_open,
    portfolio,
    table_of,
    top_sectors,
)
from app.measuring.figures.reading import CUTS

__all__ = [
    "COUNTS", "CUTS", "FIGURES", "Figure", "Line", "MEASURES", "Portfolio", "ROOM", "behind", "figure", "group_name",
    "may_open", "portfolio", "table_of", "top_sectors",
]  # fmt: skip
