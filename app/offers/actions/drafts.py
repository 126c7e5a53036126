"""What somebody is typing, kept while they type. No event tells of it: nobody else is concerned."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, require
from app.extensions import db
from app.offers.actions.posts import create_post, edit_post
from app.offers.models import Post, PostContent, PostDraft, PostFiles
from app.offers.queries import find_draft
from app.offers.rules import may_post

Said = dict[str, list[str]]


@action(silent="what one is still typing is nobody else's business")
def keep_draft(actor: Actor, kind: str, about_id: str, said: Said) -> PostDraft:
    """Keep what is typed, right or wrong, in place of what was kept before."""
    require(may_post(actor))
    draft = find_draft(actor, kind, about_id) or PostDraft(person_id=actor.id, kind=kind, about_id=about_id)
    draft.said, draft.changed_at = said, now()
    db.session.add(draft)
    db.session.flush()
    return draft


@action(silent="what one is still typing is nobody else's business")
def drop_draft(actor: Actor, kind: str, about_id: str) -> None:
    """Begin anew."""
    require(may_post(actor))
    mine = (PostDraft.person_id == actor.id) & (PostDraft.kind == kind) & (PostDraft.about_id == about_id)
    db.session.execute(delete(PostDraft).where(mine))


@action(silent="the post is told by the action inside, which takes what was typed")
def finish_post(
    actor: Actor, kind: str, content: PostContent, files: PostFiles, publish: bool, owner: Any | None = None
) -> Post:
    """What was typed becomes a post; the draft of it goes."""
    drop_draft(actor, kind, owner.id if owner is not None and owner.id != actor.id else "")
    return create_post(actor, kind, content, publish, owner, files)


@action(silent="the post is told by the action inside, which takes what was typed")
def finish_change(actor: Actor, post: Post, content: PostContent, files: PostFiles) -> Post:
    """What was typed becomes the post's; the draft of it goes."""
    drop_draft(actor, post.kind, post.id)
    return edit_post(actor, post, content, files)
