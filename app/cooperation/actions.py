"""An animator brings two teams together, or says that two have too little in common."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.activity.facts import Ref
from app.activity.record import record
from app.cooperation.events import SuggestionDismissed, TeamsIntroduced
from app.cooperation.models import CooperationNote
from app.cooperation.queries import note_of, team_of, teams_apart
from app.cooperation.rules import may_dismiss_suggestion, may_introduce_teams
from app.core.action import action
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.messages.actions import add_to_group, open_group, write_in


@action
def introduce_teams(actor: Actor, one: SocialInnovation, other: SocialInnovation, note: str) -> CooperationNote:
    """Tell the two teams of each other: a group with both and the animator, which begins with the animator's line.

    Refused when a team has nobody to talk to, or when one of the two teams' people blocked another; Conflict when they
    were introduced before.
    """
    require(may_introduce_teams(actor))
    people = _people(actor, one, other)
    group = open_group(actor, f"{one.name} + {other.name}"[:120])
    for person in people:
        add_to_group(actor, group, person)
    write_in(actor, group, note.strip())
    made = _note(actor, one, other, "introduced", note.strip())
    made.conversation_id = group.id
    here = [person.id for person in people]
    record(actor, TeamsIntroduced(_ref(one), _ref(other)), tell=here, among=here)
    return made


@action
def dismiss_suggestion(actor: Actor, one: SocialInnovation, other: SocialInnovation) -> CooperationNote:
    """Do not suggest these two again. Twice is once."""
    require(may_dismiss_suggestion(actor))
    if before := note_of(one.id, other.id):
        return before
    made = _note(actor, one, other, "dismissed", "")
    record(actor, SuggestionDismissed(_ref(one), _ref(other)))
    return made


def _people(actor: Actor, one: SocialInnovation, other: SocialInnovation) -> list[Any]:
    if one.id == other.id:
        raise Refused(_("Choose two innovations."))
    before = note_of(one.id, other.id)
    if before and before.kind == "introduced":
        raise Conflict(_("These two were introduced already."))
    teams = {innovation.id: team_of(innovation.id) for innovation in (one, other)}
    for innovation in (one, other):
        if not teams[innovation.id]:
            raise Refused(_("%(name)s has no team here yet: invite somebody first.", name=innovation.name))
    people = {person.id: person for team in teams.values() for person in team if person.id != actor.id}
    if teams_apart([*people.values()]):
        raise Refused(_("One of the two teams does not want to be in touch with the other."))
    return [*people.values()]


def _note(actor: Actor, one: SocialInnovation, other: SocialInnovation, kind: str, note: str) -> CooperationNote:
    first, second = sorted((one.id, other.id))
    made = CooperationNote(first_id=first, second_id=second, kind=kind, note=note, by_id=actor.id)
    db.session.add(made)
    db.session.flush()
    return made


def _ref(innovation: SocialInnovation) -> Ref:
    return Ref("innovation", innovation.id, innovation.name)
