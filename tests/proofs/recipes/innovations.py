"""Innovations, their needs and teams."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from app.core.clock import now
from app.extensions import db
from app.innovations import actions
from app.innovations.models import TeamInvitation
from app.people.models import Cluster, Invitation

_TOLD = {"name": "Herstelhuis Gent", "summary": "Neighbours mend.", "sectors": [], "goals": []}


def _one(p: Any) -> Any:
    return actions.put_forward(p.innovator, _TOLD)


def _need(p: Any) -> Any:
    return actions.add_need(p.innovator, _one(p), "finance")


def _met(p: Any) -> Any:
    need = _need(p)
    actions.meet_need(p.innovator, need)
    return need


def _team(p: Any) -> Any:
    one = _one(p)
    actions.add_member(p.innovator, one, p.innovator2.id)
    return one


def _withdrawn(p: Any) -> Any:
    return actions.withdraw_innovation(p.animator, _one(p), "It has ended.")


def _in(state: str) -> Any:
    """An innovation that stands there."""

    def make(p: Any) -> Any:
        one = _one(p)
        one.state = state
        return one

    return make


def _held(p: Any) -> Any:
    return actions.hold_innovation(p.animator, _in("scaling")(p), "The founder is on leave.")


def _proposing() -> None:
    db.session.execute(update(Cluster).values(take_proposals=True))


def _proposed(p: Any) -> Any:
    _proposing()
    return actions.propose(None, _TOLD, "Nora", "nora@example.net", "en")


def _proposes(_p: Any) -> Any:
    _proposing()
    return None, _TOLD, "Nora", "nora@example.net", "en"


def _asked(p: Any) -> tuple[Any, ...]:
    one = _one(p)
    actions.invite_to_team(p.innovator, one, "nora@example.net", "Nora")
    return one, db.session.execute(select(TeamInvitation)).scalar_one()


def _accepted(p: Any) -> tuple[Any, ...]:
    _one_of, asked = _asked(p)
    return p.innovator2, db.session.get_one(Invitation, asked.invitation_id)


_C, _N, _T = "innovations.actions.changes.", "innovations.actions.needs.", "innovations.actions.team."
_S, _P, _I = "innovations.actions.states.", "innovations.actions.proposals.", "innovations.actions.inviting."
RECIPES: dict[str, Any] = {
    _C + "put_forward": lambda p: (p.innovator, _TOLD),
    _C + "edit_innovation": lambda p: (p.innovator, _one(p), _TOLD | {"name": "Herstelhuis"}),
    _C + "say_in_language": lambda p: (p.innovator, _one(p), "fr", "Les voisins réparent."),
    _P + "propose": _proposes,
    _P + "forget_contacts": lambda p: (_proposed(p) and now() + timedelta(days=181),),
    _P + "accept_proposal": lambda p: (p.animator, _proposed(p), "Well found."),
    _P + "decline_proposal": lambda p: (p.animator, _proposed(p), "Too early."),
    _C + "withdraw_innovation": lambda p: (p.animator, _one(p), "It has ended."),
    _C + "return_innovation": lambda p: (p.animator, _withdrawn(p)),
    _N + "add_need": lambda p: (p.innovator, _one(p), "finance"),
    _N + "edit_need": lambda p: (p.innovator, _need(p), "legal", "Statutes", 1),
    _N + "meet_need": lambda p: (p.innovator, _need(p)),
    _N + "reopen_need": lambda p: (p.innovator, _met(p)),
    _N + "remove_need": lambda p: (p.innovator, _need(p)),
    _S + "hold_innovation": lambda p: (p.animator, _in("scaling")(p), "The founder is on leave."),
    _S + "resume_innovation": lambda p: (p.animator, _held(p)),
    _I + "invite_to_team": lambda p: (p.innovator, _one(p), "nora@example.net", "Nora"),
    _I + "uninvite_from_team": lambda p: (p.innovator, *_asked(p)),
    _I + "join_invited": _accepted,
    _T + "add_member": lambda p: (p.innovator, _one(p), p.innovator2.id),
    _T + "remove_member": lambda p: (p.innovator, _team(p), p.innovator2.id),
}
