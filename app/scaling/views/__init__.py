"""The pages of scaling."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("scaling", __name__)
