"""Pictures and attachments: of a post that the reader may see, or kept while one is still writing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import and_, or_, select

from app.core.rules import Actor
from app.extensions import db
from app.files.keeping import is_unused
from app.files.models import StoredFile
from app.offers.models import MAX_FILES, Post, PostFile
from app.offers.queries.posts import visible

_FILE: Any = select(
    StoredFile.id, StoredFile.name, StoredFile.size, StoredFile.media_type, PostFile.alt, PostFile.shown
).join(PostFile, PostFile.file_id == StoredFile.id)


def files_of(post_id: str) -> list[Any]:
    """The files of a post, in the order in which they came."""
    query = _FILE.where(PostFile.post_id == post_id).order_by(StoredFile.id)
    return list(db.session.execute(query.limit(MAX_FILES)))


def file_of(reader: Actor | None, post_id: str, file_id: str, shown: bool) -> StoredFile | None:
    """A picture (`shown`) or an attachment of a post that this reader may see."""
    query = (
        select(StoredFile)
        .join(PostFile, PostFile.file_id == StoredFile.id)
        .join(Post, Post.id == PostFile.post_id)
        .where(Post.id == post_id, StoredFile.id == file_id, PostFile.shown.is_(shown), visible(reader))
    )
    return db.session.execute(query).scalar_one_or_none()


def usable(writer: Actor, ids: Iterable[str]) -> Sequence[StoredFile]:
    """Those of these files that this person may put on a post: kept for it and not in use, or of a post they wrote."""
    wrote = select(PostFile.file_id).join(Post, Post.id == PostFile.post_id)
    wrote = wrote.where(or_(Post.owner_id == writer.id, Post.posted_by == writer.id))
    own = and_(StoredFile.owner_id == writer.id, is_unused())
    query = select(StoredFile).where(StoredFile.id.in_(list(ids)[: 2 * MAX_FILES]), or_(own, StoredFile.id.in_(wrote)))
    return db.session.execute(query.order_by(StoredFile.id)).scalars().all()
