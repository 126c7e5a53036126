"""What those who take part do together. Titles, texts and names of files are theirs, and never among the facts."""

from __future__ import annotations

from collections.abc import Iterable

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, PARTIES


class _Quiet(Fact):
    """In the story; nobody's inbox."""

    def tells(self) -> Iterable[Ref]:
        return ()


@fact("mentoring.goal_set", strand="mentoring", visibility=PARTIES)
class GoalSet(Fact):
    mentorship: Ref
    mentor: Ref
    mentee: Ref


@fact("mentoring.goal_changed", strand="mentoring", visibility=PARTIES)
class GoalChanged(_Quiet):
    """`part`: text, reopened, step_added, step_done, step_undone, step_removed."""

    mentorship: Ref
    mentor: Ref
    mentee: Ref
    part: str


@fact("mentoring.goal_closed", strand="mentoring", visibility=PARTIES)
class GoalClosed(Fact):
    """`state`: reached, dropped."""

    mentorship: Ref
    mentor: Ref
    mentee: Ref
    state: str


@fact("mentoring.action_agreed", strand="mentoring", visibility=PARTIES)
class ActionAgreed(Fact):
    """`owner` does it."""

    mentorship: Ref
    mentor: Ref
    mentee: Ref
    owner: Ref

    def tells(self) -> Iterable[Ref]:
        return (self.owner,)


@fact("mentoring.action_changed", strand="mentoring", visibility=PARTIES)
class ActionChanged(_Quiet):
    """`part`: done, undone, removed."""

    mentorship: Ref
    mentor: Ref
    mentee: Ref
    owner: Ref
    part: str


@fact("mentoring.note_shared", strand="mentoring", visibility=PARTIES)
class NoteShared(Fact):
    """A private note leaves no trace (M7). `audience`: shared, animators; the latter may know of it, too."""

    mentorship: Ref
    mentor: Ref
    mentee: Ref
    audience: str

    def seen_by(self) -> int:
        return ANIMATORS if self.audience == "animators" else PARTIES


@fact("mentoring.file_added", strand="mentoring", visibility=PARTIES)
class FileAdded(Fact):
    mentorship: Ref
    mentor: Ref
    mentee: Ref


@fact("mentoring.file_removed", strand="mentoring", visibility=PARTIES)
class FileRemoved(_Quiet):
    mentorship: Ref
    mentor: Ref
    mentee: Ref


@fact("mentoring.member_added", strand="mentoring", visibility=PARTIES)
class MemberAdded(Fact):
    mentorship: Ref
    mentor: Ref
    mentee: Ref
    person: Ref


@fact("mentoring.member_removed", strand="mentoring", visibility=PARTIES)
class MemberRemoved(Fact):
    mentorship: Ref
    mentor: Ref
    mentee: Ref
    person: Ref
