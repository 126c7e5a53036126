"""Images are read, turned upright and written anew: nothing that a camera or a joker added survives (SECURITY 18)."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import IO, TypeVar

from PIL import ExifTags, Image

T = TypeVar("T")

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 40_000
"""A strip one pixel wide and millions long is small as a file and takes gigabytes to unpack."""
PAGE, CARD = 1600, 480
"""The longest side of a picture on a page and on a card, in pixels."""
KINDS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
"""Endings of the images that are taken, with Pillow's name of each."""
_TURN = Image.Transpose
TURNS = {2: _TURN.FLIP_LEFT_RIGHT, 3: _TURN.ROTATE_180, 4: _TURN.FLIP_TOP_BOTTOM, 5: _TURN.TRANSPOSE,
         6: _TURN.ROTATE_270, 7: _TURN.TRANSVERSE, 8: _TURN.ROTATE_90}  # fmt: skip
"""What each orientation in the EXIF asks for. Pillow's own way also writes the EXIF anew, and fails where it is odd."""


class NoImage(ValueError):
    """It cannot be read as one."""


class TooManyPixels(ValueError):
    """More than MOST_PIXELS; told by its header, before anything is unpacked."""


def with_image(
    stream: IO[bytes], use: Callable[[Image.Image], T], kinds: tuple[str, ...] = tuple(KINDS.values()), near: int = 0
) -> T:
    """`use(image)`, or NoImage or TooManyPixels. `near`: a JPEG may be read at about this size, which is quicker."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(stream, formats=sorted(set(kinds)))
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        if max(image.size) > LONGEST_SIDE:
            raise ValueError(image.size)
        if near:
            image.draft("RGB", (near, near))
        return use(image)
    except Image.DecompressionBombError as error:
        raise TooManyPixels from error
    except Exception as error:  # whatever a decoder stumbles over, the file is what is wrong
        raise NoImage from error


def upright(picture: Image.Image, source: Image.Image) -> Image.Image:
    """`picture`, turned as the EXIF of `source`, which it was made of, asks for."""
    turn = TURNS.get(source.getexif().get(ExifTags.Base.Orientation, 1))
    return picture if turn is None else picture.transpose(turn)


def written_anew(stream: IO[bytes], kind: str) -> bytes:
    """The picture alone, in the same format: no place, no camera, no second file behind it."""
    return with_image(stream, lambda image: _written(image, kind), (kind,))


def for_pages(stream: IO[bytes], kind: str) -> tuple[bytes, bytes]:
    """The picture alone, as WebP: as large as a page shows it, and as a card does."""
    return with_image(stream, _for_pages, (kind,), near=PAGE)


def _for_pages(image: Image.Image) -> tuple[bytes, bytes]:
    plain = image.mode in ("L", "RGB") and "transparency" not in image.info
    coloured = image.convert("RGB" if plain else "RGBA")
    coloured.thumbnail((PAGE, PAGE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    clean = Image.new(coloured.mode, coloured.size)
    clean.paste(coloured)
    large = upright(clean, image)
    small = large.copy()
    small.thumbnail((CARD, CARD), Image.Resampling.LANCZOS)
    return _webp(large), _webp(small)


def _webp(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


def _written(image: Image.Image, kind: str) -> bytes:
    """Only its pixels are copied; with their transparency where the format has it."""
    plain = kind == "JPEG" or (image.mode in ("L", "RGB") and "transparency" not in image.info)
    mode = "RGB" if plain else "RGBA"
    clean = Image.new(mode, image.size)
    clean.paste(image.convert(mode))
    out = io.BytesIO()
    upright(clean, image).save(out, kind, **({} if kind == "PNG" else {"quality": 88}))
    return out.getvalue()
