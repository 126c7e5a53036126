"""Certificates: issued, revoked. The public address is never among the facts."""

from __future__ import annotations

from datetime import date

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS


@fact("mentoring.certificate_issued", strand="mentoring", visibility=ANIMATORS)
class CertificateIssued(Fact):
    certificate: Ref
    mentor: Ref
    since: date
    until: date
    minutes: int


@fact("mentoring.certificate_revoked", strand="mentoring", visibility=ANIMATORS)
class CertificateRevoked(Fact):
    certificate: Ref
    mentor: Ref
