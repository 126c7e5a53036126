"""One activity: its page, its files, taking it back."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from app.activity.queries import story
from app.activity.reading import entries, marked
from app.core.rules import Refused, require
from app.files.keeping import send
from app.outreach import actions, queries
from app.outreach.forms import WithdrawForm
from app.outreach.queries import DisseminationActivity
from app.outreach.rules import may_withdraw_activity
from app.outreach.views import bp
from app.web.answers import Answer, leave, page
from app.web.form_pages import form_on
from app.web.gates import current_reader, maybe_reader, participant, public


def the_activity(id: str) -> DisseminationActivity:
    """One that the reader may see, else 404."""
    return queries.find_activity(maybe_reader(), id) or abort(404)


@bp.get("/outreach/<id>")
@public
def activity(id: str) -> Answer:
    """What it was, who was reached, who took part, and its story."""
    return page("outreach/activity.html", **_about(the_activity(id)))


def _about(one: DisseminationActivity) -> dict[str, Any]:
    reader = maybe_reader()
    named = reader is not None and not reader.is_observer
    return {
        "activity": one,
        "about": queries.about(reader, one),
        "people": queries.people_of(reader, one.id) if reader and named else [],
        "files": queries.files_of(reader, one.id),
        "named": named,
        "told": marked(entries(story(reader, "activity", one.id, 20), reader), reader),
    }


@bp.route("/outreach/<id>/withdrawal", methods=["GET", "POST"])
@participant
def activity_withdraw(id: str) -> Answer:
    """Take back what was logged, and say why."""
    one, form = the_activity(id), WithdrawForm()
    require(may_withdraw_activity(current_reader(), one))
    if form.validate_on_submit():
        try:
            actions.withdraw_activity(current_reader(), one, form.why.data or "")
            return leave(url_for("outreach.activity", id=id), _("It is taken back, and counts no more."))
        except Refused as refused:
            form.refuse(refused)
    return page("outreach/withdraw.html", status=422 if form.errors else 200, form=form, activity=one)


@bp.post("/outreach/<id>/removal")
@form_on("outreach.activity")
@participant
def draft_remove(id: str) -> Answer:
    """Throw a draft away."""
    actions.remove_draft(current_reader(), the_activity(id))
    return leave(url_for("outreach.index"), _("The draft is gone."))


@bp.get("/outreach/<id>/photos/<file>")
@public
def photo(id: str, file: str) -> Answer:
    """A photo for the page, or `?size=small` for a card; opened by itself it is saved, not shown."""
    found = queries.file_of(maybe_reader(), id, file, "photo") or abort(404)
    return send(found, small=request.args.get("size") == "small")


@bp.get("/outreach/<id>/evidence/<file>")
@public
def evidence(id: str, file: str) -> Answer:
    """A piece of evidence, to be saved."""
    return send(queries.file_of(maybe_reader(), id, file, "evidence") or abort(404))
