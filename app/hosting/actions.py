"""What animators can have done to the installation."""

from __future__ import annotations

from collections.abc import Iterable

from app.activity.facts import Ref
from app.activity.record import nudge, record
from app.core.action import action
from app.core.rules import Actor, require
from app.hosting import rules
from app.hosting.events import BackupAsked
from app.hosting.queries import backup_awaited
from app.people.queries import cluster


@action(silent="that one was asked for is told; how it went stands on its page")
def show_backup(_actor: None, people: Iterable[str]) -> None:
    """It is made, or it failed: the open pages of these people show it."""
    nudge(people, "work")


@action
def ask_backup(actor: Actor) -> None:
    """Have the worker make one as soon as it can: `ask` leaves it the word, after the commit. Asked for twice, it is
    one."""
    require(rules.may_look_after_site(actor))
    if not backup_awaited():
        record(actor, BackupAsked(Ref("cluster", "1", cluster().name)))
