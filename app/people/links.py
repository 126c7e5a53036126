"""Secrets in links: derived from the row they belong to, so that a mail can be written later; only the hash is stored.

The token is an HMAC with the site's secret key of purpose, row and round: 256 bit, not to be guessed, and gone when the
row is used, revoked or in a new round (SECURITY 9).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta

from flask import current_app

from app.people.reader import hash_secret

INVITATION_LASTS = timedelta(days=7)
SETUP_LASTS = timedelta(hours=24)
RESET_LASTS = timedelta(hours=1)
ADDRESS_LASTS = timedelta(hours=24)


def token(purpose: str, ref: str, round: int = 1) -> str:
    """The secret of a row's link."""
    key = current_app.config["SECRET_KEY"].encode()
    digest = hmac.new(key, f"{purpose}:{ref}:{round}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def token_hash(purpose: str, ref: str, round: int = 1) -> str:
    """What is stored of it."""
    return hash_secret(token(purpose, ref, round))


def external(endpoint: str, **values: str) -> str:
    """A whole address on the configured base URL, also where no request is being answered (SECURITY 13)."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return str(current_app.config["BASE_URL"]).rstrip("/") + path
