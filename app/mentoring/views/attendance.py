"""Said of a session that is over: it took place, somebody did not come; contested, decided; the list of open ones."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.mentoring import actions
from app.mentoring.forms.sessions import ContestForm, DecisionForm
from app.mentoring.queries.groups import disputed_groups, groups_to_confirm
from app.mentoring.queries.sessions import disputed_sessions, sessions_to_confirm
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt
from app.mentoring.views.sessions import seen, session_context
from app.web.answers import invalid, leave, page
from app.web.gates import current_reader, member, participant


@bp.get("/mentoring/to-confirm")
@member
def to_confirm() -> ResponseReturnValue:
    """Past sessions of which nobody has said yet whether they took place; for animators, disputes to decide."""
    me = current_reader()
    return page(
        "mentoring/to_confirm.html",
        "results",
        sessions=sessions_to_confirm(me.id, request.args.get("after")),
        groups=groups_to_confirm(me.id),
        disputed=disputed_sessions(me),
        disputed_groups=disputed_groups(me),
    )


@bp.post("/mentoring/sessions/<id>/holding")
@participant
def session_hold(id: str) -> ResponseReturnValue:
    """It took place."""
    found, _pair = seen(id)
    actions.hold_session(current_reader(), found)
    return leave(url_for("mentoring.session", id=id), _("Noted: the session took place."))


@bp.post("/mentoring/sessions/<id>/absence")
@participant
def session_absence(id: str) -> ResponseReturnValue:
    """Somebody did not come."""
    found, _pair = seen(id)
    actions.mark_no_show(current_reader(), found, request.form.get("missing", "")[:40])
    return leave(url_for("mentoring.session", id=id), _("Noted. They are told, and can say if it was otherwise."))


@bp.post("/mentoring/sessions/<id>/dispute")
@participant
def session_contest(id: str) -> ResponseReturnValue:
    """It was otherwise."""
    (found, _pair), form, me = seen(id), ContestForm(), current_reader()
    done, status = attempt(form, lambda: actions.contest_session(me, found, form.note.data or ""), "note")
    if done is None:
        return invalid("mentoring/session.html", status=status, **session_context(id, contesting=form))
    return leave(url_for("mentoring.session", id=id), _("The cluster's animators are told and decide."))


@bp.post("/mentoring/sessions/<id>/decision")
@participant
def session_decide(id: str) -> ResponseReturnValue:
    """An animator says what it was."""
    (found, pair), me = seen(id), current_reader()
    form = DecisionForm(pair.mentor.name, pair.mentee.name)
    who = {"mentor": pair.mentor.id, "mentee": pair.mentee.id}
    chosen = form.outcome.data or ""
    outcome = "no_show" if chosen in who else chosen
    done, status = attempt(form, lambda: actions.decide_dispute(me, found, outcome, who.get(chosen, "")), "outcome")
    if done is None:
        return invalid("mentoring/session.html", status=status, **session_context(id, deciding=form))
    return leave(url_for("mentoring.session", id=id), _("Decided. Both are told."))
