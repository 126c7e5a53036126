"""What people can do here."""

from __future__ import annotations

from app.people.actions.accounts import (
    ask_address_change,
    ask_reset,
    change_password,
    confirm_address,
    is_open,
    prove,
    reset_password,
)
from app.people.actions.blocks import block_person, report_person, settle_report, unblock_person
from app.people.actions.care import change_role, reinstate_person, remove_person, suspend_person
from app.people.actions.cluster import Settings, change_cluster, tell_privacy
from app.people.actions.erasing import (
    ask_erasure,
    care_for_inactive,
    carry_out_erasures,
    erase_person,
    keep_account,
    note_erasures,
    reapply_erasures,
)
from app.people.actions.forgetting import forget_expired
from app.people.actions.founding import Founding, open_setup, set_up_cluster
from app.people.actions.invitations import (
    Newcomer,
    accept_invitation,
    invite,
    invite_many,
    invite_member,
    is_acceptable,
    resend_invitation,
    revoke_invitation,
)
from app.people.actions.joining import ask_to_join, decline_asker, invite_asker
from app.people.actions.organisations import Body, add_organisation, change_organisation, find_or_add_organisation
from app.people.actions.profiles import Profile, change_photo, change_preferences, change_profile
from app.people.actions.refused import note_refused_address, trust_address
from app.people.actions.sign_ins import end_sign_in, sign_in, sign_out_everywhere, touch

__all__ = [
    "Body", "Founding", "Newcomer", "Profile", "Settings", "accept_invitation", "add_organisation",
    "ask_address_change", "ask_erasure", "ask_reset", "ask_to_join", "block_person", "care_for_inactive",
    "carry_out_erasures", "change_cluster", "change_organisation", "change_password", "change_photo",
    "change_preferences", "change_profile", "change_role", "confirm_address", "decline_asker", "end_sign_in",
    "erase_person", "find_or_add_organisation", "forget_expired", "invite", "invite_asker", "invite_many",
    "invite_member", "is_acceptable", "is_open", "keep_account", "note_erasures", "note_refused_address",
    "open_setup", "prove", "reapply_erasures", "reinstate_person", "remove_person", "report_person",
    "resend_invitation", "reset_password", "revoke_invitation", "set_up_cluster", "settle_report", "sign_in",
    "sign_out_everywhere", "suspend_person", "tell_privacy", "touch", "trust_address", "unblock_person",
]  # fmt: skip
