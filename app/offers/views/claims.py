"""One claim: what was agreed, where it stands, and the buttons of whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from app.core.rules import Conflict, Refused, require
from app.messages.actions import write_about
from app.offers import actions, queries
from app.offers.forms import ClaimTalkForm, OfClaimForm
from app.offers.models import Claim
from app.offers.rules import may_talk_about_claim
from app.offers.views import bp
from app.offers.views.claim_page import FORMS, about, thing_of
from app.web.answers import Answer, invalid, page, saved
from app.web.gates import current_reader, member, participant


@bp.get("/offers/claims/<id>")
@member
def claim(id: str) -> Answer:
    """Where it stands."""
    return page("offers/claim.html", fragment="claim", **about(_found(id)))


@bp.post("/offers/claims/<id>/acceptance")
@participant
def claim_accept(id: str) -> Answer:
    """Yes, to the terms on the page: the units are taken."""
    seen = request.form.get("seen", "")  # without it, nothing was seen
    return _do(id, _("Agreed. They have been told."), actions.accept_claim, told=lambda _form: (seen,))


@bp.post("/offers/claims/<id>/terms")
@participant
def claim_propose(id: str) -> Answer:
    """Other terms: the other side answers."""
    return _do(
        id, _("Proposed. Now it is their turn."), actions.propose_terms, "terms",
        lambda form: (form.quantity.data, form.wanted_on.data, form.terms.data or ""),
    )  # fmt: skip


@bp.post("/offers/claims/<id>/line")
@participant
def claim_queue(id: str) -> Answer:
    """There is not enough left: let it wait."""
    return _do(id, _("It waits in line now. They have been told."), actions.queue_claim)


@bp.post("/offers/claims/<id>/refusal")
@participant
def claim_decline(id: str) -> Answer:
    """No, and why."""
    return _do(id, _("Declined. They have been told, kindly."), actions.decline_claim, "decline", _reason)


@bp.post("/offers/claims/<id>/withdrawal")
@participant
def claim_withdraw(id: str) -> Answer:
    """Not needed any more, and why."""
    return _do(id, _("Withdrawn."), actions.withdraw_claim, "withdraw", _reason)


@bp.post("/offers/claims/<id>/renewal")
@participant
def claim_renew(id: str) -> Answer:
    """Still wanted, as it is now."""
    return _do(id, _("Good. They know that you still want it."), actions.renew_claim)


@bp.post("/offers/claims/<id>/cancellation")
@participant
def claim_cancel(id: str) -> Answer:
    """Undo what was agreed."""
    return _do(id, _("Cancelled. The other has been told."), actions.cancel_claim, "cancel", _reason)


@bp.post("/offers/claims/<id>/delivery")
@participant
def claim_deliver(id: str) -> Answer:
    """So many were given."""
    words = _("Noted. The receiver is asked to confirm.")
    return _do(id, words, actions.deliver_claim, "deliver", lambda form: (form.quantity.data,))


@bp.post("/offers/claims/<id>/confirmation")
@participant
def claim_confirm(id: str) -> Answer:
    """It was received."""
    return _do(id, _("Confirmed. Now it counts."), actions.confirm_claim, "confirm", _thanks)


@bp.post("/offers/claims/<id>/dispute")
@participant
def claim_dispute(id: str) -> Answer:
    """It was not as agreed."""
    words = _("An animator will look at it.")
    return _do(id, words, actions.dispute_claim, "dispute", lambda form: (form.note.data,))


@bp.post("/offers/claims/<id>/settlement")
@participant
def claim_settle(id: str) -> Answer:
    """An animator decides."""
    return _do(
        id, _("Settled. Both have been told."), actions.settle_claim, "settle",
        lambda form: (form.outcome.data, form.note.data, form.quantity.data),
    )  # fmt: skip


@bp.post("/offers/claims/<id>/thanks")
@participant
def claim_thank(id: str) -> Answer:
    """A word of thanks, after all was confirmed."""
    return _do(id, _("Thank you. They can read it."), actions.thank_giver, "thank", _thanks)


@bp.post("/offers/claims/<id>/corrections")
@participant
def claim_correct(id: str) -> Answer:
    """It was counted wrong."""
    words = _("Corrected. It counts as you wrote.")
    return _do(id, words, actions.correct_delivery, "correct", lambda form: (form.units.data, form.why.data))


@bp.get("/offers/claims/<id>/conversation")
@member
def claim_talk(id: str) -> Answer:
    """The newest messages, for htmx; opened by itself it is the conversation."""
    claim = _found(id)
    require(may_talk_about_claim(current_reader(), claim))
    return page("offers/claim_talk.html", "said", **about(claim))


@bp.post("/offers/claims/<id>/conversation")
@participant
def claim_write(id: str) -> Answer:
    """Write to the other one."""
    claim, reader = _found(id), current_reader()
    require(may_talk_about_claim(reader, claim))
    form = ClaimTalkForm(claim, prefix="message-")
    if form.validate_on_submit():
        write_about(reader, thing_of(claim), form.text.data or "")
        here = url_for("offers.claim", id=id, _anchor="talk")
        return saved(here, None, "offers/claim.html", "talk", **about(claim))
    return invalid("offers/claim.html", "talk", **about(claim, {"talk": form}))


def _found(id: str) -> Claim:
    return queries.find_claim(current_reader(), id) or abort(404)


def _reason(form: Any) -> tuple[str, str]:
    return form.reason.data, form.note.data or ""


def _thanks(form: Any) -> tuple[str, bool]:
    return form.thanks.data or "", form.public.data


def _do(
    id: str,
    words: str,
    act: Callable[..., Claim],
    name: str = "",
    told: Callable[[Any], tuple[Any, ...]] = lambda _form: (),
) -> Answer:
    """Act on the claim; whatever comes of it, answer with the claim as it stands now."""
    claim, status, lost, late = _found(id), 422, None, None
    form: OfClaimForm | None = FORMS[name][0](claim) if name else None
    if form is None or form.validate_on_submit():
        try:
            claim = act(current_reader(), claim, *told(form))
            return saved(url_for("offers.claim", id=claim.id), words, "offers/claim.html", "claim", **about(claim))
        except Refused as refused:
            if form is None:
                raise
            form.refuse(refused)
        except Conflict as conflict:
            status, lost, late, form = 409, conflict.reason, form, None
    forms = {name: form} if form else {}
    return invalid("offers/claim.html", "claim", status, lost=lost, late=late, **about(_found(id), forms))
