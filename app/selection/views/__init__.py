"""The pages of selection."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("selection", __name__)
