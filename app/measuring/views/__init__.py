"""The pages of measuring."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("measuring", __name__)
