"""Who may do what in people."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict
from app.people.queries import is_last_animator

_ANIMATORS = Denied(_l("Only the cluster's animators can do this."))
_OBSERVER = Denied(_l("You can read here, but not act: your account is an observer's."))
_LAST = Denied(_l("This is the cluster's last animator. Make somebody else an animator first."))


def may_invite(actor: Actor) -> Verdict:
    return actor.role == "animator" or _ANIMATORS


def may_invite_member(actor: Actor) -> Verdict:
    """Invite somebody to a thing of one's own, such as a team: everybody but observers."""
    return actor.role != "observer" or _OBSERVER


def may_revoke_invitation(actor: Actor, invitation: Any) -> Verdict:
    """Animators, and whoever invited."""
    return actor.role == "animator" or actor.id == invitation.invited_by or _ANIMATORS


def may_trust_address(actor: Actor, person: Any) -> Verdict:
    """Saying that an address which a mail server refused works again: its owner, and animators."""
    return actor.id == person.id or actor.role == "animator" or _ANIMATORS


def may_change_cluster(actor: Actor) -> Verdict:
    return actor.role == "animator" or _ANIMATORS


def may_answer_join(actor: Actor, _request: Any) -> Verdict:
    return actor.role == "animator" or _ANIMATORS


def may_export_people(actor: Actor) -> Verdict:
    return actor.role == "animator" or _ANIMATORS


def may_see_account_of(actor: Actor, person: Any) -> Verdict:
    """The address, the state, the controls."""
    return actor.role == "animator" or actor.id == person.id or _ANIMATORS


def may_change_role(actor: Actor, person: Any) -> Verdict:
    if actor.role != "animator":
        return _ANIMATORS
    return _LAST if is_last_animator(person) else True


def may_suspend_person(actor: Actor, person: Any) -> Verdict:
    if actor.role == "animator" and actor.id == person.id:
        return Denied(_l("You cannot suspend yourself: ask another animator."))
    return may_change_role(actor, person)


def may_reinstate_person(actor: Actor, person: Any) -> Verdict:
    return actor.role == "animator" or _ANIMATORS


def may_remove_person(actor: Actor, person: Any) -> Verdict:
    return may_change_role(actor, person)


def may_erase(actor: Actor, person: Any) -> Verdict:
    """Have an account's data erased: its owner, observers too, and animators. The last animator cannot go."""
    if actor.id != person.id:
        return may_remove_person(actor, person)
    return _LAST if is_last_animator(person) else True


def may_keep_account(actor: Actor, person: Any) -> Verdict:
    """Think again: the owner alone, but for the animators who asked for it."""
    return actor.id == person.id or actor.role == "animator" or _ANIMATORS


def may_keep_apart(actor: Actor) -> Verdict:
    """Block and report people at all: everybody who acts here."""
    return may_add_organisation(actor)


def may_block_person(actor: Actor, person: Any) -> Verdict:
    """Have nothing to do with somebody. Not with animators: they look after everybody."""
    if actor.role == "observer":
        return may_keep_apart(actor)
    if actor.id == person.id:
        return Denied(_l("You cannot block yourself."))
    if "animator" in (actor.role, person.role):
        return Denied(_l("Animators look after everybody here: they cannot be blocked, nor block. Report it instead."))
    return True


def may_report_person(actor: Actor, person: Any) -> Verdict:
    """Tell the animators of somebody's conduct."""
    if actor.id == person.id:
        return Denied(_l("You cannot report yourself."))
    return may_keep_apart(actor)


def may_settle_report(actor: Actor, report: Any) -> Verdict:
    """Decide what follows; not of a report on oneself."""
    if actor.role == "animator" and actor.id == report.person_id:
        return Denied(_l("This report is about you: another animator decides."))
    return actor.role == "animator" or _ANIMATORS


def may_add_organisation(actor: Actor) -> Verdict:
    return actor.role != "observer" or Denied(_l("You can read here, but not act: your account is an observer's."))


def may_edit_organisation(actor: Actor, organisation: Any) -> Verdict:
    """Animators, who added it, and the people who belong to it."""
    if actor.role == "observer":
        return may_add_organisation(actor)
    belongs = getattr(actor, "organisation_id", None) == organisation.id
    if actor.role == "animator" or organisation.created_by == actor.id or belongs:
        return True
    return Denied(_l("Only its own people and the animators can change an organisation's page."))
