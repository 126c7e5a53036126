"""What can be wrong with an entry of the log, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l

WORDS: dict[str, Any] = {
    "missing": _l("Entry %(number)s is missing."),
    "taken": _l("Entry %(number)s and what followed are missing: the log had %(noted)s entries."),
    "foreign": _l("Entry %(number)s has a number that the log never gave."),
    "added": _l("Entry %(number)s was put in past the end of the log."),
    "unreadable": _l("Entry %(number)s cannot be read as what it was written as."),
    "changed": _l("Entry %(number)s is not what was recorded, or somebody it concerns was added or taken away."),
    "word": _l("In entry %(number)s, “%(field)s” is not what was recorded."),
    "erased": _l("In entry %(number)s, “%(field)s” was taken out, and no entry answers for that."),
    "actor": _l("Entry %(number)s says in two places who did it, and they differ."),
    "listed": _l("Entry %(number)s is not listed under all that it names, or at another moment than its own."),
    "shown": _l("Entry %(number)s is shown to others than it may be."),
    "orphan": _l("Somebody or something is listed for entry %(number)s, which does not exist."),
    "limit": _l("To whom a thing (%(kind)s) lets its entries be shown is not what entry %(number)s set."),
    "end": _l("The end of the log is noted as another than entry %(number)s."),
    "head_line": _l("Entry %(number)s is not the one that heads.log noted on %(day)s."),
    "heads_line": _l("A line of heads.log cannot be read: %(line)s"),
}


@dataclass(frozen=True)
class Broken:
    """The first entry that is not as it was recorded: its number, why (a key of WORDS), and what the words need."""

    number: int
    why: str
    more: dict[str, Any] = field(default_factory=dict)

    def words(self) -> str:
        """A sentence in the reader's language."""
        return str(WORDS[self.why]) % {"number": self.number, **self.more}
