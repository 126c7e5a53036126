"""What the reader can say of a group session that is over (B13), for its page."""

from __future__ import annotations

from typing import Any

from app.core.clock import now
from app.core.rules import Actor, allows
from app.mentoring.forms.groups import GroupDecisionForm, PresenceForm
from app.mentoring.forms.sessions import ContestForm
from app.mentoring.models import MentoringSession
from app.mentoring.presence import can_be_held, can_be_missed, went_unsaid
from app.mentoring.rules import may_contest_session, may_decide_dispute, may_run_group


def group_said(row: MentoringSession, people: list[Any], reader: Actor) -> dict[str, Any]:
    """By the same rules that the actions ask. `holdable`: its mentor can say now that it took place; `missable`: and
    that somebody did not come; `unsaid`: nobody said so while it could be said."""
    at, open_ = now(), row.state == "confirmed"
    return {
        "holdable": open_ and can_be_held(row.starts_at, at) and allows(may_run_group(reader, row)),
        "missable": can_be_missed(row.starts_at, at),
        "unsaid": open_ and went_unsaid(row.starts_at, at),
        "contestable": row.state == "held" and not row.settled_by and allows(may_contest_session(reader, row)),
        "decidable": row.state == "disputed" and allows(may_decide_dispute(reader, row)),
        "holding": PresenceForm(formdata=None),
        "contesting": ContestForm(formdata=None),
        "deciding": GroupDecisionForm(missed(row, people), formdata=None),
    }


def missed(row: MentoringSession, people: list[Any]) -> str:
    """The name of who contests it, if they were marked as missing; else nothing."""
    names = (name for id_, name, _photo, state, _until in people if id_ == row.disputed_by and state == "absent")
    return next(names, "")
