"""Reads of scaling."""

from __future__ import annotations

from app.scaling.models import ScalingPathway, ScalingStrategy, TargetPlace
from app.scaling.queries import attached as _attached  # noqa: F401  (fills ATTACHED)
from app.scaling.queries.leading import followed, leading_people, leads, pathway_of, people_at_work, visible

__all__ = [
    "ScalingPathway", "ScalingStrategy", "TargetPlace", "followed", "leading_people", "leads", "pathway_of",
    "people_at_work", "visible",
]  # fmt: skip
