"""Goals and their steps, by all who take part, while the mentorship runs."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.mentoring.actions.naming import must_run, record_at
from app.mentoring.events import GoalChanged, GoalClosed, GoalSet
from app.mentoring.models import Goal, GoalStep, Mentorship
from app.mentoring.queries.work import MOST_GOALS, MOST_STEPS, count_goals, count_steps
from app.mentoring.rules import may_rate_goals, may_work


@action
def set_goal(
    actor: Actor, mentorship: Mentorship, title: str, detail: str = "", due: date | None = None,
    before: int | None = None,
) -> Goal:  # fmt: skip
    """Something to work towards. `before`, 1 to 5, is the mentee's side's own rating."""
    require(may_work(actor, mentorship))
    must_run(mentorship)
    if count_goals(mentorship.id)[0] >= MOST_GOALS:
        raise Refused(_("There are %(n)d goals already. Reach or change one of them first.", n=MOST_GOALS), "title")
    goal = Goal(mentorship_id=mentorship.id, title=title.strip(), detail=detail.strip(), due=due, created_at=now())
    goal.before = _rated(actor, mentorship, before, None)
    db.session.add(goal)
    db.session.flush()
    record_at(actor, mentorship, GoalSet)
    return goal


def _rated(actor: Actor, mentorship: Mentorship, wanted: int | None, was: int | None) -> int | None:
    if wanted != was:
        require(may_rate_goals(actor, mentorship))
    return wanted


@action
def change_goal(
    actor: Actor, goal: Goal, mentorship: Mentorship, title: str, detail: str, due: date | None, before: int | None
) -> Goal:
    """Other words, another date, another rating."""
    require(may_work(actor, mentorship))
    must_run(mentorship)
    new = (title.strip(), detail.strip(), due, before)
    if new == (goal.title, goal.detail, goal.due, goal.before):
        return goal
    goal.before = _rated(actor, mentorship, before, goal.before)
    goal.title, goal.detail, goal.due = new[:3]
    db.session.flush()
    record_at(actor, mentorship, GoalChanged, quiet=True, part="text")
    return goal


@action
def move_goal(actor: Actor, goal: Goal, mentorship: Mentorship, state: str) -> Goal:
    """To reached, dropped, or open again. The same state is nothing."""
    require(may_work(actor, mentorship))
    must_run(mentorship)
    if goal.state == state:
        return goal
    goal.state, goal.closed_at = state, None if state == "open" else now()
    db.session.flush()
    if state == "open":
        record_at(actor, mentorship, GoalChanged, quiet=True, part="reopened")
    else:
        record_at(actor, mentorship, GoalClosed, state=state)
    return goal


@action
def add_step(actor: Actor, goal: Goal, mentorship: Mentorship, text: str) -> GoalStep:
    """One step on the way."""
    require(may_work(actor, mentorship))
    must_run(mentorship)
    if count_steps(goal.id) >= MOST_STEPS:
        raise Refused(_("This goal has %(n)d steps already. Make another goal of the rest.", n=MOST_STEPS), "text")
    step = GoalStep(goal_id=goal.id, text=text.strip(), created_at=now())
    db.session.add(step)
    db.session.flush()
    record_at(actor, mentorship, GoalChanged, quiet=True, part="step_added")
    return step


@action
def tick_step(actor: Actor, step: GoalStep, mentorship: Mentorship, done: bool) -> GoalStep:
    """Done, or not done after all. Twice is nothing."""
    require(may_work(actor, mentorship))
    must_run(mentorship)
    if (step.done_at is not None) == done:
        return step
    step.done_at = now() if done else None
    db.session.flush()
    record_at(actor, mentorship, GoalChanged, quiet=True, part="step_done" if done else "step_undone")
    return step


@action
def remove_step(actor: Actor, step: GoalStep, mentorship: Mentorship) -> None:
    """It was none."""
    require(may_work(actor, mentorship))
    must_run(mentorship)
    db.session.delete(step)
    db.session.flush()
    record_at(actor, mentorship, GoalChanged, quiet=True, part="step_removed")
