"""Have one's hours certified, take a certificate back. What it says is frozen when it is issued."""

from __future__ import annotations

import secrets

from flask_babel import gettext as _

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.mentoring.events import CertificateIssued, CertificateRevoked
from app.mentoring.models import Certificate
from app.mentoring.queries.certificates import given, same_certificate, standing_certificates
from app.mentoring.rules import may_issue_certificate, may_revoke_certificate
from app.web.periods import Period, today

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: it is read from paper and typed
CODE_LENGTH = 26
"""26 letters of 32: 130 bits of chance."""


@action
def issue_certificate(actor: Actor, period: Period) -> Certificate:
    """Certify the hours that the actor gave as a mentor in a period of past days. The same twice is the first one."""
    require(may_issue_certificate(actor))
    since, until = period.since, period.until
    if since is None or until is None or since > until:
        raise Refused(_("The first day must not be after the last one."), "until")
    if until >= today(period.zone):
        raise Refused(_("A certificate covers days that are over: choose yesterday or an earlier day."), "until")
    counted = given(actor.id, period)
    if not counted.sessions:
        raise Refused(_("There is no confirmed session of yours as a mentor in this time."), "period")
    if same := same_certificate(actor.id, period, counted):
        return same
    certificate = Certificate(
        mentor_id=actor.id, code=new_code(), name=actor.name, since=since, until=until, minutes=counted.minutes,
        sessions=counted.sessions, created_at=now(),
    )  # fmt: skip
    db.session.add(certificate)
    db.session.flush()
    about, mentor = Ref("certificate", certificate.id, ""), Ref("person", actor.id, actor.name)
    record(actor, CertificateIssued(about, mentor, since, until, counted.minutes))
    return certificate


def new_code() -> str:
    """What nobody can guess, and everybody can type."""
    return "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))


@action
def revoke_certificate(actor: Actor, certificate: Certificate) -> Certificate:
    """It is not valid any more, and its public address says so. Twice is nothing."""
    require(may_revoke_certificate(actor, certificate))
    if certificate.revoked_at is None:
        _revoke(actor, certificate)
    return certificate


def revoke_all_of(actor: Actor, person_id: str) -> None:
    """A person leaves, within their action: their certificates are revoked and bear no name any more (M8)."""
    for certificate in standing_certificates(person_id):
        if certificate.revoked_at is None:
            _revoke_along(actor, certificate)
        certificate.name = ""
    db.session.flush()


@action
def _revoke_along(actor: Actor, certificate: Certificate) -> None:
    _revoke(actor, certificate)


def _revoke(actor: Actor, certificate: Certificate) -> None:
    certificate.revoked_at = now()
    db.session.flush()
    mentor = Ref("person", certificate.mentor_id, certificate.name)
    record(actor, CertificateRevoked(Ref("certificate", certificate.id, ""), mentor))
