"""The pages of offers."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("offers", __name__)
