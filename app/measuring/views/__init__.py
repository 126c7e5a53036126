"""The pages of measuring."""

from __future__ import annotations

from flask import Blueprint

from app.measuring.views.showing import FILTERS

bp = Blueprint("measuring", __name__)
for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)

from app.measuring.views import baselines, chain, exports, figures, progress, report, results  # noqa: E402

__all__ = ["baselines", "bp", "chain", "exports", "figures", "progress", "report", "results"]
