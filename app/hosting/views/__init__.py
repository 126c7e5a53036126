"""The pages about the installation, for animators."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("hosting", __name__)

from app.hosting.views import backups, status  # noqa: E402, F401
