"""When a form for visitors was opened: signed, so that no program can say it was longer ago. No third party is asked
whether somebody is a person; what writes faster than anybody reads is none."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.core.clock import now

AT_LEAST = timedelta(seconds=5)
AT_MOST = timedelta(hours=24)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(
        current_app.config["SECRET_KEY"], salt="form-opened", signer_kwargs={"digest_method": hashlib.sha256}
    )


def opened_now() -> str:
    """What a form carries that is shown now."""
    return str(_signer().dumps(int(now().timestamp())))


def opened_for(token: str) -> timedelta | None:
    """How long ago the form was shown; None for a token that is not ours."""
    try:
        return timedelta(seconds=now().timestamp() - int(_signer().loads(token[:200])))
    except (BadSignature, ValueError, TypeError):
        return None
