"""People, what they belong to, and how they get in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from app.core.clock import now
from app.core.models import Base, Identified, Moment
from app.core.search import fold

ROLES = ("member", "partner", "observer", "animator")
LEVELS = ("basic", "good", "fluent", "native")
"""How well somebody works in a language."""


class Cluster(Base):
    """This installation: one row."""

    __tablename__ = "clusters"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    countries: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    timezone: Mapped[str] = mapped_column(String(64), default="Europe/Brussels")
    room_pattern: Mapped[str] = mapped_column(String(300), default="")  # of meeting rooms: https://…/{room}
    approve_posts: Mapped[bool] = mapped_column(Boolean, default=False)  # an animator sees each post before others do
    embed_origins: Mapped[list[str]] = mapped_column(JSON, default=list)  # sites that may frame the public board
    take_proposals: Mapped[bool] = mapped_column(Boolean, default=False)  # visitors can put innovations forward
    require_second_factor: Mapped[bool] = mapped_column(Boolean, default=False)  # of animators
    mail_url: Mapped[str] = mapped_column(Text, default="")  # sealed: it may hold a password; the host's setting wins
    mail_from: Mapped[str] = mapped_column(String(254), default="")
    privacy: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # what the privacy notice needs to be told


class Organisation(Identified, Base):
    """A legal or informal body: partner, stakeholder, venture, incubator."""

    __tablename__ = "organisations"

    name: Mapped[str] = mapped_column(String(160))
    sort_name: Mapped[str] = mapped_column(String(320), default="", index=True)  # folded, kept by `_keep_sorted`
    kind: Mapped[str] = mapped_column(String(20), default="stakeholder")
    about: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(String(300), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    created_by: Mapped[str | None] = mapped_column(String(26))  # a person; no key, since people refer to organisations

    @validates("name")
    def _keep_sorted(self, _key: str, name: str) -> str:
        self.sort_name = fold(name)[:320]
        return name


class Person(Identified, Base):
    """One account. `state`: active, suspended, removed. A removed person keeps the row under a pseudonym (A5)."""

    __tablename__ = "people"

    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    sort_name: Mapped[str] = mapped_column(String(240), default="", index=True)  # folded, kept by `_keep_sorted`
    pronouns: Mapped[str] = mapped_column(String(40), default="")
    role: Mapped[str] = mapped_column(String(12), default="member")
    state: Mapped[str] = mapped_column(String(12), default="active", index=True)
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    headline: Mapped[str] = mapped_column(String(160), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    links: Mapped[list[str]] = mapped_column(JSON, default=list)
    photo: Mapped[str] = mapped_column(String(60), default="", index=True)  # random file name in uploads/, or empty
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    city: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    timezone: Mapped[str] = mapped_column(String(64), default="")
    locale: Mapped[str] = mapped_column(String(8), default="")  # empty: the browser's
    welcomed: Mapped[bool] = mapped_column(Boolean, default=False)  # has completed the profile once
    mail_refused_at: Mapped[datetime | None] = mapped_column(
        Moment
    )  # a mail server says that the address does not work
    mail_refused_why: Mapped[str | None] = mapped_column(String(300))
    seen_at: Mapped[datetime | None] = mapped_column(Moment)  # the last use, noted hourly at most
    inactive_told_at: Mapped[datetime | None] = mapped_column(Moment)  # was told that the account will be removed
    erase_at: Mapped[datetime | None] = mapped_column(Moment, index=True)  # asked to be erased; until then to be undone
    totp_secret: Mapped[str] = mapped_column(String(200), default="")  # sealed; empty: no second factor
    totp_step: Mapped[int] = mapped_column(Integer, default=0)  # of the last code taken, which is not taken again

    @property
    def is_animator(self) -> bool:
        return self.role == "animator"

    @validates("name")
    def _keep_sorted(self, _key: str, name: str) -> str:
        self.sort_name = fold(name)[:240]
        return name


class PersonLanguage(Base):
    """A language the person works in (ISO 639-1)."""

    __tablename__ = "person_languages"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), primary_key=True, index=True)
    level: Mapped[str] = mapped_column(String(8), default="")  # of LEVELS; empty: not told


class Block(Base):
    """One of the two wants nothing to do with the other; neither is shown to the other any more (M3)."""

    __tablename__ = "blocks"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class PersonReport(Identified, Base):
    """Somebody tells the animators of another's conduct. `reason` is a code; `state`: open, settled."""

    __tablename__ = "person_reports"

    reporter_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(24))
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(8), default="open", index=True)
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    outcome: Mapped[str] = mapped_column(Text, default="")  # what the animator did about it


class SignIn(Identified, Base):
    """A session: the browser holds a secret, we hold its hash. `ended_at` revokes it (SECURITY 8)."""

    __tablename__ = "sign_ins"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    agent: Mapped[str] = mapped_column(String(200), default="")
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now)
    proved_at: Mapped[datetime] = mapped_column(Moment, default=now)  # last time the password was given
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    network_hash: Mapped[str] = mapped_column(String(64), default="")  # where from, unreadable: to notice a new place
    way: Mapped[str] = mapped_column(String(12), default="password")  # password, oidc, link


class RecoveryCode(Base):
    """A way in for who lost their second factor: each works once, only its hash is kept (SECURITY 10)."""

    __tablename__ = "recovery_codes"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class OutsideIdentity(Identified, Base):
    """Who somebody is at a sign-in provider outside (OpenID Connect Core §2: issuer and subject)."""

    __tablename__ = "outside_identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(255))


class Consent(Identified, Base):
    """One thing a person agreed to, dated and revocable; given again is a new row (SECURITY 29)."""

    __tablename__ = "consents"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class SecurityEntry(Identified, Base):
    """What happened to an account's safety, told to its owner and kept for twelve months; never in the log."""

    __tablename__ = "security_entries"

    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    agent: Mapped[str] = mapped_column(String(200), default="")


class Invitation(Identified, Base):
    """A place kept for an address and a role, for 7 days. The link's secret is derived, only its hash is kept."""

    __tablename__ = "invitations"

    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    secret_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(12), default="member")
    note: Mapped[str] = mapped_column(Text, default="")
    locale: Mapped[str] = mapped_column(String(8), default="")
    invited_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    round: Mapped[int] = mapped_column(Integer, default=1)  # each resend is a new link
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))


class JoinRequest(Identified, Base):
    """A visitor asks for an invitation. `state`: open, invited, declined."""

    __tablename__ = "join_requests"

    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(120))
    message: Mapped[str] = mapped_column(Text, default="")
    locale: Mapped[str] = mapped_column(String(8), default="")
    state: Mapped[str] = mapped_column(String(12), default="open", index=True)
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))


class OneTimeLink(Identified, Base):
    """A set-up, password-reset or address-change link: single use, short-lived, consumed by POST (SECURITY 9)."""

    __tablename__ = "one_time_links"

    purpose: Mapped[str] = mapped_column(String(16))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254), default="")
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class Attempt(Base):
    """Tries at something secret, counted per key and minute, for all processes (SECURITY 7)."""

    __tablename__ = "attempts"
    __table_args__ = (UniqueConstraint("key", "window"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(120))
    window: Mapped[int] = mapped_column(Integer, index=True)  # the minute
    count: Mapped[int] = mapped_column(Integer, default=0)
