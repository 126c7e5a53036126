"""Searches that people keep, and what the worker tells them of on Mondays."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from app.demo.story import part
from app.demo.tale import Tale
from app.offers import actions
from app.offers.queries import BoardFilter

WEEKS = 10


def put_on_agenda(tale: Tale) -> None:
    """Everything of searches.toml."""
    for told in part("searches")["search"]:
        tale.on(tale.when(told["at"]), partial(_keep, tale, told))
    for week in range(WEEKS):
        tale.on(tale.present - timedelta(weeks=week, hours=2), actions.tell_saved_searches)


def _keep(tale: Tale, told: dict[str, Any]) -> None:
    actions.save_search(tale.people[told["by"]], told["name"], BoardFilter.read(told["asked"]), told["rhythm"])
