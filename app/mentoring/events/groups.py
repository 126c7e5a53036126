"""Group sessions: announced, changed, moved, seats taken and left, cancelled, held (B14)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, MEMBERS, PARTIES


@fact("mentoring.group_announced", strand="mentoring", visibility=MEMBERS, mail=_l("You announced a group session"))
class GroupAnnounced(Fact):
    """The mentor's own calendar gets it, too (`copies` when it is recorded)."""

    calendar = "CONFIRMED"
    group: Ref
    mentor: Ref
    starts_at: datetime
    seats: int
    version: int = 0


@fact("mentoring.group_changed", strand="mentoring", visibility=MEMBERS, mail=_l("A group session meets elsewhere"))
class GroupChanged(Fact):
    """`part`, the most that changed: place (how or where; those with a seat are asked to read it), seats, text."""

    calendar = "CONFIRMED"
    group: Ref
    mentor: Ref
    starts_at: datetime
    part: str
    seats: int
    version: int


@fact("mentoring.group_moved", strand="mentoring", visibility=MEMBERS, mail=_l("A group session is moved"))
class GroupMoved(Fact):
    """Those with a seat and those in line are asked to read it (`ask` when it is recorded). At the same start as
    before: it lasts longer, or not as long."""

    calendar = "CONFIRMED"
    group: Ref
    mentor: Ref
    was_at: datetime
    starts_at: datetime
    minutes: int
    version: int


class _Seat(Fact):
    """Between the person and the mentor; what it changes in the person's own calendar comes with the mail."""

    group: Ref
    person: Ref
    mentor: Ref
    starts_at: datetime


@fact("mentoring.group_seat_taken", strand="mentoring", visibility=PARTIES, mail=_l("You took a seat"))
class GroupSeatTaken(_Seat):
    calendar = "CONFIRMED"
    group: Ref
    person: Ref
    mentor: Ref
    starts_at: datetime
    version: int = 0


@fact("mentoring.group_line_joined", strand="mentoring", visibility=PARTIES)
class GroupLineJoined(_Seat):
    group: Ref
    person: Ref
    mentor: Ref
    starts_at: datetime


@fact("mentoring.group_seat_left", strand="mentoring", visibility=PARTIES, mail=_l("You gave a seat back"))
class GroupSeatLeft(_Seat):
    group: Ref
    person: Ref
    mentor: Ref
    starts_at: datetime


@fact("mentoring.group_seat_offered", strand="mentoring", visibility=PARTIES, mail=_l("A seat is free for you"))
class GroupSeatOffered(Fact):
    group: Ref
    person: Ref
    starts_at: datetime
    until: datetime

    def waits_for(self) -> Iterable[Ref]:
        return (self.person,)


@fact("mentoring.group_offer_lapsed", strand="mentoring", visibility=PARTIES)
class GroupOfferLapsed(Fact):
    group: Ref
    person: Ref
    starts_at: datetime


@fact("mentoring.group_cancelled", strand="mentoring", visibility=MEMBERS, mail=_l("A group session is cancelled"))
class GroupCancelled(Fact):
    """Those with a seat and those in line are asked to read it (`ask` when it is recorded)."""

    calendar = "CANCELLED"
    group: Ref
    mentor: Ref
    starts_at: datetime
    version: int = 0


@fact("mentoring.group_held", strand="mentoring", visibility=MEMBERS)
class GroupHeld(Fact):
    """`people` came, the mentor not counted."""

    group: Ref
    mentor: Ref
    minutes: int
    people: int


@fact("mentoring.group_disputed", strand="mentoring", visibility=ANIMATORS, mail=_l("A group session is disputed"))
class GroupDisputed(Fact):
    """Somebody who had a seat contests what was said; the animators are asked, too (`ask` when it is recorded)."""

    group: Ref
    mentor: Ref
    starts_at: datetime


@fact(
    "mentoring.group_decided", strand="mentoring", visibility=ANIMATORS, mail=_l("A disputed group session is decided")
)
class GroupDecided(Fact):
    """`outcome`: held, there (who contested it came, too), cancelled."""

    group: Ref
    mentor: Ref
    starts_at: datetime
    outcome: str

    def waits_for(self) -> Iterable[Ref]:
        return (self.mentor,)
