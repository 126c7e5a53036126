"""The pages of scaling."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from app.scaling import words
from app.scaling.checks import check_name

bp = Blueprint("scaling", __name__)

FILTERS: dict[str, Any] = {
    "way_stage": words.way_stage_name,
    "way_check": check_name,
    "strategy": words.strategy_name,
    "support_kind": lambda kind: str(words.KIND.get(kind, kind)),
    "support_state": lambda state: words.word(words.SUPPORT, state),
    "place_state": lambda state: words.word(words.PLACE, state),
}
for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)


@bp.context_processor
def _words() -> dict[str, Any]:
    """The templates' words for codes."""
    return {"words": words}


from app.scaling.views import beside, pathway, plan, portfolio, route, strategies, support  # noqa: E402, F401
