"""The facts of what happened elsewhere: logged, put right, taken back. Each says who sees it by the activity itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.activity.facts import Fact, Ref, fact
from app.activity.models import MEMBERS
from app.activity.sentences import LINKS

LINKS["activity"] = "outreach.activity"


@dataclass(frozen=True)
class OfActivity(Fact):
    """What every fact about an activity says. `reached`: how many people in all, None when nobody knows."""

    activity: Ref
    type: str
    own: str  # of "other", in their words
    on: date
    reached: int | None
    level: int  # who sees it
    innovation: Ref | None
    organisation: Ref | None

    def seen_by(self) -> int:
        return self.level

    def tells(self) -> Iterable[Ref]:
        return ()  # those who took part are told by name when it is recorded: a fact names few


@fact("outreach.activity_logged", strand="outreach", visibility=MEMBERS)
class ActivityLogged(OfActivity):
    """It happened, elsewhere, and stands in the log now."""


@fact("outreach.activity_corrected", strand="outreach", visibility=MEMBERS)
class ActivityCorrected(OfActivity):
    """It was not quite so: this is how it was. The entry refers to the one before."""


@fact("outreach.activity_withdrawn", strand="outreach", visibility=MEMBERS)
class ActivityWithdrawn(OfActivity):
    """It was not so at all, or is not for here; `why` in its author's words. It counts no more."""

    why: str
