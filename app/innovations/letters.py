"""What the mails of innovations to people without an account are filled with, when they are sent."""

from __future__ import annotations

from typing import Any

from app.activity.letters import LETTERS
from app.extensions import db
from app.innovations.models import Proposal

Facts = dict[str, Any]


def answered_letter(facts: Facts) -> Facts | None:
    """What became of what they put forward."""
    proposal = db.session.get(Proposal, facts["proposal"].id)
    return {"proposed": proposal.name, "note": proposal.note, "locale": proposal.locale} if proposal else None


LETTERS |= {
    "innovations/mail/proposal_accepted": answered_letter,
    "innovations/mail/proposal_declined": answered_letter,
}
