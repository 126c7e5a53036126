"""The pages of innovations."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("innovations", __name__)
