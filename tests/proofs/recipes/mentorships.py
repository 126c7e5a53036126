"""What two people do together: goals, notes, actions, the end of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.mentoring import actions
from app.mentoring.models import AgreedAction, Goal, GoalStep, MentoringRequest, Note
from tests.mentoring.builders import a_goal, a_note, a_request, a_session, a_team, an_action
from tests.proofs.recipes.mentoring import NINE, pair_of


def _goal(p: Any) -> Any:
    pair = pair_of(p)
    return db.session.get_one(Goal, a_goal(pair.id, steps=("Ask for prices",))), pair


def _step(p: Any) -> Any:
    _goal_, pair = _goal(p)
    return db.session.execute(select(GoalStep)).scalar_one(), pair


def _agreed(p: Any) -> Any:
    pair = pair_of(p)
    return db.session.get_one(AgreedAction, an_action(pair.id, p.mentor)), pair


def _note(p: Any) -> Any:
    pair = pair_of(p)
    return db.session.get_one(Note, a_note(pair.id, p.mentor)), pair


def _ended(p: Any) -> Any:
    return actions.end_mentorship(p.mentor, pair_of(p))


def _team(p: Any) -> Any:
    pair = pair_of(p)
    a_team(pair.id, p.innovator2)
    return pair


def _all(p: Any) -> Any:
    """Everything that can be open between two people."""
    pair = pair_of(p)
    a_session(pair.id, NINE)
    db.session.get_one(MentoringRequest, a_request(p.mentor, p.innovator))
    return p.mentor


_M = "mentoring.actions."
RECIPES: dict[str, Any] = {
    _M + "goals.set_goal": lambda p: (p.innovator, pair_of(p), "A second kitchen"),
    _M + "goals.change_goal": lambda p: (p.innovator, *_goal(p), "A third kitchen", "", None, None),
    _M + "goals.move_goal": lambda p: (p.innovator, *_goal(p), "reached"),
    _M + "goals.add_step": lambda p: (p.innovator, *_goal(p), "Ask the bank"),
    _M + "goals.tick_step": lambda p: (p.innovator, *_step(p), True),
    _M + "goals.remove_step": lambda p: (p.innovator, *_step(p)),
    _M + "agreed.agree_action": lambda p: (p.innovator, pair_of(p), "Send the figures", p.innovator.id),
    _M + "agreed.tick_action": lambda p: (p.mentor, *_agreed(p), True),
    _M + "agreed.remove_action": lambda p: (p.mentor, *_agreed(p)),
    _M + "notes.keep_note": lambda p: (p.mentor, pair_of(p), "Ask about the rent."),
    _M + "notes.share_note": lambda p: (p.mentor, pair_of(p), "Ask about the rent.", "shared"),
    _M + "notes.widen_note": lambda p: (p.mentor, *_note(p), "Ask about the lease.", "shared"),
    _M + "notes.reword_note": lambda p: (p.mentor, _note(p)[0], "Ask about the lease.", "private"),
    _M + "notes.remove_note": lambda p: (p.mentor, _note(p)[0]),
    _M + "mentorships.complete_mentorship": lambda p: (p.mentor, pair_of(p)),
    _M + "mentorships.end_mentorship": lambda p: (p.mentor, pair_of(p)),
    _M + "mentorships.pause_mentorship": lambda p: (p.mentor, pair_of(p)),
    _M + "mentorships.resume_mentorship": lambda p: (p.mentor, actions.pause_mentorship(p.mentor, pair_of(p))),
    _M + "mentorships.reopen_mentorship": lambda p: (p.animator, _ended(p)),
    _M + "team.add_member": lambda p: (p.innovator, _team(p), p.innovator2.id),
    _M + "team.remove_member": lambda p: (
        p.innovator, actions.add_member(p.innovator, _team(p), p.innovator2.id), p.innovator2.id,
    ),
    _M + "mentorships.leave": lambda p: (p.animator, _all(p)),
    _M + "mentorships._withdraw": lambda p: (actions.leave, p.animator, _all(p)),
    _M + "mentorships._end_along": lambda p: (actions.leave, p.animator, _all(p)),
    _M + "parting.part": lambda p: (p.innovator, _all(p), p.innovator),
    _M + "parting._call_off": lambda p: (actions.part, p.innovator, _all(p), p.innovator),
    _M + "parting._withdraw": lambda p: (actions.part, p.innovator, _all(p), p.innovator),
    _M + "parting._end": lambda p: (actions.part, p.innovator, _all(p), p.innovator),
}  # fmt: skip
