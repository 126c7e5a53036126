"""Reads of measuring."""

from __future__ import annotations

from app.measuring.queries.guards import baselines_missing, has_baseline, has_final_measurement

__all__ = ["baselines_missing", "has_baseline", "has_final_measurement"]
