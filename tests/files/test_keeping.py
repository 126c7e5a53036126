"""What is taken, what becomes of it, and what is swept away."""

from __future__ import annotations

import io
import os
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from app.core.action import action
from app.core.clock import now
from app.extensions import db
from app.files.keeping import drop, folder, keep, read_upload, safe_name, sweep, used_by
from app.files.models import StoredFile
from tests.files.hostile import a_document, a_pdf, an_image

FINE = [
    ("plan.pdf", a_pdf()),
    *((f"plan.{ending}", a_document(ending)) for ending in ("docx", "xlsx", "pptx", "odt", "ods", "odp")),
    ("notes.txt", "Grüße\n".encode()),
    ("notes.md", b"# Hello\n"),
    ("table.csv", "name;Größe\n".encode("cp1252")),
    ("table.csv", "name\tsize\n".encode("utf-16")),
    *((f"picture.{ending}", an_image(kind)) for ending, kind in
      (("png", "PNG"), ("jpg", "JPEG"), ("JPEG", "JPEG"), ("webp", "WEBP"))),
]  # fmt: skip


def sent(name: str, data: bytes) -> FileStorage:
    return FileStorage(io.BytesIO(data), name)


@action
def _keep(actor: Any, upload: Any) -> StoredFile:
    return keep(actor, upload)


@pytest.mark.parametrize(("name", "data"), FINE, ids=[name for name, _ in FINE])
def test_what_people_work_with_is_taken(context: Flask, name: str, data: bytes) -> None:
    with context.test_request_context():
        ready = read_upload(sent(name, data))
    assert ready.name == name and ready.data


def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken(context: Flask) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of Lucía"  # turned, and the maker's name
    exif.get_ifd(0x8825)[1] = "N"
    ready = read_upload(sent("photo.jpg", an_image("JPEG", exif=exif)))
    image = Image.open(io.BytesIO(ready.data))
    assert image.size == (30, 40) and not image.getexif() and b"Camera" not in ready.data


def test_what_nobody_refers_to_is_swept_after_a_day(context: Flask, cast: Any) -> None:
    file = _keep(cast.mentor, read_upload(sent("plan.pdf", a_pdf())))
    path, lost = folder() / file.stored, folder() / "lost.bin"
    lost.write_bytes(b"rolled back")
    assert used_by(cast.mentor.id) == len(a_pdf())
    assert sweep(now()) == 0 and path.is_file()
    old = (now() - timedelta(days=2)).timestamp()
    for kept in (path, lost):
        os.utime(kept, (old, old))
    sweep(now() + timedelta(days=2))
    assert db.session.execute(select(func.count(StoredFile.id))).scalar_one() == 0
    assert not path.is_file() and not lost.is_file()


def test_kept_only_by_an_action(context: Flask, cast: Any) -> None:
    with pytest.raises(RuntimeError):
        keep(cast.mentor, read_upload(sent("plan.pdf", a_pdf())))


@pytest.mark.parametrize("name", ["", "...", "\u202e", "/", "\\", "..", ".pdf", "a/b/", "\x00.pdf", "  .  "])
def test_any_name_becomes_one(name: str) -> None:
    made = safe_name(name)
    assert made.isprintable() and "/" not in made and "\\" not in made and not made.startswith(".") and made


@action
def _drop(actor: Any, file: StoredFile, fails: bool = False) -> None:
    drop(file)
    if fails:
        raise RuntimeError("the room refuses")


def test_a_file_goes_with_the_commit_and_stays_when_there_is_none(context: Flask, cast: Any) -> None:
    with context.test_request_context():
        first, second = (_keep(cast.mentor, read_upload(sent(f"{n}.txt", b"text"))) for n in "ab")
    names = {"first": first.stored, "second": second.stored}
    with pytest.raises(RuntimeError, match="refuses"):
        _drop(cast.mentor, first, fails=True)
    _drop(cast.mentor, second)
    there = {name: (folder() / stored).exists() for name, stored in names.items()}
    assert there == {"first": True, "second": False}
