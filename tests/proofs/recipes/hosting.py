"""The installation."""

from __future__ import annotations

from typing import Any

RECIPES: dict[str, Any] = {
    "hosting.actions.ask_backup": lambda p: (p.animator,),
    "hosting.actions.show_backup": lambda _p: (None, []),
}
