"""How one comes in: password, address, sessions."""

from __future__ import annotations

from typing import Any

from flask import abort, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import logout_user

from app.core.rules import Conflict, Refused
from app.people import actions, passwords, queries, sessions, throttle
from app.people.forms import AddressForm, PasswordForm
from app.people.views import bp
from app.people.views.doors import link_or_404, prove_with
from app.web.answers import invalid, leave, page, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, member, public

SECURITY = "people/security.html"


@bp.get("/account/security")
@member
def security() -> ResponseReturnValue:
    """Password, address and the sessions in force."""
    return page(SECURITY, **_shown())


def _shown(password: PasswordForm | None = None, address: AddressForm | None = None) -> dict[str, Any]:
    return {
        "password_form": password or PasswordForm(formdata=None, prefix="password"),
        "address_form": address or AddressForm(formdata=None, prefix="address"),
        "sign_ins": queries.sign_ins_of(current_reader().id),
    }


@bp.post("/account/password")
@member
@form_on("people.security")
def password_change() -> ResponseReturnValue:
    """A new password; every other session ends, this one is renewed."""
    form, reader = PasswordForm(prefix="password"), current_reader()
    if form.validate():
        try:
            prove_with(form.current.data, field="current")
            person = actions.change_password(reader, passwords.make_hash(form.password.data))
            sessions.begin(person)
            return saved(url_for("people.security"), _("Your new password is set. All other sessions are ended."))
        except Refused as refused:
            form.refuse(refused)
    return invalid(SECURITY, **_shown(password=form))


@bp.post("/account/address/works")
@member
def address_works() -> ResponseReturnValue:
    """My address works again: mail comes there from now on."""
    actions.trust_address(current_reader(), queries.person_here(current_reader().id) or abort(404))
    return leave(url_for("home.today"), _("Mail goes to your address again."))


@bp.post("/account/address")
@member
@form_on("people.security")
def address_change() -> ResponseReturnValue:
    """Ask for another address: nothing changes before the link that is sent there was used."""
    form, reader = AddressForm(prefix="address"), current_reader()
    if form.validate():
        try:
            prove_with(form.current.data, field="current")
            throttle.try_now("address", reader.id)
            with sessions.level_time():
                actions.ask_address_change(reader, form.email.data)
            told = _("We have sent a link to %(address)s. Open it to confirm.", address=form.email.data)
            return saved(url_for("people.security"), told)
        except Refused as refused:
            form.refuse(refused)
    return invalid(SECURITY, **_shown(address=form))


@bp.route("/account/address/<token>", methods=["GET", "POST"])
@public
def address_confirm(token: str) -> ResponseReturnValue:
    """Confirm the new address: the page shows it, the button does it."""
    link = link_or_404("address", token)
    if request.method == "GET":
        return page("people/address.html", link=link, open=actions.is_open(link), token=token)
    try:
        actions.confirm_address(None, link)
    except Conflict:
        return invalid("people/address.html", status=409, link=link, open=False, token=token)
    return leave("/", _("%(address)s is now your address here.", address=link.email))


@bp.post("/account/sign-ins/<id>/end")
@member
@form_on("people.security")
def sign_in_end(id: str) -> ResponseReturnValue:
    """End one session; somebody else's is not there."""
    if not queries.has_sign_in(current_reader().id, id):
        abort(404)
    actions.end_sign_in(current_reader(), id)
    return saved(url_for("people.security"), _("That session is ended."))


@bp.post("/account/sign-ins/end")
@member
@form_on("people.security")
def sign_ins_end() -> ResponseReturnValue:
    """End all sessions, this one too."""
    actions.sign_out_everywhere(current_reader())
    logout_user()
    session.clear()
    return leave(url_for("people.sign_in"), _("You are signed out everywhere."))
