"""What people fill in."""

from __future__ import annotations

from app.people.forms.care import OutcomeForm, ReportForm
from app.people.forms.doors import (
    AcceptForm,
    AddressForm,
    EraseForm,
    ForgottenForm,
    JoinForm,
    PasswordForm,
    ProveForm,
    ResetForm,
    SetupForm,
    SignInForm,
)
from app.people.forms.invitations import InvitationForm, InvitationListForm
from app.people.forms.parts import ROLE_NAMES
from app.people.forms.profile import (
    ORGANISATION_KINDS,
    AnswerForm,
    ClusterForm,
    OrganisationForm,
    PhotoForm,
    PreferencesForm,
    ProfileForm,
    RoleForm,
)

__all__ = [
    "AcceptForm", "AddressForm", "AnswerForm", "ClusterForm", "EraseForm", "ForgottenForm", "InvitationForm",
    "InvitationListForm", "JoinForm", "ORGANISATION_KINDS", "OrganisationForm", "OutcomeForm", "PasswordForm",
    "PhotoForm", "PreferencesForm", "ProfileForm", "ProveForm", "ROLE_NAMES", "ReportForm", "ResetForm", "RoleForm",
    "SetupForm", "SignInForm",
]  # fmt: skip
