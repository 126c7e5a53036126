"""Reads of measuring."""

from __future__ import annotations

from app.innovations.queries import SocialInnovation, TeamMember
from app.measuring.models import ChainLink, Indicator, Measurement, ProgressReport, ReportingRound, Target
from app.measuring.queries import attached as _attached  # noqa: F401  (fills ATTACHED)
from app.measuring.queries.exports import CSV_HEADER, activity_of, csv_rows
from app.measuring.queries.glances import waiting_for
from app.measuring.queries.guards import baselines_missing, has_baseline, has_final_measurement
from app.measuring.queries.indicators import (
    Measured,
    Value,
    approved_values,
    chain_links,
    changes_of,
    indicator,
    indicators_of,
    measured,
    target,
    without_baseline,
)
from app.measuring.queries.reports import (
    OPEN,
    REPORTING,
    Told,
    asked_in,
    earlier_versions,
    evidence_of,
    measurement,
    previous_values,
    report,
    reporting_innovations,
    reporting_round,
    reports_of,
    round_of,
    rounds,
    standing,
    to_remind,
    today,
    told_in,
)

__all__ = [
    "CSV_HEADER", "ChainLink", "Indicator", "Measured", "Measurement", "OPEN", "ProgressReport", "REPORTING",
    "ReportingRound", "SocialInnovation", "Target", "TeamMember", "Told", "Value", "activity_of", "approved_values",
    "asked_in", "baselines_missing", "chain_links", "changes_of", "csv_rows", "earlier_versions", "evidence_of",
    "has_baseline", "has_final_measurement", "indicator", "indicators_of", "measured", "measurement",
    "previous_values", "report", "reporting_innovations", "reporting_round", "reports_of", "round_of", "rounds",
    "standing", "target", "to_remind", "today", "told_in", "waiting_for", "without_baseline",
]  # fmt: skip
