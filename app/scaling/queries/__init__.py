"""Reads of scaling."""

from __future__ import annotations

from app.scaling.models import ScalingPathway, ScalingStrategy, TargetPlace
from app.scaling.queries import attached as _attached  # noqa: F401  (fills ATTACHED)
from app.scaling.queries.glances import waiting_for
from app.scaling.queries.leading import (
    followed,
    follows_any,
    in_team,
    leading_people,
    leads,
    named_people,
    pathway_of,
    people_at_work,
    visible,
)
from app.scaling.queries.one import Check, Overview, checks_met, overview, owner_choices
from app.scaling.queries.plan import (
    is_late,
    journal_note,
    journal_page,
    late,
    place,
    places_of,
    plan_action,
    plan_of,
    reached,
    risk,
    risks_of,
    this_month,
)
from app.scaling.queries.portfolio import count_portfolio, portfolio
from app.scaling.queries.strategies import (
    all_strategies,
    routes,
    strategies_table,
    strategy,
    strategy_choices,
    strategy_of_code,
)
from app.scaling.queries.support import (
    Help,
    needs_of,
    source_choices,
    source_of,
    support_item,
    support_plan,
)

__all__ = [
    "Check", "Help", "Overview", "ScalingPathway", "ScalingStrategy", "TargetPlace", "all_strategies", "checks_met",
    "count_portfolio", "followed", "follows_any", "in_team", "is_late", "journal_note", "journal_page", "late",
    "leading_people", "leads", "named_people", "needs_of", "overview", "owner_choices", "pathway_of",
    "people_at_work", "place", "places_of", "plan_action", "plan_of", "portfolio", "reached", "risk", "risks_of",
    "routes", "source_choices", "source_of", "strategies_table", "strategy", "strategy_choices", "strategy_of_code",
    "support_item", "support_plan", "this_month", "visible", "waiting_for",
]  # fmt: skip
