"""The facts that activity records."""

from __future__ import annotations

from app.activity.facts import Fact, Ref, fact
from app.activity.models import PARTIES
from app.activity.sentences import LINKS

LINKS["export"] = "activity.export_status"


@fact("activity.export_ready", strand="people", visibility=PARTIES)
class ExportReady(Fact):
    """What somebody wanted to take along is written."""

    export: Ref
    person: Ref
    entries: int
