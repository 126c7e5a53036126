"""Accounts, invitations, organisations, care."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from app.core.clock import now
from app.extensions import db
from app.people import actions
from app.people.actions.cluster import Settings
from app.people.actions.invitations import Newcomer
from app.people.actions.organisations import Body
from app.people.actions.profiles import Profile
from app.people.models import Invitation, JoinRequest, OneTimeLink, Organisation

_INVITE, _BODY = ("new@example.net", "Nora"), Body("Ateliers du Sud")


def _newest(kind: Any) -> Any:
    return db.session.execute(select(kind).order_by(kind.id.desc()).limit(1)).scalar_one()


def _invitation(p: Any) -> Invitation:
    actions.invite(p.animator, *_INVITE)
    return _newest(Invitation)  # type: ignore[no-any-return]


def _asker() -> JoinRequest:
    actions.ask_to_join(None, "Nora", "nora@example.net", "I mend bicycles.")
    return _newest(JoinRequest)  # type: ignore[no-any-return]


def _reset(p: Any) -> OneTimeLink:
    actions.ask_reset(None, p.mentor.email)
    return _newest(OneTimeLink)  # type: ignore[no-any-return]


def _address(p: Any) -> OneTimeLink:
    actions.ask_address_change(p.mentor, "other@example.net")
    return _newest(OneTimeLink)  # type: ignore[no-any-return]


def _report(p: Any) -> Any:
    return actions.report_person(p.innovator, p.mentor, "other", "Did not answer.")


def _suspended(p: Any) -> Any:
    actions.suspend_person(p.animator, p.mentor)
    return p.mentor


def _leaving(p: Any) -> Any:
    return actions.ask_erasure(p.mentor, p.mentor)


def _blocked(p: Any) -> Any:
    actions.block_person(p.innovator, p.mentor)
    return p.mentor


RECIPES: dict[str, Any] = {
    "people.actions.accounts.change_password": lambda p: (p.mentor, "another hash"),
    "people.actions.accounts.ask_reset": lambda p: (None, p.mentor.email),
    "people.actions.accounts.reset_password": lambda p: (None, _reset(p), "another hash"),
    "people.actions.accounts.ask_address_change": lambda p: (p.mentor, "other@example.net"),
    "people.actions.accounts.confirm_address": lambda p: (None, _address(p)),
    "people.actions.accounts.prove": lambda _p: (SimpleNamespace(sign_in_id="1"),),
    "people.actions.blocks.block_person": lambda p: (p.innovator, p.mentor),
    "people.actions.blocks.unblock_person": lambda p: (p.innovator, _blocked(p)),
    "people.actions.blocks.report_person": lambda p: (p.innovator, p.mentor, "other", "Did not answer."),
    "people.actions.blocks.settle_report": lambda p: (p.animator, _report(p), "talked"),
    "people.actions.care.change_role": lambda p: (p.animator, p.mentor, "partner"),
    "people.actions.care.suspend_person": lambda p: (p.animator, p.mentor),
    "people.actions.care.reinstate_person": lambda p: (p.animator, _suspended(p)),
    "people.actions.care.remove_person": lambda p: (p.animator, p.mentor),
    "people.actions.cluster.change_cluster": lambda p: (p.animator, Settings("Another", "Europe/Paris")),
    "people.actions.erasing.ask_erasure": lambda p: (p.mentor, p.mentor),
    "people.actions.erasing.tell_inactive": lambda p: (p.mentor,),
    "people.actions.erasing.keep_account": lambda p: (p.mentor, _leaving(p)),
    "people.actions.erasing.erase_person": lambda p: (p.mentor,),
    "people.actions.erasing._erase_anew": lambda p: (p.mentor,),
    "people.actions.cluster.tell_privacy": lambda p: (p.animator, {"controller": "Ateliers du Sud"}),
    "people.actions.forgetting.forget_expired": lambda _p: (now(),),
    "people.actions.invitations.invite": lambda p: (p.animator, *_INVITE),
    "people.actions.invitations.invite_member": lambda p: (p.innovator, "nora@example.net", "Nora"),
    "people.actions.invitations.invite_many": lambda p: (p.animator, [_INVITE], "member", "", "en"),
    "people.actions.invitations.resend_invitation": lambda p: (p.animator, _invitation(p)),
    "people.actions.invitations.revoke_invitation": lambda p: (p.animator, _invitation(p)),
    "people.actions.invitations.accept_invitation": lambda p: (
        None, _invitation(p), Newcomer("Nora", "a hash", "Europe/Sofia"),
    ),
    "people.actions.joining.ask_to_join": lambda _p: (None, "Nora", "nora@example.net", "I mend bicycles."),
    "people.actions.joining.decline_asker": lambda p: (p.animator, _asker()),
    "people.actions.joining.invite_asker": lambda p: (p.animator, _asker()),
    "people.actions.organisations.add_organisation": lambda p: (p.animator, _BODY),
    "people.actions.organisations.change_organisation": lambda p: (p.animator, _newest(Organisation), _BODY),
    "people.actions.organisations.find_or_add_organisation": lambda p: (p.mentor, "Ateliers du Sud"),
    "people.actions.profiles.change_profile": lambda p: (p.mentor, Profile("Inés Ortega", headline="Accounts")),
    "people.actions.profiles.change_photo": lambda p: (p.mentor, "a-photo"),
    "people.actions.profiles.change_preferences": lambda p: (p.mentor, "fr", "Europe/Paris"),
    "people.actions.sign_ins.sign_in": lambda p: (p.mentor, "secret", "Firefox"),
    "people.actions.sign_ins.sign_out_everywhere": lambda p: (p.mentor,),
    "people.actions.refused.note_refused_address": lambda p: (None, p.mentor.id, p.mentor.email, "550"),
    "people.actions.refused.trust_address": lambda p: (p.animator, p.mentor),
    "activity.chores.forget_deliveries": lambda _p: (now(),),
    "core.search.rewrite_index": lambda _p: (None,),
    "people.throttle.count_try": lambda _p: (None, ["a"]),
    "people.throttle.forget_tries": lambda _p: (None, ["a"]),
}  # fmt: skip
