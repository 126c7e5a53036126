"""Files made to be opened by somebody else: each with the words that refuse it (SECURITY 18)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image


def a_pdf() -> bytes:
    """As short as they come."""
    return b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def an_image(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


def a_document(ending: str = "docx", **parts: bytes) -> bytes:
    """A ZIP with the parts that such a document has, and more."""
    needed = {
        "docx": {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"},
        "xlsx": {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"},
        "pptx": {"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<w/>"},
        "odt": {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"},
        "ods": {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<o/>"},
        "odp": {"mimetype": b"application/vnd.oasis.opendocument.presentation", "content.xml": b"<o/>"},
    }[ending]
    return a_zip({**needed, **parts})


def a_zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def _huge_png() -> bytes:
    """Fifty thousand pixels each way, in a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def _bomb() -> bytes:
    return a_document("xlsx", **{"xl/worksheets/sheet1.xml": b"\0" * (210 * 1024 * 1024)})


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
NOT_TAKEN, NOT_WHAT, NO_IMAGE = "are not taken", "not what its name says", "cannot be read as an image"
HOSTILE = [
    ("picture.svg", SVG, NOT_TAKEN),
    ("page.html", HTML, NOT_TAKEN),
    ("run.exe", b"MZ\x90", NOT_TAKEN),
    ("plan.pdf.js", b"alert(1)", NOT_TAKEN),
    ("macro.docm", a_document("docx"), NOT_TAKEN),
    ("gnp.\u202eexe", b"MZ", NOT_TAKEN),
    ("noending", b"hello", NOT_TAKEN),
    ("picture.png", HTML, NO_IMAGE),
    ("picture.jpg", SVG, NO_IMAGE),
    ("picture.webp", an_image("PNG"), NO_IMAGE),
    ("picture.png", an_image("PNG")[:60], NO_IMAGE),
    ("huge.png", _huge_png(), "40 megapixels"),
    ("plan.pdf", HTML, NOT_WHAT),
    ("plan.pdf", HTML + a_pdf(), NOT_WHAT),
    ("plan.docx", HTML, NOT_WHAT),
    ("plan.docx", a_zip({"a.txt": b"hello"}), NOT_WHAT),
    ("plan.docx", a_document("xlsx"), NOT_WHAT),
    ("plan.odt", a_document("ods"), NOT_WHAT),
    ("plan.xlsx", HTML + a_document("xlsx"), NOT_WHAT),
    ("plan.xlsx", a_document("xlsx")[:50], NOT_WHAT),
    ("plan.xlsx", a_document("xlsx", **{"../../evil.sh": b"rm"}), NOT_WHAT),
    ("plan.xlsx", a_document("xlsx", **{"xl/vbaProject.bin": b"Sub"}), "holds macros"),
    ("bomb.xlsx", _bomb(), "unpacks to far more"),
    ("notes.txt", b"MZ\x00\x01", NOT_WHAT),
    ("notes.csv", a_zip({"a": b"b"}), NOT_WHAT),
    ("empty.pdf", b"", "is empty"),
    ("large.txt", b"x" * (21 * 1024 * 1024), "larger than 20 MB"),
]
