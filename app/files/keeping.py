"""Take a file in, give it out, let it go. Who may is asked by the room that the file belongs to."""

from __future__ import annotations

import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Response, abort, current_app, send_file
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, delete, event, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement
from werkzeug.datastructures import FileStorage

from app.core.action import acting, action
from app.core.models import Base, new_id
from app.core.rules import Actor, Refused
from app.extensions import db
from app.files.images import KINDS as IMAGES
from app.files.kinds import MEDIA_TYPES, checked, picture
from app.files.models import StoredFile

MOST_BYTES = 20 * 1024 * 1024
LONGEST_NAME = 120
DROPPED = "dropped_files"
"""Where a session remembers the files that go with its commit."""
MEGABYTE = 1024 * 1024
_RESERVED = re.compile(r'[<>:"|?*\\/]')


@dataclass(frozen=True)
class Upload:
    """A file that has been looked into; nothing of it is kept yet. `small`: a picture for a card beside the whole."""

    name: str
    media_type: str
    data: bytes
    small: bytes = b""


def read_upload(upload: FileStorage | None, shown: bool = False) -> Upload:
    """Look into an upload. Refused, with words, when it is none of the kinds that are taken.

    `shown`: an image is to be seen on a page, so it is made smaller, too."""
    name = safe_name(upload.filename if upload else "")
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if upload is None or not upload.filename:
        raise Refused(_l("Choose a file."), "file")
    if ending not in MEDIA_TYPES:
        told = _l(
            "Files of this kind are not taken. Choose a PDF, an image, a text, a document, a spreadsheet or slides."
        )
        raise Refused(told, "file")
    data = upload.stream.read(MOST_BYTES + 1)
    if not data:
        raise Refused(_l("This file is empty."), "file")
    if len(data) > MOST_BYTES:
        raise Refused(_l("This file is larger than 20 MB. Choose a smaller one."), "file")
    if shown and ending in IMAGES:
        large, small = picture(ending, data)
        return Upload(f"{name.rpartition('.')[0]}.webp", "image/webp", large, small)
    kept = checked(ending, data)
    if len(kept) > MOST_BYTES:
        raise Refused(_l("This image becomes larger than 20 MB. Choose a smaller one."), "file")
    return Upload(name, MEDIA_TYPES[ending], kept)


def safe_name(name: str | None) -> str:
    """A name without folders, control, direction or other unseen characters, at most LONGEST_NAME long."""
    plain = unicodedata.normalize("NFC", (name or "").replace("\\", "/").rpartition("/")[2])
    shown = "".join(" " if letter in "\t\n\r" else letter for letter in plain)
    shown = "".join(letter for letter in shown if unicodedata.category(letter)[0] != "C")
    shown = " ".join(_RESERVED.sub("_", shown).split()).lstrip(". ")
    stem, dot, ending = shown.rpartition(".")
    if not dot:
        return shown[:LONGEST_NAME] or "file"
    ending = ending.strip()[:10]
    return f"{stem.strip()[: LONGEST_NAME - len(ending) - 1] or 'file'}.{ending}"


def keep(actor: Actor, upload: Upload) -> StoredFile:
    """Write it to disk and note it down, within the room's action. Refused when the person has no room left."""
    if not acting():
        raise RuntimeError("only an action keeps a file")
    most = int(current_app.config["FILES_MB_PER_PERSON"]) * MEGABYTE
    if used_by(actor.id) + len(upload.data) > most:
        told = _("Your files take up the %(n)d MB that each person has. Delete one first.", n=most // MEGABYTE)
        raise Refused(told, "file")
    stored = f"{secrets.token_hex(20)}.bin"
    for place in (folder().parent, folder()):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(folder() / stored, upload.data)
    if upload.small:
        _write(_small(folder() / stored), upload.small)
    file = StoredFile(
        id=new_id(), owner_id=actor.id, name=upload.name, media_type=upload.media_type, size=len(upload.data),
        stored=stored,
    )  # fmt: skip
    db.session.add(file)
    db.session.flush()
    return file


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)


def _small(path: Path) -> Path:
    return path.with_suffix(".small")


def _unlink(path: Path) -> None:
    path.unlink(missing_ok=True)
    _small(path).unlink(missing_ok=True)


def used_by(person_id: str) -> int:
    """Bytes of all files that this person added."""
    query = select(func.coalesce(func.sum(StoredFile.size), 0)).where(StoredFile.owner_id == person_id)
    return int(db.session.execute(query).scalar_one())


def drop(file: StoredFile) -> None:
    """Take it away, within the room's action: from disk once that is committed."""
    if not acting():
        raise RuntimeError("only an action drops a file")
    path = folder() / file.stored
    db.session.delete(file)
    db.session.flush()
    db.session().info.setdefault(DROPPED, []).append(path)


@event.listens_for(Session, "after_commit")
def _let_go(session: Session) -> None:
    for path in session.info.pop(DROPPED, ()):
        _unlink(path)


@event.listens_for(Session, "after_rollback")
def _spare(session: Session) -> None:
    """What was not committed after all is still somebody's."""
    session.info.pop(DROPPED, None)


def send(file: StoredFile, small: bool = False) -> Response:
    """Give it out, to be saved and never opened by the browser: SECURITY 18. The view has asked who is asking.

    A page shows it all the same where it says <img>. `small`: as it stands on a card, where there is such a one."""
    path = folder() / file.stored
    if small and _small(path).is_file():
        path = _small(path)
    if not path.is_file():
        abort(404)
    return send_file(path, file.media_type, as_attachment=True, download_name=file.name)


def path_of(file: StoredFile) -> Path:
    """Where it lies."""
    return folder() / file.stored


def folder() -> Path:
    """Outside the web root."""
    return Path(current_app.config["INSTANCE"]) / "uploads" / "files"


@action(silent="files that belong to nothing, as is said where they are uploaded")
def sweep(at: datetime) -> int:
    """For the worker: a day later, rows that no room refers to, and files without a row, go. Returns how many."""
    alone = select(StoredFile.id).where(StoredFile.created_at < at - timedelta(days=1), is_unused())
    rows = list(db.session.execute(alone.limit(200)).scalars())
    db.session.execute(delete(StoredFile).where(StoredFile.id.in_(rows)))
    known = set(db.session.execute(select(StoredFile.stored)).scalars())
    oldest = (at - timedelta(days=1)).timestamp()
    lost = [path for path in folder().glob("*.bin") if path.name not in known and path.stat().st_mtime < oldest]
    for path in lost:
        _unlink(path)
    return len(rows) + len(lost)


def is_unused() -> ColumnElement[bool]:
    """Whether no room refers to a StoredFile."""
    return and_(*(StoredFile.id.not_in(select(it).where(it.is_not(None))) for it in _references()))


def _references() -> list[Any]:
    """Every column, of any room, that refers to a file."""
    here = StoredFile.__table__.c.id
    return [key.parent for table in Base.metadata.sorted_tables for key in table.foreign_keys if key.column is here]
