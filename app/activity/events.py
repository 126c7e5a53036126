"""The facts that activity records."""

from __future__ import annotations

from collections.abc import Iterable

from app.activity.facts import Fact, Ref, fact
from app.activity.models import PARTIES
from app.activity.sentences import LINKS

LINKS["entry"] = "activity.entry"
LINKS["export"] = "activity.export_status"


@fact("activity.export_ready", strand="people", visibility=PARTIES)
class ExportReady(Fact):
    """What somebody wanted to take along is written."""

    export: Ref
    person: Ref
    entries: int


@fact("activity.entry_commented", strand="messages", visibility=PARTIES)
class EntryCommented(Fact):
    """Somebody wrote below an entry; what, is not among the facts. Who is told is handed on when it is recorded. `kind`
    is the entry's own verb, by whose words it is named."""

    entry: Ref
    kind: str = ""


@fact("activity.comment_removed", strand="messages", visibility=PARTIES)
class CommentRemoved(Fact):
    """An animator took a comment back; `why`, for who wrote it."""

    entry: Ref
    author: Ref
    why: str
    kind: str = ""


@fact("activity.comment_taken_back", strand="messages", visibility=PARTIES)
class CommentTakenBack(Fact):
    """Who wrote a comment took it back. Nobody is told; who would hear of it in the first place finds it in the log."""

    entry: Ref
    kind: str = ""


@fact("activity.entry_corrected", strand="messages", visibility=PARTIES)
class EntryCorrected(Fact):
    """Whose entry it was says how it really was. About the same thing, and for the same people, as the entry."""

    thing: Ref
    entry: Ref
    words: str
    level: int

    def seen_by(self) -> int:
        return self.level

    def parties(self) -> Iterable[Ref]:
        return ()  # those of the entry, who are handed on when it is recorded
