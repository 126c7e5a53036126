"""A visitor puts an innovation forward; an animator makes one of it, or declines. The contact goes with the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.models import new_id
from app.core.rules import Actor, Conflict, require
from app.extensions import db
from app.innovations.actions.changes import innovation_ref, make_innovation
from app.innovations.events import ProposalAccepted, ProposalDeclined, ProposalReceived
from app.innovations.models import Proposal
from app.innovations.rules import may_answer_proposal, may_propose
from app.people.queries import active_animators

KEEP_CONTACT = timedelta(days=180)
"""So long a visitor's name and address are kept when nobody answers."""


@action
def propose(
    _actor: Actor | None, told: Mapping[str, Any], name: str, email: str, locale: str, round_id: str | None = None
) -> Proposal:
    """Put it before the animators. `told` has the fields of the form, name and summary among them; name and email are
    the visitor's own and may be empty. `round_id`: the selection round whose call it answers."""
    require(may_propose())
    proposal = Proposal(
        id=new_id(), name=told["name"], told=dict(told), contact_name=name, contact_email=email, locale=locale,
        round_id=round_id,
    )  # fmt: skip
    db.session.add(proposal)
    db.session.flush()
    record(None, ProposalReceived(_ref(proposal), active_animators()))
    return proposal


@action
def accept_proposal(actor: Actor, proposal: Proposal, word: str = "") -> Proposal:
    """Make an innovation of it, for members to see; `word` goes to whoever put it forward, if they left an address."""
    require(may_answer_proposal(actor, proposal))
    _still_waits(proposal)
    innovation = make_innovation(actor, proposal.told | {"found_at": _("The form for visitors")})
    proposal.innovation_id = innovation.id
    address = _answer(actor, proposal, "accepted", word)
    record(actor, ProposalAccepted(innovation_ref(innovation), _ref(proposal), address))
    return proposal


@action
def decline_proposal(actor: Actor, proposal: Proposal, note: str) -> Proposal:
    """Let it be, and keep why."""
    require(may_answer_proposal(actor, proposal))
    _still_waits(proposal)
    address = _answer(actor, proposal, "declined", note)
    record(actor, ProposalDeclined(_ref(proposal), address))
    return proposal


@action(silent="the contact was left for an answer, and is no longer needed; the proposal stays")
def forget_contacts(at: datetime) -> int:
    """For the worker: who put something forward and got no answer for KEEP_CONTACT is forgotten, as the form says.
    Returns how many."""
    old = Proposal.state == "waiting", Proposal.created_at < at - KEEP_CONTACT
    left = (Proposal.contact_name != "") | (Proposal.contact_email != "")
    gone = update(Proposal).where(*old, left).values(contact_name="", contact_email="")
    return db.session.execute(gone).rowcount  # type: ignore[attr-defined]


def _answer(actor: Actor, proposal: Proposal, state: str, note: str) -> str:
    """The address that the answer goes to; from here on only its mail knows it."""
    address = proposal.contact_email
    proposal.state, proposal.note, proposal.answered_by, proposal.answered_at = state, note, actor.id, now()
    proposal.contact_name = proposal.contact_email = ""
    return address


def _still_waits(proposal: Proposal) -> None:
    if proposal.state != "waiting":
        raise Conflict(_("Another animator has answered this in the meantime."))


def _ref(proposal: Proposal) -> Ref:
    return Ref("innovation_proposal", proposal.id, proposal.name)
