"""Asking that the whole log be looked at, and the worker's taking it up; nothing of it is an event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from app.activity.models import Beat
from app.activity.queries.trust import ASKED, BEGUN
from app.activity.record import nudge
from app.activity.rules import may_look_at_chain
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, require
from app.extensions import db

GIVEN_UP = timedelta(hours=1)
"""Whoever began so long ago is gone."""


@action(silent="looking at the log adds nothing to it; what was found is shown beside it")
def ask_for_look(actor: Actor) -> None:
    """The worker looks at every entry, as soon as it can. Asked for twice, it looks once."""
    require(may_look_at_chain(actor))
    db.session.execute(insert(Beat).values(name=ASKED, at=now()).on_conflict_do_nothing())


def begin_look(actor: None) -> bool:
    """Take up what was asked for, unless another worker is at it; is it ours?"""
    asked = db.session.execute(select(Beat.name).where(Beat.name == ASKED)).first()
    db.session.commit()
    return asked is not None and _begin(actor)


@action(silent="looking at the log adds nothing to it; what was found is shown beside it")
def _begin(actor: None) -> bool:
    db.session.execute(delete(Beat).where(Beat.name == BEGUN, Beat.at < now() - GIVEN_UP))
    if db.session.execute(select(Beat.name).where(Beat.name == BEGUN)).first():
        return False
    taken = update(Beat).where(Beat.name == ASKED).values(name=BEGUN, at=now())
    return bool(db.session.execute(taken).rowcount)  # type: ignore[attr-defined]


@action(silent="looking at the log adds nothing to it; what was found is shown beside it")
def end_look(actor: None, tell: Iterable[str]) -> None:
    """It is done: the open pages of these people show it."""
    db.session.execute(delete(Beat).where(Beat.name == BEGUN))
    nudge(tell, "work")
