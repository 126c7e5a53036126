"""The privacy notice that everybody can read, and the record of processing (GDPR articles 13 and 30)."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.people import actions
from app.people.forms.privacy import PrivacyForm
from app.people.queries.privacy import NEEDED, privacy_told, processing_record
from app.people.views import bp
from app.web.answers import invalid, page, saved
from app.web.csv import csv_answer
from app.web.gates import animator, current_reader, public


@bp.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """Who keeps what, why, for how long, and what one's rights are."""
    told = privacy_told()
    return page("people/privacy.html", told=told, missing=[name for name in NEEDED if not told.get(name)])


@bp.route("/settings/privacy", methods=["GET", "POST"])
@animator
def privacy_settings() -> ResponseReturnValue:
    """What the notice says of who is responsible."""
    form = PrivacyForm(data=privacy_told())
    if request.method == "GET":
        return page("people/privacy_settings.html", form=form)
    if not form.validate():
        return invalid("people/privacy_settings.html", form=form)
    actions.tell_privacy(current_reader(), {name: form[name].data or "" for name in (*NEEDED, "officer", "more")})
    return saved(url_for("people.privacy_settings"), _("The privacy notice is saved."))


@bp.get("/settings/processing")
@animator
def processing() -> ResponseReturnValue:
    """Every table: what for, how long, what becomes of it."""
    return page("people/processing.html", rows=[*processing_record()], told=privacy_told())


@bp.get("/settings/processing.csv")
@animator
def processing_csv() -> ResponseReturnValue:
    """The same as a table for programs."""
    rows = ([name, purpose, kept, personal, erase] for name, purpose, kept, personal, erase in processing_record())
    return csv_answer("processing.csv", ("table", "purpose", "kept", "personal", "erasure"), rows)
