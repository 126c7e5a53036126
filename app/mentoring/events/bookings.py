"""What waits for the other one's yes: a session that was asked for, a move that was proposed, a series."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import PARTIES


class _BetweenTwo(Fact):
    """Concerns the two: whoever did not do it gets mail at once (both, when it was the clock).

    Where it changes what calendars show, `calendar` says how (see OnTheCalendar)."""

    mentor: Ref
    mentee: Ref

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentor, self.mentee)


@fact("mentoring.session_requested", strand="mentoring", visibility=PARTIES, mail=_l("A session waits for your yes"))
class SessionRequested(_BetweenTwo):
    calendar = "TENTATIVE"
    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime
    held_until: datetime
    version: int = 0


@fact("mentoring.session_confirmed", strand="mentoring", visibility=PARTIES, mail=_l("A session of yours is confirmed"))
class SessionConfirmed(_BetweenTwo):
    calendar = "CONFIRMED"
    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime
    version: int = 0


@fact("mentoring.session_declined", strand="mentoring", visibility=PARTIES, mail=_l("A session of yours is declined"))
class SessionDeclined(_BetweenTwo):
    calendar = "CANCELLED"
    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime
    version: int = 0


@fact(
    "mentoring.session_request_expired", strand="mentoring", visibility=PARTIES,
    mail=_l("A session was not confirmed in time"),
)  # fmt: skip
class SessionRequestExpired(_BetweenTwo):
    calendar = "CANCELLED"
    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime
    version: int = 0


@fact("mentoring.move_proposed", strand="mentoring", visibility=PARTIES, mail=_l("Another time is proposed to you"))
class MoveProposed(_BetweenTwo):
    session: Ref
    mentor: Ref
    mentee: Ref
    was_at: datetime
    starts_at: datetime
    held_until: datetime


@fact("mentoring.move_declined", strand="mentoring", visibility=PARTIES, mail=_l("A session stays at its old time"))
class MoveDeclined(_BetweenTwo):
    """The proposal is off: declined by the one, or taken back by the other."""

    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime


@fact("mentoring.move_expired", strand="mentoring", visibility=PARTIES, mail=_l("A move was not answered in time"))
class MoveExpired(_BetweenTwo):
    """The session stays at `starts_at`; the time that was proposed is free."""

    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime


@fact(
    "mentoring.series_requested", strand="mentoring", visibility=PARTIES, mail=_l("Several sessions wait for your yes")
)
class SeriesRequested(_BetweenTwo):
    """`session` is the first; `weeks` between them: 1 or 2. All keep their times until `held_until`."""

    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime
    number: int
    weeks: int
    held_until: datetime


@fact("mentoring.series_confirmed", strand="mentoring", visibility=PARTIES, mail=_l("Several sessions are confirmed"))
class SeriesConfirmed(_BetweenTwo):
    """`session` is the first."""

    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime
    number: int


@fact("mentoring.series_declined", strand="mentoring", visibility=PARTIES, mail=_l("Several sessions are declined"))
class SeriesDeclined(_BetweenTwo):
    """`session` is the first that is declined."""

    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime
    number: int


@fact(
    "mentoring.series_request_expired", strand="mentoring", visibility=PARTIES,
    mail=_l("Several sessions were not confirmed in time"),
)  # fmt: skip
class SeriesRequestExpired(_BetweenTwo):
    """`session` is the first of those that nobody answered."""

    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime
    number: int


@fact("mentoring.series_booked", strand="mentoring", visibility=PARTIES, mail=_l("Several sessions are booked"))
class SeriesBooked(_BetweenTwo):
    """`session` is the first; `weeks` between them: 1 or 2."""

    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime
    number: int
    weeks: int


@fact("mentoring.series_cancelled", strand="mentoring", visibility=PARTIES, mail=_l("Several sessions are cancelled"))
class SeriesCancelled(_BetweenTwo):
    """`session` is the first that is cancelled."""

    session: Ref
    mentor: Ref
    mentee: Ref
    starts_at: datetime
    number: int
