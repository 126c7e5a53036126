"""Photos and evidence: of an activity that the reader may see, or kept while one is still writing (SECURITY 18)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import and_, false, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.core.rules import Actor
from app.extensions import db
from app.files.keeping import is_unused
from app.files.models import StoredFile
from app.outreach.models import MAX_FILES, ActivityFile, DisseminationActivity
from app.outreach.queries.one import visible


def _shown_to(reader: Actor | None) -> ColumnElement[bool]:
    """Evidence (a list of who was there, a letter) may name people: it is not for visitors and observers. Nor are the
    files of what was taken back, but for who wrote it and the animators."""
    if reader is None or reader.role == "observer":
        return and_(ActivityFile.kind == "photo", DisseminationActivity.state == "logged")
    if reader.role == "animator":
        return ActivityFile.kind.is_not(None)
    return or_(DisseminationActivity.state != "withdrawn", DisseminationActivity.author_id == reader.id)


def files_of(reader: Actor | None, activity_id: str) -> list[Any]:
    """The files of an activity that this reader may see, photos first, in the order in which they came."""
    columns = (StoredFile.id, StoredFile.name, StoredFile.size, StoredFile.media_type)
    query = _files().with_only_columns(*columns, ActivityFile.kind, ActivityFile.caption)
    query = query.where(DisseminationActivity.id == activity_id, visible(reader), _shown_to(reader))
    return list(db.session.execute(query.order_by(ActivityFile.kind.desc(), StoredFile.id).limit(MAX_FILES)))


def file_of(reader: Actor | None, activity_id: str, file_id: str, kind: str) -> StoredFile | None:
    """A photo or a piece of evidence of an activity that this reader may see."""
    query = _files().where(DisseminationActivity.id == activity_id, StoredFile.id == file_id)
    query = query.where(ActivityFile.kind == kind, visible(reader), _shown_to(reader))
    return db.session.execute(query).scalar_one_or_none()


def _files() -> Any:
    query = select(StoredFile).join(ActivityFile, ActivityFile.file_id == StoredFile.id)
    return query.join(DisseminationActivity, DisseminationActivity.id == ActivityFile.activity_id)


def usable(writer: Actor, ids: Iterable[str], activity_id: str | None = None) -> Sequence[StoredFile]:
    """Those of these files that this person may give to an activity: kept for it and not in use, of one they wrote, or
    of the one that they put right."""
    wrote = select(ActivityFile.file_id).join(
        DisseminationActivity, DisseminationActivity.id == ActivityFile.activity_id
    )
    this = DisseminationActivity.id == activity_id if activity_id else false()
    wrote = wrote.where(or_(DisseminationActivity.author_id == writer.id, this))
    own = and_(StoredFile.owner_id == writer.id, is_unused())
    query = select(StoredFile).where(StoredFile.id.in_(list(ids)[: 2 * MAX_FILES]), or_(own, StoredFile.id.in_(wrote)))
    return db.session.execute(query.order_by(StoredFile.id)).scalars().all()
