"""A mentor profile: published, paused, changed."""

from __future__ import annotations

from datetime import date

from app.activity.facts import Fact, Ref, fact
from app.activity.models import MEMBERS, PARTIES


@fact("mentoring.mentor_profile_published", strand="mentoring", visibility=MEMBERS)
class MentorProfilePublished(Fact):
    """A mentor can be asked (again)."""

    mentor: Ref


@fact("mentoring.mentor_profile_paused", strand="mentoring", visibility=MEMBERS)
class MentorProfilePaused(Fact):
    """A mentor takes a break; `until` is the local date on which they are back, None when they have told none."""

    mentor: Ref
    until: date | None = None


@fact("mentoring.mentor_break_ended", strand="mentoring", visibility=MEMBERS)
class MentorBreakEnded(Fact):
    """The date on which a mentor wanted to be back has come."""

    mentor: Ref


@fact("mentoring.mentor_profile_changed", strand="mentoring", visibility=PARTIES)
class MentorProfileChanged(Fact):
    """`part`: terms, booking, hours, exceptions, holidays."""

    mentor: Ref
    part: str
