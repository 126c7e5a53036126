"""Reads of measuring."""

from __future__ import annotations

from app.measuring.models import ChainLink, Indicator, Measurement, ProgressReport, ReportingRound, Target
from app.measuring.queries.guards import baselines_missing, has_baseline, has_final_measurement
from app.measuring.queries.indicators import (
    Measured,
    Value,
    approved_values,
    chain_links,
    indicator,
    indicators_of,
    measured,
    target,
)

__all__ = [
    "ChainLink", "Indicator", "Measured", "Measurement", "ProgressReport", "ReportingRound", "Target", "Value",
    "approved_values", "baselines_missing", "chain_links", "has_baseline", "has_final_measurement", "indicator",
    "indicators_of", "measured", "target",
]  # fmt: skip
