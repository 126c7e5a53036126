"""One's own data: taken along, or erased (SECURITY 28)."""

from __future__ import annotations

from flask import abort, send_file, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import logout_user

from app.core.rules import Refused
from app.people import actions, queries, rules
from app.people.forms import EraseForm
from app.people.own_data import zipped
from app.people.proof import proved
from app.people.views import bp
from app.web.answers import invalid, leave, page
from app.web.form_pages import form_on
from app.web.gates import current_reader, member

DATA = "people/data.html"


@bp.get("/account/data")
@member
@proved
def data() -> ResponseReturnValue:
    """What one can do with one's own data."""
    return page(DATA, form=EraseForm(formdata=None), allowed=rules.may_erase(current_reader(), current_reader()))


@bp.get("/account/data/export")
@member
@proved
def data_export() -> ResponseReturnValue:
    """All of it, in one file."""
    return send_file(zipped(current_reader().id), "application/zip", as_attachment=True, download_name="my-data.zip")


@bp.post("/account/data/erasure")
@member
@form_on("people.data")
@proved
def account_erase() -> ResponseReturnValue:
    """Close the account; in seven days it is gone."""
    form, reader = EraseForm(), current_reader()
    if form.validate():
        if form.address.data.strip().casefold() == reader.email.casefold():
            actions.ask_erasure(reader, queries.person_here(reader.id) or abort(404))
            logout_user()
            session.clear()
            return leave(url_for("people.sign_in"), _("Your account is closed. Sign in within seven days to keep it."))
        form.refuse(Refused(_("This is not the mail address of your account."), field="address"))
    return invalid(DATA, form=form, allowed=rules.may_erase(reader, reader))


@bp.post("/account/data/keeping")
@member
@form_on("people.data")
def account_keep() -> ResponseReturnValue:
    """Think again."""
    actions.keep_account(current_reader(), queries.person_here(current_reader().id) or abort(404))
    return leave(url_for("home.today"), _("Your account stays."))
