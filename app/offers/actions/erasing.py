"""The words of a post go: what is left says that it was there, and counts (BEHAVIOURS A5)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update

from app.activity.record import pseudonymise
from app.core.search import forget
from app.extensions import db
from app.offers.actions.files import put_files_away
from app.offers.models import Claim, Post, PostDraft

BLANK: dict[str, Any] = {
    "title": "", "text": "", "city": "", "region": "", "eligibility": "", "value_note": "", "closed_reason": "",
    "guest_name": "", "guest_contact": "", "contact_id": None,
}  # fmt: skip


def erase_words(post: Post) -> None:
    """Take away what it said, its files, what finds it, and its name in the log. What is agreed about it keeps what is
    counted: amounts and units. Part of the action that removes it."""
    put_files_away(post)
    forget(db.session, "post", post.id)
    db.session.execute(delete(PostDraft).where(PostDraft.about_id == post.id))
    blank = update(Post).where(Post.id == post.id).values(BLANK)
    db.session.execute(blank.execution_options(synchronize_session=False))
    db.session.refresh(post)
    for claim in db.session.execute(select(Claim).where(Claim.post_id == post.id)).scalars().all():
        claim.snapshot = {name: BLANK.get(name, value) for name, value in claim.snapshot.items()}
        pseudonymise(claim.id, "claim")
    pseudonymise(post.id, "post")
    db.session.flush()
