"""The photos and the evidence of an activity (SECURITY 18). They have been looked into before any action begins."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.core.rules import Actor, Refused
from app.extensions import db
from app.files.keeping import drop, is_unused, keep
from app.files.models import StoredFile
from app.outreach.models import MAX_FILES, ActivityFile, ActivityFiles, DisseminationActivity
from app.outreach.queries import usable


def put_files(actor: Actor, activity: DisseminationActivity, files: ActivityFiles) -> None:
    """Let the activity have these files and no others. Part of an action on it."""
    before, captions = _of(activity), dict(files.kept)
    if len(captions) + len(files.photos) + len(files.evidence) > MAX_FILES:
        raise Refused(_("An activity has at most %(max)d photos and files.", max=MAX_FILES), "photos")
    found = usable(actor, captions, activity.id)
    if len(found) < len(captions):
        raise Refused(_("A file is not here any more. Choose it once more."), "photos")
    for id_ in before.keys() - captions.keys():
        _take_away(activity, id_)
    for file in found:
        kind = before[file.id] if file.id in before else kind_of(file)
        db.session.merge(_on(activity, file, kind, captions[file.id]))
    db.session.add_all(_on(activity, keep(actor, one), "photo", files.caption) for one in files.photos)
    db.session.add_all(_on(activity, keep(actor, one), "evidence", "") for one in files.evidence)
    db.session.flush()


def kind_of(file: StoredFile) -> str:
    """What was kept while the rest was mended: photos were written anew as WebP, evidence stays as it came. A file that
    an earlier activity has is what it is there."""
    query = select(ActivityFile.kind).where(ActivityFile.file_id == file.id).limit(1)
    there = db.session.execute(query).scalar_one_or_none()
    return there or ("photo" if file.media_type == "image/webp" else "evidence")


def put_files_away(activity: DisseminationActivity) -> None:
    """Take all of its files away. Part of an action on it."""
    for id_ in _of(activity):
        _take_away(activity, id_)


def _of(activity: DisseminationActivity) -> dict[str, str]:
    query = select(ActivityFile.file_id, ActivityFile.kind).where(ActivityFile.activity_id == activity.id)
    return {row.file_id: row.kind for row in db.session.execute(query)}


def _on(activity: DisseminationActivity, file: StoredFile, kind: str, caption: str) -> ActivityFile:
    return ActivityFile(activity_id=activity.id, file_id=file.id, kind=kind, caption=caption if kind == "photo" else "")


def _take_away(activity: DisseminationActivity, file_id: str) -> None:
    """A later activity that was made of this one may have it, too: it goes with the last one."""
    mine = (ActivityFile.activity_id == activity.id) & (ActivityFile.file_id == file_id)
    db.session.execute(delete(ActivityFile).where(mine))
    file = db.session.execute(select(StoredFile).where(StoredFile.id == file_id, is_unused())).scalar_one_or_none()
    if file is not None:
        drop(file)
