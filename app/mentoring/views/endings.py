"""A break, the end, and a new beginning."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import require
from app.mentoring import actions
from app.mentoring.forms.work import ClosingForm, EndingForm, PauseForm, closing_form
from app.mentoring.queries.relations import mentorship_of
from app.mentoring.queries.sessions import future_sessions
from app.mentoring.queries.work import closing_of, goals_of
from app.mentoring.rules import may_end_mentorship, may_rate_goals
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.mentoring.views.mentorships import again
from app.web.answers import invalid, leave, page
from app.web.gates import animator, current_reader, participant


def _here(id: str) -> str:
    return url_for("mentoring.mentorship", id=id)


@bp.post("/mentoring/mentorships/<id>/pause")
@participant
def mentorship_pause(id: str) -> ResponseReturnValue:
    """Take a break."""
    me, form = current_reader(), PauseForm(prefix="pause-")
    mentorship, _pair = or_404(mentorship_of(me, id))
    done, status = attempt(form, lambda: actions.pause_mentorship(me, mentorship, form.note.data or ""), "note")
    if done is None:
        return again(id, None, status, pause_form=form)
    return leave(_here(id), _("You two take a break. What is booked stays; go on whenever you like."))


@bp.post("/mentoring/mentorships/<id>/resumption")
@participant
def mentorship_resume(id: str) -> ResponseReturnValue:
    """Go on."""
    mentorship, _pair = or_404(mentorship_of(current_reader(), id))
    actions.resume_mentorship(current_reader(), mentorship)
    return leave(_here(id), _("You go on. Find a time for your next session."))


def _closing(id: str, sent: bool = False) -> tuple[Any, Any, ClosingForm]:
    """The mentorship, its two people, and the form with what was said before."""
    me = current_reader()
    mentorship, pair = or_404(mentorship_of(me, id))
    require(may_end_mentorship(me, mentorship))
    before = closing_of(id, me.id)
    said = {"changed": before.changed, "may_tell": before.may_tell} if before else {}
    rates = may_rate_goals(me, mentorship) is True
    return mentorship, pair, closing_form(goals_of(id), rates, **said, **({} if sent else {"formdata": None}))


def _closing_page(id: str, form: ClosingForm | None = None, status: int = 200) -> ResponseReturnValue:
    mentorship, pair, fresh = _closing(id)
    told: dict[str, Any] = {"mentorship": mentorship, "partner": pair.partner_of(current_reader().id)}
    told |= {"form": form or fresh, "ahead": len(future_sessions(id))}
    template = "mentoring/mentorship_complete.html"
    return page(template, **told) if status == 200 else invalid(template, None, status, **told)


@bp.get("/mentoring/mentorships/<id>/completion")
@participant
def mentorship_completion(id: str) -> ResponseReturnValue:
    """Look back."""
    return _closing_page(id)


@bp.post("/mentoring/mentorships/<id>/completion")
@participant
def mentorship_complete(id: str) -> ResponseReturnValue:
    """It has reached what it was for; the second of the two looks back, too."""
    me = current_reader()
    mentorship, _pair, form = _closing(id, sent=True)
    said = actions.LookingBack(form.changed.data or "", bool(form.may_tell.data), **form.ratings)
    done, status = attempt(form, lambda: actions.complete_mentorship(me, mentorship, said), "changed")
    if done is None:
        return _closing_page(id, form, status)
    return leave(_here(id), _("This mentorship is completed. Well done, both of you."))


def _ending_page(id: str, form: EndingForm, status: int = 200) -> ResponseReturnValue:
    me = current_reader()
    mentorship, pair = or_404(mentorship_of(me, id))
    require(may_end_mentorship(me, mentorship))
    told: dict[str, Any] = {"mentorship": mentorship, "partner": pair.partner_of(me.id), "form": form}
    told |= {"ahead": len(future_sessions(id)), "is_mentee": me.id == mentorship.mentee_id}
    template = "mentoring/mentorship_end.html"
    return page(template, **told) if status == 200 else invalid(template, None, status, **told)


@bp.get("/mentoring/mentorships/<id>/ending")
@participant
def mentorship_ending(id: str) -> ResponseReturnValue:
    """What ending it early means, and, if one likes, why."""
    return _ending_page(id, EndingForm(formdata=None))


@bp.post("/mentoring/mentorships/<id>/ending")
@participant
def mentorship_end(id: str) -> ResponseReturnValue:
    """It ends before its time; `then` leads to another mentor."""
    me, form = current_reader(), EndingForm()
    mentorship, _pair = or_404(mentorship_of(me, id))
    told = (form.reason.data or "", form.note.data or "")
    done, status = attempt(form, lambda: actions.end_mentorship(me, mentorship, *told), "note")
    if done is None:
        return _ending_page(id, form, status)
    onwards = url_for("mentoring.mentors", free=1) if request.form.get("then") == "another" else _here(id)
    return leave(onwards, _("This mentorship has ended. Nobody is to blame; thank you for trying."))


@bp.post("/mentoring/mentorships/<id>/reopening")
@animator
def mentorship_reopen(id: str) -> ResponseReturnValue:
    """An animator lets it begin again."""
    mentorship, _pair = or_404(mentorship_of(current_reader(), id))
    actions.reopen_mentorship(current_reader(), mentorship)
    return leave(_here(id), _("The mentorship is open again; both are told."))
