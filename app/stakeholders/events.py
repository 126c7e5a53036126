"""The facts that stakeholders records: for animators alone, and never what was said."""

from __future__ import annotations

from collections.abc import Iterable

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS


class _Noted(Fact):
    """Whom it is about is an organisation; nobody is told, and the log says only that it happened."""

    def tells(self) -> Iterable[Ref]:
        return ()


@fact("stakeholders.contact_noted", strand="people", visibility=ANIMATORS)
class ContactNoted(_Noted):
    organisation: Ref


@fact("stakeholders.contact_changed", strand="people", visibility=ANIMATORS)
class ContactChanged(_Noted):
    organisation: Ref


@fact("stakeholders.contact_removed", strand="people", visibility=ANIMATORS)
class ContactRemoved(_Noted):
    organisation: Ref


@fact("stakeholders.next_step_done", strand="people", visibility=ANIMATORS)
class NextStepDone(_Noted):
    organisation: Ref


@fact("stakeholders.next_step_reopened", strand="people", visibility=ANIMATORS)
class NextStepReopened(_Noted):
    """It was ticked off by mistake."""

    organisation: Ref


@fact("stakeholders.offer_prepared", strand="offers", visibility=ANIMATORS)
class OfferPrepared(_Noted):
    """An offer was written for somebody who is invited; the invitation is told of by people."""

    organisation: Ref


@fact("stakeholders.prepared_offer_changed", strand="offers", visibility=ANIMATORS)
class PreparedOfferChanged(_Noted):
    organisation: Ref


@fact("stakeholders.prepared_offer_removed", strand="offers", visibility=ANIMATORS)
class PreparedOfferRemoved(_Noted):
    """The invitation stands without it."""

    organisation: Ref
