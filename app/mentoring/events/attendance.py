"""Somebody did not come, somebody contests what was said, an animator decides (B13)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS
from app.mentoring.events.bases import OfSession


@fact("mentoring.no_show_marked", strand="mentoring", visibility=ANIMATORS, mail=_l("Somebody missed you at a session"))
class NoShowMarked(Fact):
    """`missing` is who did not come, as the other one (or an animator) says."""

    session: Ref
    missing: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime

    def waits_for(self) -> Iterable[Ref]:
        return (self.missing,)


@fact("mentoring.session_disputed", strand="mentoring", visibility=ANIMATORS, mail=_l("A session is disputed"))
class SessionDisputed(OfSession):
    """What was said of it is contested; the animators are asked, too (`ask` when it is recorded)."""

    starts_at: datetime


@fact("mentoring.dispute_decided", strand="mentoring", visibility=ANIMATORS, mail=_l("A disputed session is decided"))
class DisputeDecided(OfSession):
    """`outcome`: held, no_show, cancelled."""

    innovation: Ref | None
    starts_at: datetime
    outcome: str
    minutes: int

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentor, self.mentee)
