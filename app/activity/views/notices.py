"""How one is told: the settings, and the way out of a mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.activity import actions, queries
from app.activity.forms import STRAND_NAMES
from app.activity.mail_kinds import kind_name, rooms
from app.activity.notice_forms import NoticeForm, chosen_ways
from app.activity.unsubscribing import can_be_weekly, read_token
from app.activity.views import bp
from app.extensions import csrf
from app.web.answers import invalid, page, saved
from app.web.gates import current_reader, member, public

WAYS_OUT: dict[str, Callable[[None, str, str], None]] = {
    "stop": actions.unsubscribe,
    "weekly": actions.weekly_instead,
    "quiet": actions.be_quiet,
}


@bp.get("/account/mail")
@member
def preferences() -> ResponseReturnValue:
    """How I am told of what, and when."""
    form = NoticeForm.filled(queries.notice_settings(current_reader().id))
    return page("activity/preferences.html", form=form, **_table())


def _table() -> dict[str, Any]:
    chosen = queries.ways_of(current_reader().id)
    return {"rooms": [(STRAND_NAMES[strand], kinds) for strand, kinds in rooms(chosen)], "changed": bool(chosen)}


@bp.post("/account/mail")
@member
def preferences_save() -> ResponseReturnValue:
    """Choose."""
    form, ways = NoticeForm(), chosen_ways(request.form)
    if not form.validate() or ways is None:
        return invalid("activity/preferences.html", form=form, **_table())
    actions.choose_notices(current_reader(), form.wanted(), ways)
    return saved(url_for(".preferences"), _("Your mail settings are saved."))


@bp.post("/account/mail/usual")
@member
def preferences_usual() -> ResponseReturnValue:
    """Back to the defaults."""
    actions.choose_usual_notices(current_reader())
    return saved(url_for(".preferences"), _("Your mail settings are as usual again."))


@bp.get("/activity/unsubscribe/<token>")
@public
def unsubscribe(token: str) -> ResponseReturnValue:
    """Shows what would stop. Mail scanners follow links, so GET stops nothing."""
    _whose, key = read_token(token) or abort(404)
    return page("activity/unsubscribe.html", kind=kind_name(key), token=token, done="", weekly=can_be_weekly(key))


@bp.post("/activity/unsubscribe/<token>")
@public
@csrf.exempt  # mail programs send this by themselves (RFC 8058); the signed token is the proof
def unsubscribe_now(token: str) -> ResponseReturnValue:
    """No more of these; or, from the page, once a week instead, or quiet."""
    person, key = read_token(token) or abort(404)
    done = request.form.get("instead", "stop")
    WAYS_OUT.get(done, actions.unsubscribe)(None, person, key)
    return page(
        "activity/unsubscribe.html", kind=kind_name(key), token=token, done=done if done in WAYS_OUT else "stop"
    )
