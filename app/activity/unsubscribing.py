"""The link that stops one kind of mail to one person: signed, not stored; it can do nothing else (SECURITY 9)."""

from __future__ import annotations

import hashlib

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.activity.letters import DIGEST_LETTER, SWITCHES


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(
        current_app.config["SECRET_KEY"], salt="unsubscribe", signer_kwargs={"digest_method": hashlib.sha256}
    )


def unsubscribe_token(person_id: str, verb: str) -> str:
    """For the link in a mail."""
    return str(_signer().dumps([person_id, verb]))


def read_token(token: str) -> tuple[str, str] | None:
    """(person id, verb), or None for a token that is not ours."""
    try:
        person_id, verb = _signer().loads(token[:500])
    except (BadSignature, ValueError, TypeError):
        return None
    return str(person_id), str(verb)


def can_be_weekly(key: str) -> bool:
    """Can it come once a week instead? Whatever goes into the digest, and the digest itself; other letters cannot."""
    return key not in SWITCHES or key == DIGEST_LETTER
