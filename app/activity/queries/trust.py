"""Is the log being looked at?"""

from __future__ import annotations

from sqlalchemy import select

from app.activity.models import Beat
from app.extensions import db

ASKED, BEGUN = "look asked", "look begun"
"""Names of beats: it was asked for, and a worker is at it, since then."""


def look_awaited() -> bool:
    """Somebody asked for a look at the whole log, and it is not done yet."""
    asked = select(Beat.name).where(Beat.name.in_((ASKED, BEGUN)))
    return db.session.execute(asked).first() is not None
