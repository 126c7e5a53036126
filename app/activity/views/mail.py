"""Mail settings, the way out of a mail, and mails that could not be sent."""

from __future__ import annotations

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.activity import actions, queries
from app.activity.forms import MailForm
from app.activity.mail_kinds import kind_name, mail_choices
from app.activity.unsubscribing import read_token
from app.activity.views import bp
from app.extensions import csrf
from app.web.answers import invalid, leave, page, saved
from app.web.gates import animator, current_reader, member, public


@bp.get("/account/mail")
@member
def preferences() -> ResponseReturnValue:
    """For which kinds mail comes at once."""
    off = queries.mail_off(current_reader().id)
    form = MailForm(at_once=[verb for verb, _words in mail_choices() if verb not in off])
    form.at_once.choices = mail_choices()
    return page("activity/preferences.html", form=form)


@bp.post("/account/mail")
@member
def preferences_save() -> ResponseReturnValue:
    """Choose."""
    form = MailForm()
    form.at_once.choices = mail_choices()
    if not form.validate():
        return invalid("activity/preferences.html", form=form)
    actions.choose_mail(current_reader(), form.at_once.data, [verb for verb, _words in mail_choices()])
    return saved(url_for(".preferences"), _("Your mail settings are saved."))


@bp.get("/activity/unsubscribe/<token>")
@public
def unsubscribe(token: str) -> ResponseReturnValue:
    """Shows what would stop. Mail scanners follow links, so GET stops nothing."""
    _whose, verb = read_token(token) or abort(404)
    return page("activity/unsubscribe.html", kind=kind_name(verb), token=token, done=False)


@bp.post("/activity/unsubscribe/<token>")
@public
@csrf.exempt  # mail programs send this by themselves (RFC 8058); the signed token is the proof
def unsubscribe_now(token: str) -> ResponseReturnValue:
    """No more of these."""
    person, verb = read_token(token) or abort(404)
    actions.unsubscribe(None, person, verb)
    return page("activity/unsubscribe.html", kind=kind_name(verb), token=token, done=True)


@bp.get("/activity/mail")
@animator
def parked() -> ResponseReturnValue:
    """Mails that could not be sent."""
    return page("activity/parked.html", mails=queries.parked_mails())


@bp.post("/activity/mail/<int:id>/retry")
@animator
def parked_retry(id: int) -> ResponseReturnValue:
    """Try again."""
    actions.try_mail_again(current_reader(), queries.mail_by_id(id) or abort(404))
    return leave(url_for(".parked"))


@bp.post("/activity/mail/<int:id>/drop")
@animator
def parked_drop(id: int) -> ResponseReturnValue:
    """Give it up."""
    actions.drop_mail(current_reader(), queries.mail_by_id(id) or abort(404))
    return leave(url_for(".parked"))
