"""The pages of stakeholders."""

from __future__ import annotations

from flask import Blueprint

from app.stakeholders import models  # noqa: F401

bp = Blueprint("stakeholders", __name__)
