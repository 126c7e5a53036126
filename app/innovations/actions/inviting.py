"""Asking somebody by mail to join a team: who has an account is in it at once, who has none when they accept."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.activity.facts import Ref, person_ref
from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.innovations.actions.changes import innovation_ref
from app.innovations.actions.team import MAX_TEAM, add_member
from app.innovations.events import TeamInvited, TeamJoined, TeamUninvited
from app.innovations.models import SocialInnovation, TeamInvitation, TeamMember
from app.innovations.queries import count_invited, member_ids, team_invitation
from app.innovations.rules import may_add_member
from app.messages.actions import keep_in_step
from app.people.actions import invite_member, revoke_invitation
from app.people.queries import Invitation, open_invitation_of, person_of_address

MAX_INVITED = 15
"""So many of a team may be asked at once."""


@action
def invite_to_team(
    actor: Actor, innovation: SocialInnovation, email: str, name: str = "", title: str = "", note: str = "",
    locale: str = "",
) -> SocialInnovation:  # fmt: skip
    """Ask this address to join the team. Who is invited to the cluster already gets no second mail."""
    require(may_add_member(actor, innovation))
    if (person := person_of_address(email)) is not None:
        return add_member(actor, innovation, person.id, title)
    if count_invited(innovation.id) >= MAX_INVITED:
        raise Refused(_("At most %(number)d people can be asked at once.", number=MAX_INVITED), "email")
    invitation = open_invitation_of(email)
    if invitation is not None and team_invitation(invitation.id) is not None:
        raise Refused(_("This person is asked already, by this team or another one."), "email")
    if invitation is None:
        invitation = invite_member(actor, email, name, note, locale)
    db.session.add(TeamInvitation(invitation_id=invitation.id, innovation_id=innovation.id, title=title))
    db.session.flush()
    record(actor, TeamInvited(innovation_ref(innovation), _ref(invitation)))
    return innovation


@action
def uninvite_from_team(actor: Actor, innovation: SocialInnovation, asked: TeamInvitation) -> SocialInnovation:
    """They are no longer asked; whoever asked them takes the invitation to the cluster back with it."""
    require(may_add_member(actor, innovation))
    invitation = db.session.get(Invitation, asked.invitation_id)
    if invitation is None or invitation.accepted_at or invitation.revoked_at:
        raise Conflict(_("This invitation has been accepted or taken back in the meantime."))
    db.session.delete(asked)
    db.session.flush()
    if invitation.invited_by == actor.id:
        revoke_invitation(actor, invitation)
    record(actor, TeamUninvited(innovation_ref(innovation), _ref(invitation)))
    return innovation


@action
def join_invited(person: Actor, invitation: Any) -> SocialInnovation | None:
    """Somebody accepted: they are of the team that asked for them, unless it is full or gone by now."""
    asked = team_invitation(invitation.id)
    innovation = db.session.get(SocialInnovation, asked.innovation_id) if asked else None
    if asked is None or innovation is None or innovation.state == "withdrawn" or person.role == "observer":
        return None
    if len(member_ids(innovation.id)) >= MAX_TEAM:
        return None
    db.session.add(TeamMember(innovation_id=innovation.id, person_id=person.id, title=asked.title))
    db.session.flush()
    team = member_ids(innovation.id)
    keep_in_step(person, "team", innovation.id, team)
    record(person, TeamJoined(innovation_ref(innovation), person_ref(person)), tell=team)
    return innovation


def _ref(invitation: Invitation) -> Ref:
    return Ref("invitation", invitation.id, invitation.name or invitation.email)
