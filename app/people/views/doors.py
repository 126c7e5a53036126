"""The doors: signing in and out, the forgotten password, and the proof that it is still you."""

from __future__ import annotations

from flask import abort, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import logout_user

from app.core.rules import Conflict, Refused
from app.people import actions, passwords, sessions, throttle
from app.people.forms import ForgottenForm, ProveForm, ResetForm, SignInForm
from app.people.models import OneTimeLink, Person
from app.people.queries import link_with
from app.people.views import bp
from app.web.answers import invalid, leave, page
from app.web.gates import current_reader, maybe_reader, member, public, safe_next

WRONG = _l("The mail address and the password do not go together. Check both, or ask for a new password.")
PAUSED = _l("Your account is suspended. Write to the person who invited you.")


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Come in, and go where one wanted to go."""
    form, there = SignInForm(), safe_next(request.args.get("next"))
    if request.method == "GET":
        return leave(there or "/") if maybe_reader() else page("people/sign_in.html", form=form, there=there)
    if form.validate():
        try:
            sessions.begin(_recognised(form))
            return leave(there or "/")
        except Refused as refused:
            form.refuse(refused)
    return invalid("people/sign_in.html", form=form, there=there)


def _recognised(form: SignInForm) -> Person:
    """Whose address and password these are; the same words and time for everybody else."""
    email = form.email.data
    throttle.try_now("sign-in", email)
    person = sessions.whose(email, form.password.data)
    if person is None or person.state == "removed":
        raise Refused(WRONG, field="email")
    throttle.forgive("sign-in", email)
    if person.state == "suspended":
        raise Refused(PAUSED, field="email")
    return person


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Leave: this session ends here and on the server."""
    reader = maybe_reader()
    if reader is not None:
        actions.end_sign_in(reader, reader.sign_in_id)
    logout_user()
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    return leave(url_for("people.sign_in"), _("You are signed out."))


@bp.route("/account/prove", methods=["GET", "POST"])
@member
def prove() -> ResponseReturnValue:
    """Give the password again before something delicate."""
    form, there = ProveForm(), safe_next(request.args.get("next"))
    if request.method == "POST" and form.validate():
        try:
            prove_with(form.password.data)
            return leave(there or url_for("people.account"))
        except Refused as refused:
            form.refuse(refused)
    status = 422 if request.method == "POST" else 200
    return page("people/prove.html", status=status, form=form, there=there)


def prove_with(password: str, field: str = "password") -> None:
    """Is this the signed-in person's password? Then it counts for ten minutes."""
    reader = current_reader()
    throttle.try_now("prove", reader.id)
    if sessions.whose(reader.email, password) is None:
        raise Refused(_("This is not your password."), field=field)
    throttle.forgive("prove", reader.id)
    actions.prove(reader)


@bp.route("/sign-in/forgotten", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Ask for a link to set a new password; the answer never says whether there is an account."""
    form = ForgottenForm()
    if request.method == "GET":
        return page("people/forgotten.html", form=form, sent=None)
    if not form.validate():
        return invalid("people/forgotten.html", form=form, sent=None)
    throttle.try_now("forgotten", form.email.data)
    with sessions.level_time():
        actions.ask_reset(None, form.email.data)
    return page("people/forgotten.html", form=form, sent=form.email.data)


@bp.route("/sign-in/reset/<token>", methods=["GET", "POST"])
@public
def reset(token: str) -> ResponseReturnValue:
    """Set a new password by the mailed link: looking at the page uses nothing up, sending the form does."""
    link, form = link_or_404("reset", token), ResetForm()
    if request.method == "GET":
        return page("people/reset.html", form=form, link=link, open=actions.is_open(link), token=token)
    if not form.validate():
        return invalid("people/reset.html", form=form, link=link, open=actions.is_open(link), token=token)
    try:
        actions.reset_password(None, link, passwords.make_hash(form.password.data))
    except Conflict:
        return invalid("people/reset.html", status=409, form=form, link=link, open=False, token=token)
    logout_user()
    return leave(url_for("people.sign_in"), _("Your new password is set. Sign in with it."))


def link_or_404(purpose: str, token: str) -> OneTimeLink:
    """The link, or a counted 404: nobody tries through tokens."""
    link = link_with(purpose, token) if len(token) <= 64 else None
    if link is None:
        throttle.try_now("link")
        abort(404)
    return link
