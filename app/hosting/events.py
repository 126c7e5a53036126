"""The facts that hosting records."""

from __future__ import annotations

from collections.abc import Iterable

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS


@fact("hosting.backup_asked", strand="people", visibility=ANIMATORS)
class BackupAsked(Fact):
    """Nobody is told: it is on the page of backups."""

    cluster: Ref

    def tells(self) -> Iterable[Ref]:
        return ()
