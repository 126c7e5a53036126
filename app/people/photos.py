"""Photos: read as an image, turned upright, cut square, written anew without what the camera added (SECURITY 18)."""

from __future__ import annotations

import secrets
from pathlib import Path

from flask import current_app
from flask_babel import lazy_gettext as _l
from PIL import Image
from werkzeug.datastructures import FileStorage

from app.core.rules import Refused
from app.files.images import KINDS, NoImage, TooManyPixels, upright, with_image

MOST_BYTES = 20 * 1024 * 1024
SIZES = (512, 256)


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
        return with_image(upload.stream, _square, near=1024)
    except TooManyPixels as error:
        raise Refused(_l("This photo has more than 40 megapixels. Choose a smaller one."), field="photo") from error
    except NoImage as error:
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
    return upright(flat, image)
