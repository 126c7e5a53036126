"""What waits for the other one's yes: a session that was asked for, a move that was proposed, a series."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.activity.facts import fact
from app.activity.models import PARTIES
from app.mentoring.events.bases import AsksBoth


@fact("mentoring.session_requested", strand="mentoring", visibility=PARTIES, mail=_l("A session waits for your yes"))
class SessionRequested(AsksBoth):
    calendar = "TENTATIVE"
    starts_at: datetime
    held_until: datetime
    version: int = 0


@fact("mentoring.session_confirmed", strand="mentoring", visibility=PARTIES, mail=_l("A session of yours is confirmed"))
class SessionConfirmed(AsksBoth):
    calendar = "CONFIRMED"
    starts_at: datetime
    version: int = 0


@fact("mentoring.session_declined", strand="mentoring", visibility=PARTIES, mail=_l("A session of yours is declined"))
class SessionDeclined(AsksBoth):
    calendar = "CANCELLED"
    starts_at: datetime
    version: int = 0


@fact(
    "mentoring.session_request_expired", strand="mentoring", visibility=PARTIES,
    mail=_l("A session was not confirmed in time"),
)  # fmt: skip
class SessionRequestExpired(AsksBoth):
    calendar = "CANCELLED"
    starts_at: datetime
    version: int = 0


@fact("mentoring.move_proposed", strand="mentoring", visibility=PARTIES, mail=_l("Another time is proposed to you"))
class MoveProposed(AsksBoth):
    was_at: datetime
    starts_at: datetime
    held_until: datetime


@fact("mentoring.move_declined", strand="mentoring", visibility=PARTIES, mail=_l("A session stays at its old time"))
class MoveDeclined(AsksBoth):
    """The proposal is off: declined by the one, or taken back by the other."""

    starts_at: datetime


@fact("mentoring.move_expired", strand="mentoring", visibility=PARTIES, mail=_l("A move was not answered in time"))
class MoveExpired(AsksBoth):
    """The session stays at `starts_at`; the time that was proposed is free."""

    starts_at: datetime


@fact(
    "mentoring.series_requested", strand="mentoring", visibility=PARTIES, mail=_l("Several sessions wait for your yes")
)
class SeriesRequested(AsksBoth):
    """`session` is the first; `weeks` between them: 1 or 2. All keep their times until `held_until`."""

    starts_at: datetime
    number: int
    weeks: int
    held_until: datetime


@fact("mentoring.series_confirmed", strand="mentoring", visibility=PARTIES, mail=_l("Several sessions are confirmed"))
class SeriesConfirmed(AsksBoth):
    """`session` is the first."""

    starts_at: datetime
    number: int


@fact("mentoring.series_declined", strand="mentoring", visibility=PARTIES, mail=_l("Several sessions are declined"))
class SeriesDeclined(AsksBoth):
    """`session` is the first that is declined."""

    starts_at: datetime
    number: int


@fact(
    "mentoring.series_request_expired", strand="mentoring", visibility=PARTIES,
    mail=_l("Several sessions were not confirmed in time"),
)  # fmt: skip
class SeriesRequestExpired(AsksBoth):
    """`session` is the first of those that nobody answered."""

    starts_at: datetime
    number: int


@fact("mentoring.series_booked", strand="mentoring", visibility=PARTIES, mail=_l("Several sessions are booked"))
class SeriesBooked(AsksBoth):
    """`session` is the first; `weeks` between them: 1 or 2."""

    starts_at: datetime
    number: int
    weeks: int


@fact("mentoring.series_cancelled", strand="mentoring", visibility=PARTIES, mail=_l("Several sessions are cancelled"))
class SeriesCancelled(AsksBoth):
    """`session` is the first that is cancelled."""

    starts_at: datetime
    number: int
