"""Scaling."""

from __future__ import annotations

from typing import Any

RECIPES: dict[str, Any] = {}
