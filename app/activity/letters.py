"""Mails with a template of their own: what each template needs, made from the event's facts when it is sent.

    LETTERS["people/mail/invitation"] = invitation_letter

The function takes the facts (Refs, moments and plain values by name) and returns what the template is filled with, or
None when the letter is no longer of use (the invitation was revoked): then nothing is sent. Secrets are derived here,
at the last moment, so that none lies in the database (SECURITY 9). A `locale` in the result is the language of somebody
without an account.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

LETTERS: dict[str, Callable[[dict[str, Any]], dict[str, Any] | None]] = {}
