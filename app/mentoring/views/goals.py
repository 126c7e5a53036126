"""Goals and steps."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import require
from app.mentoring import actions
from app.mentoring.forms.work import GoalForm, StepForm
from app.mentoring.models import Mentorship
from app.mentoring.queries.relations import mentorship_of, pair_of_mentorship
from app.mentoring.queries.work import goal_of, step_of
from app.mentoring.rules import may_rate_goals, may_work
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, only, or_404
from app.mentoring.views.mentorships import again
from app.mentoring.views.room import base, goals_part
from app.web.answers import invalid, leave, page, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, participant


def shown(mentorship: Mentorship, message: str | None = None, adding: str = "") -> ResponseReturnValue:
    """Back to the goals; htmx gets them alone, with the box for a next step of the goal `adding` open."""
    me, pair = current_reader(), pair_of_mentorship(mentorship.id)
    context = base(me, mentorship, pair) | goals_part(me, mentorship) | {"adding": adding}
    to = url_for("mentoring.mentorship", id=mentorship.id, _anchor="goals")
    return saved(to, message, "mentoring/mentorship.html", "goals", **context)


@bp.post("/mentoring/mentorships/<id>/goals")
@participant
def goal_set(id: str) -> ResponseReturnValue:
    """Something to work towards."""
    me, form = current_reader(), GoalForm(prefix="goal-")
    mentorship, _pair = or_404(mentorship_of(me, id))
    require(may_work(me, mentorship))
    made, status = attempt(form, lambda: actions.set_goal(me, mentorship, **form.told), "title")
    if made is None:
        return again(id, "goals", status, goal_form=form)
    return shown(mentorship)


def _edited(id: str, form: GoalForm | None = None, status: int = 200) -> ResponseReturnValue:
    goal, mentorship = or_404(goal_of(current_reader(), id))
    told: dict[str, Any] = {"goal": goal, "mentorship": mentorship, "form": form or GoalForm(goal, formdata=None)}
    told["rates"] = may_rate_goals(current_reader(), mentorship) is True
    return (
        page("mentoring/goal.html", **told) if status == 200 else invalid("mentoring/goal.html", None, status, **told)
    )


@bp.get("/mentoring/goals/<id>")
@participant
def goal(id: str) -> ResponseReturnValue:
    """Change a goal's words."""
    return _edited(id)


@bp.post("/mentoring/goals/<id>")
@participant
def goal_change(id: str) -> ResponseReturnValue:
    """Keep them."""
    me = current_reader()
    found, mentorship = or_404(goal_of(me, id))
    form = GoalForm(found)
    if may_rate_goals(me, mentorship) is not True:
        form.before.data = str(found.before or "")
    done, status = attempt(form, lambda: actions.change_goal(me, found, mentorship, **form.told), "title")
    if done is None:
        return _edited(id, form, status)
    return leave(url_for("mentoring.mentorship", id=mentorship.id, _anchor="goals"), _("The goal is changed."))


@bp.post("/mentoring/goals/<id>/state")
@participant
@form_on("mentoring.goal")
def goal_move(id: str) -> ResponseReturnValue:
    """Reached, dropped, or open again."""
    found, mentorship = or_404(goal_of(current_reader(), id))
    state = only(request.form.get("state", ""), ("open", "reached", "dropped")) or found.state
    actions.move_goal(current_reader(), found, mentorship, state)
    return shown(mentorship, _("A goal is reached. Well done!") if state == "reached" else None)


@bp.post("/mentoring/goals/<id>/steps")
@participant
def step_add(id: str) -> ResponseReturnValue:
    """One more step."""
    me, form = current_reader(), StepForm(prefix=f"step-{id}-")
    found, mentorship = or_404(goal_of(me, id))
    made, status = attempt(form, lambda: actions.add_step(me, found, mentorship, form.text.data or ""), "text")
    if made is None:
        return again(mentorship.id, "goals", status, step_form=(id, form))
    return shown(mentorship, adding=id)


@bp.post("/mentoring/steps/<id>/tick")
@participant
def step_tick(id: str) -> ResponseReturnValue:
    """Done, or not after all."""
    step, mentorship = or_404(step_of(current_reader(), id))
    actions.tick_step(current_reader(), step, mentorship, request.form.get("done") == "1")
    return shown(mentorship)


@bp.post("/mentoring/steps/<id>/removal")
@participant
def step_remove(id: str) -> ResponseReturnValue:
    """It was none."""
    step, mentorship = or_404(step_of(current_reader(), id))
    actions.remove_step(current_reader(), step, mentorship)
    return shown(mentorship)
