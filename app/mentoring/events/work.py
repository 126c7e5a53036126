"""What those who take part do together. Titles, texts and names of files are theirs, and never among the facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.activity.facts import Ref, fact
from app.activity.models import ANIMATORS, PARTIES
from app.mentoring.events.bases import OfMentorship


@dataclass(frozen=True)
class _Quiet(OfMentorship):
    """In the story; nobody's inbox."""

    def tells(self) -> Iterable[Ref]:
        return ()


@fact("mentoring.goal_set", strand="mentoring", visibility=PARTIES)
class GoalSet(OfMentorship):
    """What they work towards."""


@fact("mentoring.goal_changed", strand="mentoring", visibility=PARTIES)
class GoalChanged(_Quiet):
    """`part`: text, reopened, step_added, step_done, step_undone, step_removed."""

    part: str


@fact("mentoring.goal_closed", strand="mentoring", visibility=PARTIES)
class GoalClosed(OfMentorship):
    """`state`: reached, dropped."""

    state: str


@fact("mentoring.action_agreed", strand="mentoring", visibility=PARTIES)
class ActionAgreed(OfMentorship):
    """`owner` does it."""

    owner: Ref

    def tells(self) -> Iterable[Ref]:
        return (self.owner,)


@fact("mentoring.action_changed", strand="mentoring", visibility=PARTIES)
class ActionChanged(_Quiet):
    """`part`: done, undone, removed."""

    owner: Ref
    part: str


@fact("mentoring.note_shared", strand="mentoring", visibility=PARTIES)
class NoteShared(OfMentorship):
    """A private note leaves no trace (M7). `audience`: shared, animators; the latter may know of it, too."""

    audience: str

    def seen_by(self) -> int:
        return ANIMATORS if self.audience == "animators" else PARTIES


@fact("mentoring.file_added", strand="mentoring", visibility=PARTIES)
class FileAdded(OfMentorship):
    """Something to read for all who take part."""


@fact("mentoring.file_removed", strand="mentoring", visibility=PARTIES)
class FileRemoved(_Quiet):
    """By who added it."""


@fact("mentoring.member_added", strand="mentoring", visibility=PARTIES)
class MemberAdded(OfMentorship):
    person: Ref


@fact("mentoring.member_removed", strand="mentoring", visibility=PARTIES)
class MemberRemoved(OfMentorship):
    person: Ref
