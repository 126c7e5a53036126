"""Tell the whole story: one action, so all of it or none, and one commit."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from app.activity.models import Delivery
from app.core.action import action
from app.core.clock import now
from app.core.rules import Conflict
from app.demo.chapters import (
    board,
    care,
    changes,
    conversations,
    desk,
    groups,
    innovations,
    mentoring,
    mentorships,
    outreach,
    pathways,
    people,
    results,
    searches,
    selection,
    sessions,
    stakeholders,
)
from app.demo.story import part
from app.demo.tale import Tale
from app.extensions import db
from app.people.queries import Person

READ_AFTER = timedelta(days=4)
"""Older inbox entries were read by their owners in the meantime."""
ACCOUNTS = ("animator", "mentor", "mentor2", "innovator", "innovator2", "stakeholder", "partner", "observer")


@action(silent="the story is told by the actions it is made of")
def tell(_actor: None, password_hash: str) -> int:
    """Fill an empty cluster with a year of its life, up to now. Returns how many acts it took."""
    if not is_empty():
        raise Conflict("There are people here already: the example cluster only goes into an empty database.")
    tale = Tale(now(), password_hash)
    chapters = (
        people, innovations, board, mentoring, mentorships, groups, desk, sessions, searches, conversations,
        stakeholders, outreach, care, selection, pathways, results, changes,
    )  # fmt: skip
    for chapter in chapters:
        chapter.put_on_agenda(tale)
    done = tale.run()
    _settle_deliveries(tale.present)
    return done


def is_empty() -> bool:
    """Is nobody here yet?"""
    return db.session.execute(select(func.count(Person.id))).scalar_one() == 0


def accounts() -> list[tuple[str, str]]:
    """The demo accounts: address and what they are here for."""
    named = {person["key"]: person for person in part("people")["person"]}
    return [(f"{key}@example.org", f"{named[key]['name']} · {named[key]['headline']}") for key in ACCOUNTS]


def _settle_deliveries(present: datetime) -> None:
    """No mail goes out for the past (reminders of what is ahead do), and nobody has a year of news before them."""
    _set_state((Delivery.channel.in_(("email", "digest"))) & (Delivery.due_at <= present), "skipped", present)
    _set_state((Delivery.channel == "inbox") & (Delivery.due_at < present - READ_AFTER), "read", present)


def _set_state(which: Any, state: str, done_at: datetime) -> None:
    settled = (
        update(Delivery).where(which, Delivery.state.in_(("queued", "unread"))).values(state=state, done_at=done_at)
    )
    db.session.execute(settled.execution_options(synchronize_session=False))
