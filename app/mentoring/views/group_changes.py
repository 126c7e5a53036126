"""An announced group session: told otherwise, or at another time (B9, B14)."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import require
from app.mentoring import actions
from app.mentoring.forms.groups import GroupTermsForm, GroupTimeForm
from app.mentoring.queries.groups import Group, group_of
from app.mentoring.rules import may_run_group
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.mentoring.views.groups import announcing, begun, row_of
from app.web.answers import invalid, leave, page
from app.web.gates import current_reader, participant


def _led(id: str) -> Group:
    require(may_run_group(current_reader(), row_of(id)))
    return or_404(group_of(current_reader(), id))


@bp.get("/mentoring/groups/<id>/announcement")
@participant
def group_edit(id: str) -> ResponseReturnValue:
    """What it is, as it stands, to be changed."""
    led = _led(id)
    return page("mentoring/group_edit.html", group=led, form=GroupTermsForm(formdata=None, obj=led))


@bp.post("/mentoring/groups/<id>/announcement")
@participant
def group_change(id: str) -> ResponseReturnValue:
    """Change it."""
    row, form, me = row_of(id), GroupTermsForm(), current_reader()
    done, status = attempt(form, lambda: actions.change_group(me, row, _terms(form)), "title")
    if done is None:
        return invalid("mentoring/group_edit.html", status=status, group=_led(id), form=form)
    return leave(url_for("mentoring.group", id=id), _("Saved. Those with a seat see it."))


def _terms(form: GroupTermsForm) -> actions.GroupTerms:
    return actions.GroupTerms(
        form.title.data or "", form.about.data or "", form.seats.data or 0, form.format.data, form.place.data or ""
    )  # fmt: skip


def _moving(led: Group, form: GroupTimeForm) -> dict[str, Any]:
    return {"group": led} | announcing(form)


@bp.get("/mentoring/groups/<id>/time")
@participant
def group_time(id: str) -> ResponseReturnValue:
    """Choose another time."""
    led = _led(id)
    form = GroupTimeForm(formdata=None, minutes=led.minutes, **begun(led.starts_at))
    return page("mentoring/group_move.html", **_moving(led, form))


@bp.post("/mentoring/groups/<id>/time")
@participant
def group_move(id: str) -> ResponseReturnValue:
    """Move it; all who wanted to come are told."""
    row, form, me = row_of(id), GroupTimeForm(), current_reader()
    done, status = attempt(form, lambda: actions.move_group(me, row, form.starts_at, form.minutes.data or 0), "day")
    if done is None:
        return invalid("mentoring/group_move.html", status=status, **_moving(_led(id), form))
    return leave(url_for("mentoring.group", id=id), _("The session has its new time; the old one is free again."))
