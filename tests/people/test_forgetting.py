"""What the worker forgets: old tries, old sessions, used and expired links."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from app.activity.chores import do_chores
from app.core.clock import now
from app.extensions import db
from app.people.models import Attempt, OneTimeLink, SignIn


def count(model):
    return db.session.execute(select(func.count()).select_from(model)).scalar()


def test_only_what_is_old_goes(app, cast):
    at, whose = now(), cast.mentor.id
    minute = int(at.timestamp()) // 60
    with app.app_context():
        db.session.add_all(Attempt(key="x", window=minute - ago, count=1) for ago in (1, 60 * 23, 60 * 25))
        for days in (1, 59, 61):
            seen = at - timedelta(days=days)
            db.session.add(SignIn(person_id=whose, secret_hash=f"seen {days}", seen_at=seen))
            db.session.add(SignIn(person_id=whose, secret_hash=f"ended {days}", seen_at=seen, ended_at=seen))
            db.session.add(OneTimeLink(purpose="reset", secret_hash=f"{days}", expires_at=seen, used_at=seen))
        db.session.commit()
        before = count(SignIn)
        for _again in range(2):
            do_chores()
            assert (count(Attempt), count(SignIn), count(OneTimeLink)) == (2, before - 2, 1)
