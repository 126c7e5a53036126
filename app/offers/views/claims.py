"""One claim: what was agreed, where it stands, and the buttons of whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, url_for
from flask_babel import gettext as _

from app.activity.queries import story
from app.activity.reading import entries
from app.core.rules import Conflict, Refused
from app.offers import actions, queries
from app.offers.forms import CancelForm, ConfirmForm, DeclineForm, DisputeForm, SettleForm
from app.offers.models import Claim
from app.offers.standing import giver_side, side_of, turn, way
from app.offers.views import bp
from app.web.answers import Answer, invalid, page, saved
from app.web.forms import Form
from app.web.gates import current_reader, member, participant

FORMS: dict[str, type[Form]] = {
    "decline": DeclineForm,
    "cancel": CancelForm,
    "confirm": ConfirmForm,
    "dispute": DisputeForm,
    "settle": SettleForm,
}


@bp.get("/offers/claims/<id>")
@member
def claim(id: str) -> Answer:
    """Where it stands."""
    return page("offers/claim.html", fragment="claim", **_about(_found(id)))


@bp.post("/offers/claims/<id>/acceptance")
@participant
def claim_accept(id: str) -> Answer:
    """Yes: the units are taken."""
    return _do(id, _("Agreed. They have been told."), actions.accept_claim)


@bp.post("/offers/claims/<id>/refusal")
@participant
def claim_decline(id: str) -> Answer:
    """No, and why."""
    form = DeclineForm()
    return _do(
        id, _("Declined. They have been told, kindly."), actions.decline_claim, "decline", form,
        lambda: (form.reason.data, form.note.data or ""),
    )  # fmt: skip


@bp.post("/offers/claims/<id>/withdrawal")
@participant
def claim_withdraw(id: str) -> Answer:
    """Not needed any more."""
    return _do(id, _("Withdrawn."), actions.withdraw_claim)


@bp.post("/offers/claims/<id>/renewal")
@participant
def claim_renew(id: str) -> Answer:
    """Still wanted, as it is now."""
    return _do(id, _("Good. They know that you still want it."), actions.renew_claim)


@bp.post("/offers/claims/<id>/cancellation")
@participant
def claim_cancel(id: str) -> Answer:
    """Undo what was agreed."""
    form = CancelForm()
    words = _("Cancelled. The other has been told.")
    return _do(id, words, actions.cancel_claim, "cancel", form, lambda: (form.note.data,))


@bp.post("/offers/claims/<id>/delivery")
@participant
def claim_deliver(id: str) -> Answer:
    """It was given."""
    return _do(id, _("Noted. The receiver is asked to confirm."), actions.deliver_claim)


@bp.post("/offers/claims/<id>/confirmation")
@participant
def claim_confirm(id: str) -> Answer:
    """It was received."""
    form = ConfirmForm()
    words = _("Confirmed. Now it counts.")
    return _do(id, words, actions.confirm_claim, "confirm", form, lambda: (form.thanks.data or "",))


@bp.post("/offers/claims/<id>/dispute")
@participant
def claim_dispute(id: str) -> Answer:
    """It was not as agreed."""
    form = DisputeForm()
    return _do(id, _("An animator will look at it."), actions.dispute_claim, "dispute", form, lambda: (form.note.data,))


@bp.post("/offers/claims/<id>/settlement")
@participant
def claim_settle(id: str) -> Answer:
    """An animator decides."""
    form = SettleForm()
    return _do(
        id, _("Settled. Both have been told."), actions.settle_claim, "settle", form,
        lambda: (form.outcome.data, form.note.data),
    )  # fmt: skip


def _found(id: str) -> Claim:
    return queries.find_claim(current_reader(), id) or abort(404)


def _do(
    id: str,
    words: str,
    action: Callable[..., Claim],
    name: str = "",
    form: Form | None = None,
    told: Callable[[], tuple[Any, ...]] = tuple,
) -> Answer:
    """Act on the claim; whatever comes of it, answer with the claim as it stands now."""
    claim, status, lost, late = _found(id), 422, None, None
    if form is None or form.validate_on_submit():
        try:
            claim = action(current_reader(), claim, *told())
            url = url_for("offers.claim", id=claim.id)
            return saved(url, words, "offers/claim.html", "claim", **_about(claim))
        except Refused as refused:
            if form is None:
                raise
            form.refuse(refused)
        except Conflict as conflict:
            status, lost, late, form = 409, conflict.reason, form, None
    forms = {name: form} if form else {}
    return invalid("offers/claim.html", "claim", status, lost=lost, late=late, **_about(_found(id), forms))


def _about(claim: Claim, forms: dict[str, Form] | None = None) -> dict[str, Any]:
    reader, post = current_reader(), claim.post
    return {
        "claim": claim,
        "post": post,
        "who": queries.claim_card(claim),
        "side": side_of(reader.id, post.owner_id, claim.claimer_id),
        "turn": turn(post.kind, claim.state, claim.proposed_by, claim.asked_again_at is not None),
        "giver": giver_side(post.kind),
        "way": way(claim.state),
        "told": entries(story(reader, "claim", claim.id, 20, within=("post", post.id)), reader),
        "forms": {key: (forms or {}).get(key) or kind(formdata=None) for key, kind in FORMS.items()},
        "failed": next(iter(forms or {}), ""),
    }
