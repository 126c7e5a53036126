"""What facts of one kind have in common. The first field is what a fact is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.activity.facts import Fact, Ref


@dataclass(frozen=True)
class OfRequest(Fact):
    """What every fact about a request says."""

    request: Ref
    mentor: Ref
    mentee: Ref
    innovation: Ref | None


@dataclass(frozen=True)
class OfMentorship(Fact):
    """What every fact about a mentorship says."""

    mentorship: Ref
    mentor: Ref
    mentee: Ref


@dataclass(frozen=True)
class OfSession(Fact):
    """What every fact about a session of two says."""

    session: Ref
    mentor: Ref
    mentee: Ref


@dataclass(frozen=True)
class AsksBoth(OfSession):
    """Whoever of the two did not do it gets mail at once (both, when it was the clock).

    Where it changes what calendars show, `calendar` says how (see OnTheCalendar).
    """

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentor, self.mentee)
