"""The facts that people records."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Letter, Ref, fact
from app.activity.models import ANIMATORS, MEMBERS, PARTIES
from app.activity.sentences import LINKS

LINKS["person"] = "people.person"
LINKS["join_request"] = "people.join_request"
LINKS["report"] = "people.report"
LINKS["organisation"] = "people.organisation"


class Silent(Fact):
    """A fact for nobody's inbox: it is in the log, and where it matters in a letter."""

    def tells(self) -> Iterable[Ref]:
        return ()


@fact("people.cluster_set_up", strand="people", visibility=MEMBERS)
class ClusterSetUp(Silent):
    cluster: Ref
    person: Ref


@fact("people.cluster_changed", strand="people", visibility=MEMBERS)
class ClusterChanged(Silent):
    cluster: Ref
    was: str = ""  # its name before, when that changed


@fact("people.privacy_told", strand="people", visibility=MEMBERS)
class PrivacyTold(Silent):
    cluster: Ref


@fact("people.person_invited", strand="people", visibility=ANIMATORS)
class PersonInvited(Silent):
    invitation: Ref
    address: str

    def letters(self) -> Iterable[Letter]:
        return (Letter("people/mail/invitation", address=self.address),)


@fact("people.invitation_resent", strand="people", visibility=ANIMATORS)
class InvitationResent(Silent):
    invitation: Ref
    address: str

    def letters(self) -> Iterable[Letter]:
        return (Letter("people/mail/invitation", address=self.address),)


@fact("people.invitation_revoked", strand="people", visibility=ANIMATORS)
class InvitationRevoked(Silent):
    invitation: Ref


@fact("people.person_joined", strand="people", visibility=MEMBERS)
class PersonJoined(Fact):
    person: Ref
    inviter: Ref | None = None


@fact("people.join_asked", strand="people", visibility=ANIMATORS, mail=_l("Somebody asks to join"))
class JoinAsked(Fact):
    request: Ref
    animators: list[str]  # whom it was put before

    def waits_for(self) -> Iterable[Ref]:
        return [Ref("person", id_, "") for id_ in self.animators]

    tells = waits_for


@fact("people.join_declined", strand="people", visibility=ANIMATORS)
class JoinDeclined(Silent):
    request: Ref
    address: str

    def letters(self) -> Iterable[Letter]:
        return (Letter("people/mail/join_declined", address=self.address),)


@fact("people.profile_changed", strand="people", visibility=PARTIES)
class ProfileChanged(Silent):
    person: Ref


@fact("people.password_changed", strand="people", visibility=PARTIES)
class PasswordChanged(Silent):
    person: Ref

    def letters(self) -> Iterable[Letter]:
        return (Letter("people/mail/password_changed", person_id=self.person.id),)


@fact("people.password_reset_asked", strand="people", visibility=PARTIES)
class PasswordResetAsked(Silent):
    person: Ref
    link: str

    def letters(self) -> Iterable[Letter]:
        return (Letter("people/mail/reset", person_id=self.person.id),)


@fact("people.address_change_asked", strand="people", visibility=PARTIES)
class AddressChangeAsked(Silent):
    person: Ref
    link: str
    address: str

    def letters(self) -> Iterable[Letter]:
        return (Letter("people/mail/address", address=self.address),)


@fact("people.address_changed", strand="people", visibility=PARTIES)
class AddressChanged(Silent):
    person: Ref
    old_address: str

    def letters(self) -> Iterable[Letter]:
        return (Letter("people/mail/address_changed", address=self.old_address),)


@fact("people.signed_out_everywhere", strand="people", visibility=PARTIES)
class SignedOutEverywhere(Silent):
    person: Ref


@fact("people.role_changed", strand="people", visibility=ANIMATORS)
class RoleChanged(Fact):
    person: Ref
    old: str
    new: str


@fact("people.person_suspended", strand="people", visibility=ANIMATORS)
class PersonSuspended(Silent):
    person: Ref


@fact("people.person_reinstated", strand="people", visibility=ANIMATORS)
class PersonReinstated(Fact):
    person: Ref


@fact("people.person_removed", strand="people", visibility=ANIMATORS)
class PersonRemoved(Silent):
    person: Ref  # already without a name


@fact("people.erasure_asked", strand="people", visibility=ANIMATORS)
class ErasureAsked(Silent):
    person: Ref

    def letters(self) -> Iterable[Letter]:
        return (Letter("people/mail/erasure", person_id=self.person.id),)


@fact("people.erasure_withdrawn", strand="people", visibility=ANIMATORS)
class ErasureWithdrawn(Silent):
    person: Ref


@fact("people.inactive_told", strand="people", visibility=ANIMATORS)
class InactiveTold(Silent):
    person: Ref

    def letters(self) -> Iterable[Letter]:
        return (Letter("people/mail/inactive", person_id=self.person.id),)


@fact("people.organisation_added", strand="people", visibility=MEMBERS)
class OrganisationAdded(Fact):
    organisation: Ref


@fact("people.organisation_changed", strand="people", visibility=MEMBERS)
class OrganisationChanged(Fact):
    organisation: Ref


class _ForAnimators(Fact):
    """Nobody it names sees it, unless they are told of it: a block is silent (M3)."""

    def parties(self) -> Iterable[Ref]:
        return ()


@fact("people.person_blocked", strand="people", visibility=ANIMATORS)
class PersonBlocked(_ForAnimators):
    """Who, whom and when; nobody is asked why."""

    person: Ref
    other: Ref


@fact("people.person_unblocked", strand="people", visibility=ANIMATORS)
class PersonUnblocked(_ForAnimators):
    person: Ref
    other: Ref


@fact("people.person_reported", strand="people", visibility=ANIMATORS, mail=_l("Somebody reports a person’s conduct"))
class PersonReported(_ForAnimators):
    """Who, of whom and what for stands in the report alone: it may be about one of the animators."""

    report: Ref

    def waits_for(self) -> Iterable[Ref]:
        return ()  # the action tells the animators, but for the one it is about


@fact("people.report_settled", strand="people", visibility=ANIMATORS)
class ReportSettled(Fact):
    """Only who reported is told; the other one is not named."""

    report: Ref
    reporter: Ref
