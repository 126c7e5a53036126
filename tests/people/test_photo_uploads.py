"""What is sent as a photo to do harm: refused with words and nothing kept, or made harmless (SECURITY 18)."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from app.extensions import db
from app.people import photos
from app.people.models import Person

SCRIPT = b"<script>alert(1)</script>"
UNREADABLE = "This file cannot be read as a photo."
TOO_LARGE = "This photo has more than 40 megapixels."
NO_FILE = "Choose a file first."
WRONG_KIND = "Choose a JPEG, PNG or WebP file."


def photo(kind: str = "PNG", size: tuple[int, int] = (60, 40), **more) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **more)
    return file.getvalue()


def moving(kind: str, frames: int = 200) -> bytes:
    """Many small frames, all different."""
    pictures = [Image.new("RGB", (8, 8), (number, 0, 255 - number)) for number in range(frames)]
    file = io.BytesIO()
    pictures[0].save(file, kind, save_all=True, append_images=pictures[1:], duration=20)
    return file.getvalue()


def png(width: int, height: int, *, text: bytes = b"") -> bytes:
    """A PNG by hand: whatever size it claims, there is hardly anything in it."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    told = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(text)) if text else b""
    return b"\x89PNG\r\n\x1a\n" + head + told + _chunk(b"IDAT", zlib.compress(b"\0" * 999)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("index.html", SCRIPT)
    return file.getvalue()


def from_a_camera(orientation: object = 6) -> bytes:
    """Lying on its side, red on the left and blue on the right, with the place where it was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation], exif[ExifTags.Base.Make] = orientation, "SecretCamera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "SecretPlace"
    picture = Image.new("RGB", (80, 80), "red")
    picture.paste("blue", (40, 0, 80, 80))
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif, quality=95, comment=b"SecretComment")
    return file.getvalue()


@pytest.fixture
def mine(as_, cast):
    return as_(cast.innovator)


@pytest.fixture
def kept(app, cast):
    """The name of the photo that is theirs now."""

    def name() -> str:
        with app.app_context():
            return db.session.get_one(Person, cast.innovator.id).photo

    return name


@pytest.fixture
def files(app):
    """What lies among the uploads and was not there before the test."""

    def there() -> set[Path]:
        with app.app_context():
            return set(photos.folder().glob("**/*"))

    before = there()
    return lambda: there() - before


def upload(client, content: bytes, name: str = "me.png"):
    sent = {"photo": (io.BytesIO(content), name)}
    return client.post("/account/photo", sent, content_type="multipart/form-data")


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>"
REFUSED = {
    "an SVG": (SVG, "me.svg", WRONG_KIND),
    "an SVG named PNG": (SVG, "me.png", UNREADABLE),
    "HTML named PNG": (b"<!doctype html>" + SCRIPT, "me.png", UNREADABLE),
    "HTML that begins like a GIF": (b"GIF89a" + SCRIPT, "me.webp", UNREADABLE),
    "a ZIP named JPEG": (zipped(), "me.jpg", UNREADABLE),
    "a GIF named PNG": (photo("GIF"), "me.png", UNREADABLE),
    "nothing": (b"", "me.jpg", UNREADABLE),
    "half a JPEG": (photo("JPEG")[:300], "me.jpg", UNREADABLE),
    "most of a PNG": (photo("PNG", (600, 600))[:-40], "me.png", UNREADABLE),
    "most of a WebP": (photo("WEBP", (600, 600))[:-40], "me.webp", UNREADABLE),
    "no pixels": (png(0, 0), "me.png", UNREADABLE),
    # Said to be too large, not unreadable: it was refused before anybody looked whether the pixels are there.
    "2,500 megapixels": (png(50_000, 50_000), "me.png", TOO_LARGE),
    "41 megapixels": (png(6_400, 6_400), "me.png", TOO_LARGE),
    "a strip": (photo("PNG", (1, 50_000)), "me.png", UNREADABLE),
    "a comment that swells": (png(9, 9, text=b"a" * 20_000_000), "me.png", UNREADABLE),
    "NUL before the real ending": (photo(), "me.png\0.html", WRONG_KIND),
    "an ending that reads the other way": (photo(), "gnp.\u202egnp", WRONG_KIND),
    "a line end after the name": (photo(), "me.png\n", NO_FILE),
    "headers in the name": (photo(), "\r\nContent-Type: text/html\r\n\r\n" + SCRIPT.decode() + ".png", NO_FILE),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_refused_with_words_and_nothing_is_kept(mine, kept, files, what):
    content, name, words = REFUSED[what]
    assert upload(mine, content, name).status_code == 422
    assert mine.soup.select_one("#photo-error").get_text(strip=True).startswith(words)
    assert (kept(), files()) == ("", set())


def test_a_refused_photo_leaves_the_old_one(mine, kept, files):
    upload(mine, photo())
    before = kept(), files()
    upload(mine, b"<html>")
    assert (kept(), files()) == before


def test_files_have_a_largest_size(mine, kept, files):
    padded = photo() + b"\0" * 21 * 1024 * 1024
    assert upload(mine, padded).status_code == 422
    assert mine.soup.select_one("#photo-error").get_text(strip=True) == (
        "This file is larger than 20 MB. Choose a smaller one."
    )
    assert upload(mine, padded + b"\0" * 2 * 1024 * 1024).status_code == 413
    assert mine.soup.h1.get_text(strip=True) == "That is too large"
    assert (kept(), files()) == ("", set())


TAKEN = {
    "HTML behind a PNG": (photo("PNG") + b"<!doctype html>" + SCRIPT, "me.png"),
    "a ZIP behind a JPEG": (photo("JPEG", comment=SCRIPT) + zipped(), "me.jpg"),
    "a script behind a WebP": (photo("WEBP") + SCRIPT, "me.webp"),
    "a moving PNG": (moving("PNG"), "me.png"),
    "a moving WebP": (moving("WEBP"), "me.webp"),
    "a path": (photo(), "../../../static/app.js.png"),
    "a path of Windows and NUL": (photo(), "..\\..\\me\0.png"),
    "a name that reads the other way": (photo(), "\u202egnp.lmth%0D%0A" + SCRIPT.decode() + ".png"),
    "a long name": (photo(), "x" * 5000 + ".png"),
}


@pytest.mark.parametrize("what", TAKEN)
def test_what_is_taken_is_written_anew_under_a_name_of_ours(app, mine, kept, files, what):
    assert upload(mine, *TAKEN[what]).status_code == 303
    stem = kept().removesuffix(".webp")
    assert re.fullmatch("[0-9a-f]{32}", stem)
    with app.app_context():
        folder = photos.folder()
    assert files() == {folder / f"{stem}-256.webp", folder / f"{stem}-512.webp"}
    assert not folder.resolve().is_relative_to(Path(app.root_path).resolve().parent)
    for size in (256, 512):
        stored = (folder / f"{stem}-{size}.webp").read_bytes()
        assert b"script" not in stored and not zipfile.is_zipfile(io.BytesIO(stored))
        with Image.open(io.BytesIO(stored)) as image:
            assert (image.format, image.size, image.n_frames) == ("WEBP", (size, size), 1)


@pytest.mark.parametrize("query", ["", "?size=512", "?size=../../secret.key"])
def test_it_is_given_to_those_inside_as_a_picture_to_keep(mine, client, as_, cast, kept, query):
    upload(mine, photo() + b"<!doctype html>" + SCRIPT)
    url = f"/people/photos/{kept()}{query}"
    told = as_(cast.observer).get(url)
    assert (told.status_code, told.mimetype) == (200, "image/webp")
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    assert told.headers["Content-Disposition"] == "attachment; filename=photo.webp"
    outside = client.get(url)
    assert (outside.status_code, outside.location.partition("?")[0]) == (303, "/sign-in")


def test_a_photo_has_no_address_outside_its_view(mine, kept):
    upload(mine, photo())
    stem = kept().removesuffix(".webp")
    for folder in ("/uploads", "/instance/uploads", "/static/uploads", "/static/../instance/uploads"):
        assert mine.get(f"{folder}/{stem}-256.webp").status_code == 404


@pytest.mark.parametrize(
    ("orientation", "corners"),
    [
        (1, "rbrb"),
        (2, "brbr"),
        (3, "brbr"),
        (4, "rbrb"),
        (5, "rrbb"),
        (6, "rrbb"),
        (7, "bbrr"),
        (8, "bbrr"),
        (9, "rbrb"),
    ],
)
def test_it_stands_upright_and_the_camera_is_forgotten(app, mine, kept, orientation, corners):
    assert upload(mine, from_a_camera(orientation), "me.jpg").status_code == 303
    with app.app_context():
        stored = photos.path(kept(), 512).read_bytes()
    assert b"Secret" not in stored
    with Image.open(io.BytesIO(stored)) as image:
        seen = [image.getpixel(at) for at in ((50, 50), (460, 50), (50, 460), (460, 460))]
        assert (dict(image.getexif()), "icc_profile" in image.info) == ({}, False)
    assert "".join("r" if red > blue else "b" for red, _green, blue in seen) == corners


def test_an_odd_exif_is_no_reason_to_fail(mine, kept):
    """Cameras write numbers where texts belong, and a hostile person does so on purpose."""
    ifd = struct.pack("<HHHII", 2, 0x0112, 3, 1, 6) + struct.pack("<HHI4s", 0x011A, 2, 4, b"abc\0") + b"\0" * 4
    assert upload(mine, photo("JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0" + ifd), "me.jpg").status_code == 303
    assert kept()
