"""The link in a mail that asks whether a post still holds: signed, not stored; dead once the post is another (O3)."""

from __future__ import annotations

import hashlib

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.offers.models import Post
from app.people.queries import person_here


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(
        current_app.config["SECRET_KEY"], salt="still-valid", signer_kwargs={"digest_method": hashlib.sha256}
    )


def _state(post: Post) -> list[str]:
    """What an answer is about: who owns it, and until when it held. An answer makes it another."""
    checked = post.checked_at.isoformat() if post.checked_at else ""
    return [post.id, post.owner_id, str(post.until or ""), checked, post.state]


def answer_token(post: Post) -> str:
    """For the link in a mail to its owner."""
    return str(_signer().dumps(_state(post)))


def post_id_of(token: str) -> str | None:
    """Which post this link is about; None for a token that is not ours."""
    try:
        said = _signer().loads(token[:1000])
    except (BadSignature, ValueError, TypeError):
        return None
    return str(said[0])


def still_answers(token: str, post: Post) -> bool:
    """Whether nobody has answered since the mail was written, and its owner still may."""
    return bool(_signer().loads(token[:1000]) == _state(post)) and person_here(post.owner_id) is not None
