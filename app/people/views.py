"""The pages of people."""

from __future__ import annotations

from flask import Blueprint

from app.people import reader  # noqa: F401  (tells Flask-Login how to load the Reader)

bp = Blueprint("people", __name__)
