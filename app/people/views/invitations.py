"""Inviting people, one by one or by a pasted list, and accepting."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.rules import Conflict, Refused
from app.innovations.queries import team_of_invitation
from app.offers.words import amount
from app.people import actions, passwords, pasted, queries, sessions, throttle
from app.people.actions import Newcomer
from app.people.forms import ROLE_NAMES, AcceptForm, InvitationForm, InvitationListForm
from app.people.models import Invitation
from app.people.views import bp
from app.stakeholders.queries import prepared_among, prepared_card, prepared_for
from app.web.answers import Answer, invalid, leave, page, saved
from app.web.gates import animator, current_reader, public
from app.web.language import language


@bp.get("/people/invitations")
@animator
def invitations() -> ResponseReturnValue:
    """Invite one person; who has not answered yet."""
    return page("people/invitations.html", **_shown(InvitationForm(locale=language()), request.args.get("after")))


@bp.post("/people/invitations")
@animator
def invitation_new() -> ResponseReturnValue:
    """Send an invitation."""
    form = InvitationForm()
    if form.validate():
        try:
            _invite(form)
            told = _("The invitation to %(address)s is on its way.", address=form.email.data)
            return saved(url_for("people.invitations"), told)
        except Refused as refused:
            form.refuse(refused)
    return invalid("people/invitations.html", **_shown(form))


def _invite(form: InvitationForm) -> None:
    name, note = form.name.data or "", form.note.data or ""
    actions.invite(current_reader(), form.email.data, name, form.role.data, note, form.locale.data)


def _shown(form: InvitationForm, after: str | None = None) -> dict[str, Any]:
    pending = queries.pending_invitations(after)
    return {
        "form": form,
        "pending": pending,
        "prepared": prepared_among([one.id for one in pending]),
        "count": queries.count_pending(),
        "after": after,
        "role_names": ROLE_NAMES,
    }


@bp.route("/people/invitations/list", methods=["GET", "POST"])
@animator
def invitation_list() -> ResponseReturnValue:
    """Paste many; look at what will be sent and what is left out; send."""
    form = InvitationListForm(**({"locale": language()} if request.method == "GET" else {}))
    if request.method == "GET":
        return page("people/invitation_list.html", form=form, lines=None)
    if not form.validate():
        return invalid("people/invitation_list.html", form=form, lines=None)
    lines = _judged(form.people.data)
    if "send" not in request.form or not any(line.wrong is None for line in lines):
        return page("people/invitation_list.html", form=form, lines=lines)
    return _send_all(form, lines)


def _judged(text: str) -> list[pasted.Line]:
    emails = pasted.addresses_in(text)
    return pasted.read(text, queries.members_among(emails), queries.invited_among(emails))


def _send_all(form: InvitationListForm, lines: list[pasted.Line]) -> Answer:
    taken = [(line.name, line.email) for line in lines if line.wrong is None]
    done = actions.invite_many(current_reader(), taken, form.role.data, form.note.data or "", form.locale.data)
    count = done if done is not None else len(taken)
    told = ngettext("%(num)d invitation is on its way.", "%(num)d invitations are on their way.", count)
    return saved(url_for("people.invitations"), told)


@bp.post("/people/invitations/<id>/round")
@animator
def invitation_resend(id: str) -> ResponseReturnValue:
    """A new link for seven more days."""
    invitation = actions.resend_invitation(current_reader(), _pending_or_404(id))
    told = _("A new invitation to %(address)s is on its way; the old link no longer works.", address=invitation.email)
    return saved(url_for("people.invitations"), told)


@bp.post("/people/invitations/<id>/revocation")
@animator
def invitation_revoke(id: str) -> ResponseReturnValue:
    """The link stops working."""
    invitation = actions.revoke_invitation(current_reader(), _pending_or_404(id))
    told = _("The invitation to %(address)s has been taken back.", address=invitation.email)
    return saved(url_for("people.invitations"), told)


def _pending_or_404(id: str) -> Invitation:
    return queries.invitation_of_id(id) or abort(404)


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@public
def accept(token: str) -> ResponseReturnValue:
    """What the mailed link shows; sending the form makes the account (SECURITY 9)."""
    invitation = _invited_or_404(token)
    form = AcceptForm(**({"name": invitation.name, "locale": language()} if request.method == "GET" else {}))
    usable = actions.is_acceptable(invitation)
    shown = {"form": form, "token": token, "roles": ROLE_NAMES, **_about(invitation)}
    if request.method == "GET":
        return page("people/accept.html", open=usable, **shown)
    if not form.validate():
        return invalid("people/accept.html", open=usable, **shown)
    try:
        return _welcome(invitation, form)
    except Conflict:
        return invalid("people/accept.html", status=409, open=False, **shown)


def _about(invitation: Invitation) -> dict[str, Any]:
    inviter = queries.person_card(invitation.invited_by or "")
    prepared = prepared_card(invitation.id)
    return {
        "invitation": invitation,
        "inviter": inviter.name if inviter else "",
        "prepared": prepared,
        "team": team_of_invitation(invitation.id),
        "amount": amount,
    }


def _invited_or_404(token: str) -> Invitation:
    invitation = queries.invitation_with(token) if len(token) <= 64 else None
    if invitation is None:
        throttle.try_now("link")
        abort(404)
    return invitation


def _welcome(invitation: Invitation, form: AcceptForm) -> Answer:
    who = Newcomer(
        form.name.data, passwords.make_hash(form.password.data), form.timezone.data, form.locale.data or language()
    )
    actions.accept_invitation(None, invitation, who)
    # A repeated form gets the first account; it comes in like anybody else, by the address and the password.
    person = sessions.whose(invitation.email, form.password.data)
    if person is None or person.state != "active":
        return leave(url_for("people.sign_in"))
    sessions.begin(person)
    prepared = prepared_for(invitation.id)
    if prepared is not None and prepared.post_id:
        words = _("Welcome! You are in. Here is the offer that was prepared for you: look at it, then publish it.")
        return leave(url_for("offers.post", id=prepared.post_id), words)
    if team := team_of_invitation(invitation.id):
        return leave(url_for("innovations.innovation", id=team.id), _("Welcome! You are in, and of this team."))
    return leave(url_for("people.account"), _("Welcome! You are in."))
