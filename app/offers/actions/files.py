"""The pictures and attachments of a post (SECURITY 18). They have been looked into before any action begins."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.core.action import action
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.files.keeping import Upload, drop, is_unused, keep
from app.files.models import StoredFile
from app.offers.models import MAX_FILES, Post, PostFile, PostFiles
from app.offers.queries import usable
from app.offers.rules import may_post


@action(silent="what one is still typing is nobody else's business")
def keep_uploads(actor: Actor, uploads: Sequence[Upload]) -> list[StoredFile]:
    """Keep files for a post that is still being written. What no post takes up is swept a day later."""
    require(may_post(actor))
    return [keep(actor, upload) for upload in uploads]


def put_files(actor: Actor, post: Post, files: PostFiles) -> bool:
    """Let the post have these files and no others; whether anything is another now. Part of an action on the post."""
    before, alts = _alts(post), dict(files.kept)
    if len(alts) + len(files.new) > MAX_FILES:
        raise Refused(_("A post has at most %(max)d pictures and files.", max=MAX_FILES), "uploads")
    found = usable(actor, alts)
    if len(found) < len(alts):
        raise Refused(_("A file is not here any more. Choose it once more."), "uploads")
    for id_ in before.keys() - alts.keys():
        _take_away(post, id_)
    for file in found:
        db.session.merge(_on(post, file, alts[file.id]))
    db.session.add_all(_on(post, keep(actor, upload), files.alt) for upload in files.new)
    db.session.flush()
    return before != _alts(post)


def put_files_away(post: Post) -> None:
    """Take all of its files away. Part of an action on the post."""
    for id_ in _alts(post):
        _take_away(post, id_)


def _alts(post: Post) -> dict[str, str]:
    rows = db.session.execute(select(PostFile).where(PostFile.post_id == post.id)).scalars()
    return {row.file_id: row.alt for row in rows}


def _on(post: Post, file: StoredFile, alt: str) -> PostFile:
    shown = file.media_type.startswith("image/")
    return PostFile(post_id=post.id, file_id=file.id, shown=shown, alt=alt if shown else "")


def _take_away(post: Post, file_id: str) -> None:
    """A copy of the post may have it, too: it goes with the last one."""
    db.session.execute(delete(PostFile).where(PostFile.post_id == post.id, PostFile.file_id == file_id))
    file = db.session.execute(select(StoredFile).where(StoredFile.id == file_id, is_unused())).scalar_one_or_none()
    if file is not None:
        drop(file)
