"""Who may do what in innovations: its team and the animators look after it; observers read."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from app.core.rules import Actor, Denied, Verdict
from app.extensions import db
from app.innovations.models import Proposal, SocialInnovation, SupportNeed, TeamMember

_OBSERVER = Denied(_l("You can read here, but not act: your account is an observer's."))
_TEAM = Denied(_l("Only its team and the animators can change this innovation. Ask one of them."))
_ANIMATOR = Denied(_l("Only the cluster's animators can do this."))
_OWN_TEAM = Denied(_l("Only its team can agree to what visitors see of it."))
_INSIDE = Denied(_l("This is for its team, the partners and the animators."))
_NO_PROPOSALS = Denied(_l("This cluster takes what its members put forward. Ask for an invitation first."))
_WITHDRAWN = Denied(_l("This innovation was withdrawn. An animator can bring it back."))


def in_team(person_id: str, innovation_id: str) -> bool:
    """Is this person of its team?"""
    mine = exists().where(TeamMember.innovation_id == innovation_id, TeamMember.person_id == person_id)
    return bool(db.session.execute(select(mine)).scalar())


def may_put_forward(actor: Actor) -> Verdict:
    """Put an innovation forward: everybody but observers."""
    return _OBSERVER if actor.role == "observer" else True


def _looks_after(actor: Actor, innovation: SocialInnovation) -> Verdict:
    if actor.role == "observer":
        return _OBSERVER
    return True if actor.role == "animator" or in_team(actor.id, innovation.id) else _TEAM


def may_propose(actor: Actor | None = None) -> Verdict:
    """Put one forward without an account, where the cluster takes that."""
    from app.people.queries import cluster

    return True if cluster().take_proposals else _NO_PROPOSALS


def may_answer_proposal(actor: Actor, proposal: Proposal | None = None) -> Verdict:
    """Read what visitors put forward, and answer it."""
    return True if actor.role == "animator" else _ANIMATOR


def may_edit_innovation(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """Change what it says of itself, its team and its needs."""
    cared = _looks_after(actor, innovation)
    return _WITHDRAWN if cared is True and innovation.state == "withdrawn" else cared


may_add_member = may_add_need = may_say_in_language = may_edit_innovation


def may_change_parts(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """Say which parts visitors see: its team; an animator can take parts back for somebody who asks."""
    return _looks_after(actor, innovation)


def may_give_parts(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """Agree to showing a part that is not shown yet: its team alone."""
    return True if actor.role != "observer" and in_team(actor.id, innovation.id) else _OWN_TEAM


def may_read_note(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """The internal note."""
    return True if actor.role in ("animator", "partner") or in_team(actor.id, innovation.id) else _INSIDE


def may_edit_need(actor: Actor, need: SupportNeed) -> Verdict:
    """Change a need, mark it met, take it away."""
    innovation = db.session.get(SocialInnovation, need.innovation_id)
    return may_edit_innovation(actor, innovation) if innovation else _TEAM


may_meet_need = may_reopen_need = may_remove_need = may_edit_need


def may_remove_member(actor: Actor, innovation: SocialInnovation, person_id: str) -> Verdict:
    """Take somebody off the team; everybody may leave."""
    return True if actor.id == person_id else may_edit_innovation(actor, innovation)


def may_talk_in_team(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """The team's conversation is its own: who works on it, and nobody else (SECURITY 5)."""
    if in_team(actor.id, innovation.id):
        return True
    return Denied(_l("Only the team of this innovation can do this."))


def may_withdraw_innovation(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """Take it out of the catalogue."""
    return _looks_after(actor, innovation)


def may_return_innovation(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """Bring a withdrawn one back, but not one that is part of another now."""
    if innovation.merged_into:
        return Denied(_l("It was merged into another innovation."))
    return True if actor.role == "animator" else _ANIMATOR


def may_publish_innovation(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """Show it to visitors, or to members only."""
    if actor.role != "animator":
        return _ANIMATOR
    return _WITHDRAWN if innovation.state == "withdrawn" else True


may_unpublish_innovation = may_publish_innovation


def may_hold_innovation(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """Let the work on it rest, and take it up again."""
    return True if actor.role == "animator" else _ANIMATOR


may_resume_innovation = may_hold_innovation


def may_import_innovations(actor: Actor | None) -> Verdict:
    """Take in a list: an animator, or whoever is at the host's own command line (no actor)."""
    return True if actor is None or actor.role == "animator" else _ANIMATOR


def may_merge_innovations(actor: Actor) -> Verdict:
    """Say that two are the same, or that they are not."""
    return True if actor.role == "animator" else _ANIMATOR
