"""A mentor profile: published, paused, changed."""

from __future__ import annotations

from app.activity.facts import Fact, Ref, fact
from app.activity.models import MEMBERS, PARTIES


@fact("mentoring.mentor_profile_published", strand="mentoring", visibility=MEMBERS)
class MentorProfilePublished(Fact):
    """A mentor can be asked (again)."""

    mentor: Ref


@fact("mentoring.mentor_profile_paused", strand="mentoring", visibility=MEMBERS)
class MentorProfilePaused(Fact):
    """A mentor takes a break."""

    mentor: Ref


@fact("mentoring.mentor_profile_changed", strand="mentoring", visibility=PARTIES)
class MentorProfileChanged(Fact):
    """`part`: terms, hours, exceptions."""

    mentor: Ref
    part: str
