"""The first run."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from app.core.rules import Conflict
from app.people import actions, passwords, sessions
from app.people.actions import Founding
from app.people.forms import SetupForm
from app.people.queries import is_set_up
from app.people.views import bp
from app.people.views.doors import link_or_404
from app.web.answers import invalid, leave, page
from app.web.gates import public
from app.web.language import language


@bp.route("/setup/<token>", methods=["GET", "POST"])
@public
def setup(token: str) -> ResponseReturnValue:
    """Name the cluster, become its first animator."""
    link, form = link_or_404("setup", token), SetupForm(languages=[language()])
    usable = actions.is_open(link) and not is_set_up()
    if request.method == "GET":
        return page("people/setup.html", form=form, token=token, open=usable, done=is_set_up())
    if not form.validate():
        return invalid("people/setup.html", form=form, token=token, open=usable, done=is_set_up())
    try:
        person = actions.set_up_cluster(None, link, _founding(form))
    except Conflict:
        return invalid("people/setup.html", status=409, form=form, token=token, open=False, done=is_set_up())
    sessions.begin(person)
    return leave(url_for("people.invitations"))


def _founding(form: SetupForm) -> Founding:
    return Founding(
        cluster=form.cluster.data,
        timezone=form.timezone.data,
        languages=form.languages.data,
        name=form.name.data,
        email=form.email.data,
        password_hash=passwords.make_hash(form.password.data),
        locale=language(),
    )
