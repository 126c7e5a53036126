"""Photos: read as an image, turned upright, cut square, written anew without what the camera added (SECURITY 18)."""

from __future__ import annotations

import secrets
import warnings
from pathlib import Path

from flask import current_app
from flask_babel import lazy_gettext as _l
from PIL import Image, ImageOps, UnidentifiedImageError
from werkzeug.datastructures import FileStorage

from app.core.rules import Refused

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
KINDS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
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
    image = _square(upload)
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


def _square(upload: FileStorage) -> Image.Image:
    wrong = Refused(_l("This file cannot be read as a photo. Choose another one."), field="photo")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(upload.stream, formats=sorted(set(KINDS.values())))
        if image.width * image.height > MOST_PIXELS:
            raise Refused(_l("This photo has more than 40 megapixels. Choose a smaller one."), field="photo")
        image.draft("RGB", (1024, 1024))
        upright = ImageOps.exif_transpose(image)
        side = min(upright.size)
        flat = Image.new("RGB", upright.size, "white")
        coloured = upright.convert("RGBA")
        flat.paste(coloured, mask=coloured.getchannel("A"))
        return ImageOps.fit(flat, (side, side))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise wrong from error
