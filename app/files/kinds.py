"""Which files are taken: by ending, and by what is in them. Nothing that a browser could run (SECURITY 18)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import TypeVar

from flask_babel import lazy_gettext as _l

from app.core.rules import Refused
from app.files.images import KINDS as IMAGES
from app.files.images import NoImage, TooManyPixels, for_pages, written_anew

T = TypeVar("T")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
MEDIA_TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp",
    "docx": _OFFICE + "wordprocessingml.document", "xlsx": _OFFICE + "spreadsheetml.sheet",
    "pptx": _OFFICE + "presentationml.presentation", "odt": _OPEN + "text", "ods": _OPEN + "spreadsheet",
    "odp": _OPEN + "presentation", "txt": "text/plain", "md": "text/markdown", "csv": "text/csv",
}  # fmt: skip
"""Every ending that is taken, and what it is given out as."""
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 5000
DENSEST = 100
"""How many times larger than the file what it unpacks to may be (beyond 20 MB)."""

_NOT_WHAT_IT_SAYS = _l("This file is not what its name says. Save it again in its own program, and try once more.")


def checked(ending: str, data: bytes) -> bytes:
    """What is kept of it: images are written anew, the rest stays as it is. Refused when it is not what it says."""
    if ending in IMAGES:
        return _image(ending, data, written_anew)
    _CHECKS.get(ending, _is_text)(ending, data)
    return data


def picture(ending: str, data: bytes) -> tuple[bytes, bytes]:
    """An image as a page and as a card show it. Refused when it is none."""
    return _image(ending, data, for_pages)


def _image(ending: str, data: bytes, use: Callable[[io.BytesIO, str], T]) -> T:
    try:
        return use(io.BytesIO(data), IMAGES[ending])
    except TooManyPixels:
        raise Refused(_l("This image has more than 40 megapixels. Choose a smaller one."), "file") from None
    except NoImage:
        raise Refused(
            _l("This file cannot be read as an image. Save it again, or choose another one."), "file"
        ) from None


def _is_pdf(_ending: str, data: bytes) -> None:
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        raise Refused(_NOT_WHAT_IT_SAYS, "file")


def _is_document(ending: str, data: bytes) -> None:
    """A ZIP of the parts that such a document has; none of it is unpacked but a line of 100 letters."""
    if not data.startswith(b"PK\x03\x04"):
        raise Refused(_NOT_WHAT_IT_SAYS, "file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _not_a_bomb(packed.infolist(), len(data))
            if not _has_its_parts(ending, packed):
                raise Refused(_NOT_WHAT_IT_SAYS, "file")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as wrong:
        raise Refused(_NOT_WHAT_IT_SAYS, "file") from wrong


def _not_a_bomb(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > max(min(MOST_UNPACKED, DENSEST * size), 20 * 1024 * 1024):
        raise Refused(_l("This document unpacks to far more than it should. It is not taken."), "file")
    names = [part.filename.lower() for part in parts]
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Refused(_l("This document holds macros. Save it without them, and try once more."), "file")
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise Refused(_NOT_WHAT_IT_SAYS, "file")


def _has_its_parts(ending: str, packed: zipfile.ZipFile) -> bool:
    names = set(packed.namelist())
    if ending in _PARTS:
        return {"[Content_Types].xml", _PARTS[ending]} <= names
    if "mimetype" not in names or packed.getinfo("mimetype").file_size > 100:
        return False
    return packed.read("mimetype").strip().decode("ascii", "replace") == MEDIA_TYPES[ending]


def _is_text(_ending: str, data: bytes) -> None:
    """No control characters but tabs and ends of lines and pages: nothing that is not text by any encoding we meet."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data = data.decode("utf-16").encode("utf-8")
        except UnicodeError as wrong:
            raise Refused(_NOT_WHAT_IT_SAYS, "file") from wrong
    if any(code < 32 and code not in b"\t\n\r\f" for code in set(data)):
        raise Refused(_NOT_WHAT_IT_SAYS, "file")


_CHECKS: dict[str, Callable[[str, bytes], None]] = {
    "pdf": _is_pdf,
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), _is_document),
}
