"""One entry of the log: its page, what is said below it, putting it right."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.activity import actions, queries
from app.activity.entry_forms import CommentForm, CorrectionForm, RemovalForm
from app.activity.models import Event
from app.activity.reading import entries
from app.activity.rules import may_correct_entry, may_remove_comment
from app.activity.views import bp
from app.core.rules import Refused, require
from app.web.answers import Answer, invalid, leave, page
from app.web.form_pages import form_on
from app.web.gates import current_reader, maybe_reader, participant, public

WHO_SEES = (
    _l("Those whom it concerns"),
    _l("Those whom it concerns, and the animators"),
    _l("Members of this cluster"),
    _l("Members and observers"),
    _l("Everyone"),
)
"""By the level of the log (models/log.py)."""


def _the_entry(ref: str) -> Event:
    return queries.find_entry(maybe_reader(), ref) or abort(404)


@bp.get("/activity/<id>")
@public
def entry(id: str) -> Answer:
    """The sentence, when, who sees it, to whom it was told, what it puts right, and what is said below."""
    return page("activity/entry.html", "comments", **_shown(_the_entry(id)))


@bp.post("/activity/<id>/comments")
@form_on("activity.entry")
@participant
def comment_new(id: str) -> Answer:
    """Write below it."""
    event, form = _the_entry(id), CommentForm()
    try:
        if form.validate():
            actions.comment_on(current_reader(), event, form.text.data or "")
            return leave(url_for("activity.entry", id=id) + "#comments", _("It stands below the entry."))
    except Refused as refused:
        form.refuse(refused)
    return invalid("activity/entry.html", **_shown(event, form=form))


@bp.route("/activity/<id>/comments/<comment>/removal", methods=["GET", "POST"])
@participant
def comment_remove(id: str, comment: str) -> Answer:
    """Take back what was written; an animator says why."""
    event, reader = _the_entry(id), current_reader()
    found, form = queries.find_comment(reader, event.id, comment) or abort(404), RemovalForm()
    require(may_remove_comment(reader, found))
    if request.method == "POST" and form.validate():
        try:
            actions.remove_comment(reader, event, found, form.why.data or "")
            return leave(url_for("activity.entry", id=id) + "#comments", _("It is taken back."))
        except Refused as refused:
            form.refuse(refused)
    status = 422 if form.errors else 200
    return page("activity/comment_removal.html", status=status, form=form, event=event, comment=found)


@bp.route("/activity/<id>/correction", methods=["GET", "POST"])
@participant
def entry_correct(id: str) -> Answer:
    """Put one's own entry right by a new one."""
    event, reader, form = _the_entry(id), current_reader(), CorrectionForm()
    require(may_correct_entry(reader, event))
    if form.validate_on_submit():
        try:
            actions.correct_entry(reader, event, form.text.data or "")
            return leave(url_for("activity.entry", id=id), _("It is put right. What stood there stays, with a mark."))
        except Refused as refused:
            form.refuse(refused)
    told = entries([event], reader)[0]
    return page("activity/correction.html", status=422 if form.errors else 200, form=form, event=event, told=told)


def _shown(event: Event, form: CommentForm | None = None) -> dict[str, Any]:
    reader, after = maybe_reader(), request.args.get("after")
    inner = reader is not None and (reader.is_animator or reader.id == event.actor_id)
    told = entries([event], reader)[0]
    corrections, old = queries.corrections_of(reader, event.id), queries.corrected_by(reader, event)
    return {
        "event": event,
        "told": told,
        "about": told.url,
        "is_party": reader is not None and reader.id in queries.parties_of(event.id),
        "who_sees": WHO_SEES,
        "reach": queries.told_of(event) if inner else None,
        "corrections": entries(corrections, reader),
        "old": entries([old], reader)[0] if old is not None else None,
        "comments": queries.comments_page(reader, event.id, after),
        "after": after,
        "form": form or CommentForm(formdata=None),
    }
