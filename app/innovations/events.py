"""The facts that innovations records. A public innovation's facts are public, but for those about its people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Letter, Ref, fact
from app.activity.models import ANIMATORS, MEMBERS, PUBLIC
from app.activity.sentences import LINKS

LINKS["innovation"] = "innovations.innovation"
LINKS["innovation_proposal"] = "innovations.proposal"


class _AsPublicAsItIs(Fact):
    """Facts that visitors may see when the innovation is public. The flag is stored: visibility is fixed then (A3)."""

    public: bool

    def seen_by(self) -> int:
        return PUBLIC if self.public else MEMBERS


@fact("innovations.innovation_put_forward", strand="scaling", visibility=MEMBERS)
class InnovationPutForward(_AsPublicAsItIs):
    innovation: Ref
    public: bool = False


@fact("innovations.innovation_changed", strand="scaling", visibility=MEMBERS)
class InnovationChanged(_AsPublicAsItIs):
    innovation: Ref
    public: bool = False


@fact("innovations.innovation_published", strand="scaling", visibility=PUBLIC)
class InnovationPublished(Fact):
    innovation: Ref


@fact("innovations.innovation_unpublished", strand="scaling", visibility=MEMBERS)
class InnovationUnpublished(Fact):
    innovation: Ref


@fact("innovations.parts_changed", strand="scaling", visibility=MEMBERS)
class PartsChanged(Fact):
    """Its team agreed to show these parts to visitors (of PARTS), or took them back."""

    innovation: Ref
    given: list[str]
    taken_back: list[str]


@fact("innovations.link_added", strand="scaling", visibility=MEMBERS)
class LinkAdded(Fact):
    innovation: Ref


@fact("innovations.link_removed", strand="scaling", visibility=MEMBERS)
class LinkRemoved(Fact):
    innovation: Ref


@fact("innovations.image_added", strand="scaling", visibility=MEMBERS)
class ImageAdded(Fact):
    innovation: Ref


@fact("innovations.image_removed", strand="scaling", visibility=MEMBERS)
class ImageRemoved(Fact):
    innovation: Ref


@fact("innovations.innovation_withdrawn", strand="scaling", visibility=MEMBERS)
class InnovationWithdrawn(Fact):
    innovation: Ref
    reason: str = ""


@fact("innovations.innovation_returned", strand="scaling", visibility=MEMBERS)
class InnovationReturned(Fact):
    innovation: Ref


@fact("innovations.innovation_held", strand="scaling", visibility=MEMBERS)
class InnovationHeld(Fact):
    innovation: Ref
    reason: str = ""


@fact("innovations.innovation_resumed", strand="scaling", visibility=MEMBERS)
class InnovationResumed(Fact):
    innovation: Ref


@fact("innovations.team_joined", strand="scaling", visibility=MEMBERS)
class TeamJoined(Fact):
    innovation: Ref
    person: Ref


@fact("innovations.team_invited", strand="scaling", visibility=ANIMATORS)
class TeamInvited(Fact):
    """Somebody without an account was asked by mail."""

    innovation: Ref
    invitation: Ref


@fact("innovations.team_uninvited", strand="scaling", visibility=ANIMATORS)
class TeamUninvited(TeamInvited):
    pass


@fact("innovations.team_left", strand="scaling", visibility=MEMBERS)
class TeamLeft(Fact):
    """`removed`: somebody else took the person off."""

    innovation: Ref
    person: Ref
    removed: bool = False


@fact("innovations.need_added", strand="scaling", visibility=MEMBERS)
class NeedAdded(_AsPublicAsItIs):
    innovation: Ref
    topic: str = ""
    public: bool = False


@fact("innovations.need_changed", strand="scaling", visibility=MEMBERS)
class NeedChanged(NeedAdded):
    pass


@fact("innovations.need_met", strand="scaling", visibility=MEMBERS)
class NeedMet(NeedAdded):
    pass


@fact("innovations.need_reopened", strand="scaling", visibility=MEMBERS)
class NeedReopened(NeedAdded):
    pass


@fact("innovations.need_removed", strand="scaling", visibility=MEMBERS)
class NeedRemoved(NeedAdded):
    pass


@fact("innovations.innovations_imported", strand="scaling", visibility=MEMBERS)
class InnovationsImported(Fact):
    """One fact for a whole list: it was one act of one person. As many facts as rows would bury what people did that
    day, in the log, in every count made of it and in the pulse of every open page."""

    source: Ref
    taken: int = 0
    updated: int = 0

    def tells(self) -> Iterable[Ref]:
        return ()


@fact(
    "innovations.proposal_received",
    strand="scaling",
    visibility=ANIMATORS,
    mail=_l("A visitor puts an innovation forward"),
)
class ProposalReceived(Fact):
    proposal: Ref
    animators: list[str]  # whom it was put before

    def waits_for(self) -> Iterable[Ref]:
        return [Ref("person", id_, "") for id_ in self.animators]

    tells = waits_for


class _Answered(Fact):
    """The answer to somebody without an account. Their address goes to the mail alone and is not kept in the log."""

    address: str

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in super().as_json().items() if name != "address"}

    def tells(self) -> Iterable[Ref]:
        return ()


@fact("innovations.proposal_accepted", strand="scaling", visibility=MEMBERS)
class ProposalAccepted(_Answered):
    innovation: Ref
    proposal: Ref
    address: str = ""

    def letters(self) -> Iterable[Letter]:
        return (Letter("innovations/mail/proposal_accepted", address=self.address),) if self.address else ()


@fact("innovations.proposal_declined", strand="scaling", visibility=ANIMATORS)
class ProposalDeclined(_Answered):
    proposal: Ref
    address: str = ""

    def letters(self) -> Iterable[Letter]:
        return (Letter("innovations/mail/proposal_declined", address=self.address),) if self.address else ()


@fact("innovations.import_undone", strand="scaling", visibility=MEMBERS)
class ImportUndone(Fact):
    """A list was taken out again: what came with it is gone, what it changed is as it was."""

    source: Ref
    taken: int = 0
    updated: int = 0

    def tells(self) -> Iterable[Ref]:
        return ()


@fact("innovations.innovations_merged", strand="scaling", visibility=MEMBERS)
class InnovationsMerged(Fact):
    """Two turned out to be the same: `other` is part of `innovation` now."""

    innovation: Ref
    other: Ref
