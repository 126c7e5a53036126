"""Photos: read as an image, turned upright, cut square, written anew without what the camera added (SECURITY 18)."""

from __future__ import annotations

import secrets
import warnings
from pathlib import Path

from flask import current_app
from flask_babel import lazy_gettext as _l
from PIL import ExifTags, Image
from werkzeug.datastructures import FileStorage

from app.core.rules import Refused

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
KINDS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
LONGEST_SIDE = 40_000
"""A strip one pixel wide and millions long is small as a file and takes gigabytes to unpack."""
SIZES = (512, 256)
_TURN = Image.Transpose
TURNS = {2: _TURN.FLIP_LEFT_RIGHT, 3: _TURN.ROTATE_180, 4: _TURN.FLIP_TOP_BOTTOM, 5: _TURN.TRANSPOSE,
         6: _TURN.ROTATE_270, 7: _TURN.TRANSVERSE, 8: _TURN.ROTATE_90}  # fmt: skip
"""What each orientation in the EXIF asks for. Pillow's own way also writes the EXIF anew, and fails where it is odd."""


def keep(upload: FileStorage) -> str:
    """Store an upload; its new random name. Refused with words when it is no photo."""
    ending = (upload.filename or "").rpartition(".")[2].lower()
    if ending not in KINDS:
        raise Refused(_l("Choose a JPEG, PNG or WebP file."), field="photo")
    upload.stream.seek(0, 2)
    if upload.stream.tell() > MOST_BYTES:
        raise Refused(_l("This file is larger than 20 MB. Choose a smaller one."), field="photo")
    upload.stream.seek(0)
    image = _read(upload)
    name = secrets.token_hex(16) + ".webp"
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    for size in SIZES:
        image.resize((size, size), Image.Resampling.LANCZOS).save(path(name, size), "WEBP", quality=82, method=4)
    return name


def path(name: str, size: int = 256) -> Path:
    """Where the file of a photo is."""
    stem = name.removesuffix(".webp")
    return folder() / f"{stem}-{size if size in SIZES else 256}.webp"


def discard(name: str) -> None:
    """Delete a photo's files."""
    if name:
        for size in SIZES:
            path(name, size).unlink(missing_ok=True)


def folder() -> Path:
    """Outside the web root; every file is given out by a view that asks who is asking."""
    return Path(current_app.config["INSTANCE"]) / "uploads"


def _read(upload: FileStorage) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(upload.stream, formats=sorted(set(KINDS.values())))
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        if max(image.size) > LONGEST_SIDE:
            raise ValueError(image.size)
        image.draft("RGB", (1024, 1024))
        return _square(image)
    except Image.DecompressionBombError as error:
        raise Refused(_l("This photo has more than 40 megapixels. Choose a smaller one."), field="photo") from error
    except Exception as error:  # whatever a decoder stumbles over, the file is what is wrong
        raise Refused(_l("This file cannot be read as a photo. Choose another one."), field="photo") from error


def _square(image: Image.Image) -> Image.Image:
    """Its middle, small, on white, and only then upright: a large photo is in memory as few times as can be."""
    plain = image.mode in ("L", "RGB") and "transparency" not in image.info
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    small = (image if plain else image.convert("RGBA")).resize(
        (SIZES[0], SIZES[0]), Image.Resampling.LANCZOS, (left, top, left + side, top + side), reducing_gap=3.0
    )
    coloured = small.convert("RGBA")
    flat = Image.new("RGB", coloured.size, "white")
    flat.paste(coloured, mask=coloured.getchannel("A"))
    turn = TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return flat if turn is None else flat.transpose(turn)
