"""What need not be kept about signing in is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from app.core.action import action
from app.extensions import db
from app.people.models import Attempt, OneTimeLink, SecurityEntry, SignIn

KEEP_TRIES = timedelta(days=1)
KEEP_SIGN_INS = timedelta(days=60)
KEEP_LINKS = timedelta(days=7)
KEEP_SECURITY = timedelta(days=365)


@action(silent="housekeeping of links and tries whose time is over")
def forget_expired(at: datetime) -> None:
    """Tries of yesterday, sessions long ended or not seen for two months, links a week after they could be used, what
    happened to an account's safety a year ago."""
    oldest = int((at - KEEP_TRIES).timestamp()) // 60
    db.session.execute(delete(Attempt).where(Attempt.window < oldest))
    _forget_sign_ins(at - KEEP_SIGN_INS)
    db.session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < at - KEEP_LINKS))
    db.session.execute(delete(SecurityEntry).where(SecurityEntry.created_at < at - KEEP_SECURITY))


def _forget_sign_ins(before: datetime) -> None:
    db.session.execute(delete(SignIn).where((SignIn.ended_at < before) | (SignIn.seen_at < before)))
