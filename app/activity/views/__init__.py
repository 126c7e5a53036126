"""The pages of activity: the log, the inbox, mail."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("activity", __name__)

from app.activity import digest_letter  # noqa: E402, F401  (what mails carry)
from app.activity.views import (  # noqa: E402, F401
    entries,
    exports,
    feeds,
    figures,
    inbox,
    log,
    mail,
    mine,
    notices,
    saved,
    trust,
    written,
    year,
)
