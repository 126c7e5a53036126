"""Its team."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.rules import Refused, require
from app.innovations import actions
from app.innovations.forms import TalkForm, TeamForm, TeamInvitationForm
from app.innovations.models import SocialInnovation
from app.innovations.queries import asked_for, member_ids
from app.innovations.rules import may_add_member, may_talk_in_team
from app.innovations.views import bp
from app.innovations.views.load import again, page_of, the_innovation
from app.messages import queries as messages
from app.messages.actions import write_about
from app.people import throttle
from app.web.answers import invalid, page, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, member, participant
from app.web.language import language


@bp.post("/innovations/<id>/team")
@participant
def member_add(id: str) -> Response:
    """Add somebody."""
    one, form = the_innovation(id), TeamForm(current_reader().id)
    try:
        if form.validate():
            actions.add_member(current_reader(), one, form.chosen, form.title.data or "")
            return saved(page_of(one, "team"), _("Added, and told."))
    except Refused as refused:
        form.refuse(refused)
    return again(one, team_form=form)


@bp.route("/innovations/<id>/team/invitations", methods=["GET", "POST"])
@participant
def member_invite(id: str) -> Response:
    """Ask somebody by mail who has no account yet."""
    one = the_innovation(id)
    require(may_add_member(current_reader(), one))
    form = TeamInvitationForm(locale=language()) if request.method == "GET" else TeamInvitationForm()
    if request.method == "POST" and form.validate():
        try:
            throttle.try_now("team-invitation", current_reader().id)
            _invite(one, form)
            told = _("%(address)s is asked to join the team.", address=form.email.data)
            return saved(page_of(one, "team"), told)
        except Refused as refused:
            form.refuse(refused)
    return page("innovations/invite.html", status=422 if form.errors else 200, innovation=one, form=form)


def _invite(one: SocialInnovation, form: TeamInvitationForm) -> None:
    name, title, note = (field.data or "" for field in (form.invited_name, form.invited_title, form.note))
    actions.invite_to_team(current_reader(), one, form.email.data, name, title, note, form.locale.data)


@bp.post("/innovations/<id>/team/invitations/<invitation_id>/revocation")
@participant
@form_on("innovations.innovation")
def member_uninvite(id: str, invitation_id: str) -> Response:
    """They are no longer asked."""
    one = the_innovation(id)
    require(may_add_member(current_reader(), one))
    actions.uninvite_from_team(current_reader(), one, asked_for(one.id, invitation_id) or abort(404))
    return saved(page_of(one, "team"), _("They are no longer asked."))


@bp.post("/innovations/<id>/team/<person_id>/removal")
@participant
def member_remove(id: str, person_id: str) -> Response:
    """Take somebody off the team, or leave it."""
    one = the_innovation(id)
    actions.remove_member(current_reader(), one, person_id)
    return saved(page_of(one, "team"), _("Done."))


@bp.get("/innovations/<id>/conversation")
@member
def talk(id: str) -> Response:
    """The newest messages of the team."""
    one = the_innovation(id)
    require(may_talk_in_team(current_reader(), one))
    return page("innovations/talk.html", "said", **_talk(one))


@bp.post("/innovations/<id>/conversation")
@participant
def talk_write(id: str) -> Response:
    """Write to the team."""
    one, form = the_innovation(id), TalkForm(prefix="message-")
    require(may_talk_in_team(current_reader(), one))
    if not form.validate():
        return invalid("innovations/talk.html", "talk", **_talk(one, form))
    write_about(current_reader(), _thing(one), form.text.data or "")
    return saved(url_for(".talk", id=id, _anchor="talk"), None, "innovations/talk.html", "talk", **_talk(one))


def _thing(one: SocialInnovation) -> messages.Thing:
    return messages.Thing("team", one.id, one.name[:120], tuple(member_ids(one.id)))


def _talk(one: SocialInnovation, form: TalkForm | None = None) -> dict[str, Any]:
    here, fresh = url_for(".talk", id=one.id), form or TalkForm(formdata=None, prefix="message-")
    return {"innovation": one, "beside": messages.beside(current_reader(), _thing(one), fresh, here, here, newest=20)}
