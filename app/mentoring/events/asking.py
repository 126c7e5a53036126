"""A request on its way: more asked, told, the mentor reminded; a mentor who stays silent is given a break (M1, M2)."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS
from app.mentoring.events.bases import OfRequest


@fact(
    "mentoring.more_asked", strand="mentoring", visibility=ANIMATORS, mail=_l("A mentor asks for more before answering")
)
class MoreAsked(OfRequest):
    def waits_for(self) -> Iterable[Ref]:
        return (self.mentee,)


@fact("mentoring.more_told", strand="mentoring", visibility=ANIMATORS, mail=_l("Somebody answers your question"))
class MoreTold(OfRequest):
    def waits_for(self) -> Iterable[Ref]:
        return (self.mentor,)


@fact("mentoring.mentor_reminded", strand="mentoring", visibility=ANIMATORS, mail=_l("A request still waits for you"))
class MentorReminded(OfRequest):
    """`days` since it began to wait for the mentor. The mentee sees it in the request's story, and gets no mail."""

    days: int

    def tells(self) -> Iterable[Ref]:
        return (self.mentor,)

    waits_for = tells


@fact(
    "mentoring.silent_mentor_paused",
    strand="mentoring",
    visibility=ANIMATORS,
    mail=_l("Your mentor profile is paused because requests found no answer"),
)
class SilentMentorPaused(Fact):
    """Two requests in a row expired. The page of `way_back` is where one click returns."""

    way_back: Ref
    mentor: Ref

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentor,)
