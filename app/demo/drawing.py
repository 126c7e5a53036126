"""Small pictures for the example's posts, drawn when it is loaded: flat shapes, as cut from paper."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw
from werkzeug.datastructures import FileStorage

from app.files.keeping import Upload, read_upload

SIZE = (640, 400)
SKY, GROUND, WARM, DARK, LIGHT, RED, GREEN = (
    "#cfe3e6", "#d9c9a8", "#c9853b", "#22323c", "#f7f2e6", "#b3492f", "#4f7a5b",
)  # fmt: skip


def drawn(scene: str) -> Upload:
    """The picture of this name, looked into as one that somebody sends."""
    image = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 290, *SIZE), GROUND)
    SCENES[scene](draw)
    out = io.BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return read_upload(FileStorage(out, f"{scene}.png"), shown=True)


def _van(draw: ImageDraw.ImageDraw) -> None:
    draw.rounded_rectangle((130, 140, 430, 310), 14, LIGHT)
    draw.polygon([(430, 190), (500, 190), (540, 250), (540, 310), (430, 310)], LIGHT)
    draw.polygon([(445, 205), (494, 205), (520, 250), (445, 250)], DARK)
    draw.rectangle((130, 225, 430, 245), RED)
    for x in (200, 460):
        draw.ellipse((x - 34, 280, x + 34, 348), DARK)
        draw.ellipse((x - 14, 300, x + 14, 328), GROUND)


def _desks(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((40, 60, 600, 250), LIGHT)
    for x in range(60, 600, 92):
        draw.rectangle((x, 80, x + 62, 200), SKY)
    for x in (70, 260, 450):
        draw.rectangle((x, 250, x + 140, 264), WARM)
        draw.rectangle((x + 8, 264, x + 16, 340), DARK)
        draw.rectangle((x + 124, 264, x + 132, 340), DARK)
        draw.rectangle((x + 30, 212, x + 80, 250), DARK)


def _silo(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((230, 110, 390, 320), LIGHT)
    draw.pieslice((230, 50, 390, 170), 180, 360, fill=RED)
    for y in range(140, 320, 36):
        draw.line((230, y, 390, y), GROUND, 4)
    draw.ellipse((440, 285, 490, 325), DARK)
    draw.ellipse((480, 268, 508, 296), DARK)
    draw.polygon([(482, 274), (486, 256), (494, 270)], DARK)
    draw.polygon([(496, 270), (504, 256), (507, 276)], DARK)


def _oven(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((120, 90, 520, 330), RED)
    for y in range(90, 330, 30):
        draw.line((120, y, 520, y), GROUND, 2)
    draw.pieslice((220, 150, 420, 400), 180, 360, fill=DARK)
    draw.rectangle((220, 270, 420, 330), DARK)
    draw.ellipse((260, 230, 380, 320), WARM)
    for x in (290, 315, 340):
        draw.line((x - 12, 262, x + 12, 248), LIGHT, 5)


def _stove_room(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 0, 640, 290), LIGHT)
    draw.rectangle((60, 50, 230, 190), SKY)
    draw.line((145, 50, 145, 190), WARM, 6)
    draw.rectangle((400, 130, 530, 310), DARK)
    draw.rectangle((450, 0, 480, 130), DARK)
    draw.rounded_rectangle((425, 190, 505, 260), 8, WARM)
    for x in (90, 190, 290):
        draw.rectangle((x, 250, x + 60, 262), GREEN)
        draw.rectangle((x + 4, 262, x + 10, 330), GREEN)
        draw.rectangle((x + 50, 262, x + 56, 330), GREEN)


SCENES: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "van": _van, "desks": _desks, "silo": _silo, "oven": _oven, "stove-room": _stove_room,
}  # fmt: skip
