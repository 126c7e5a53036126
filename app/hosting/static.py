"""Static files: as they are while developing; served, under the hash of them all, compressed once and kept for good.

The hash is one folder for the whole tree, `/static/<hash>/app.css`, so that an address in the style sheet which is
relative to it (a font, an icon) stays right without rewriting, and is as immutable as the sheet itself.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, send_from_directory
from flask.typing import ResponseReturnValue
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from app.config import SHIPPED
from app.web.gates import public

FOLDER = SHIPPED / "static"
YEAR = 31_536_000
TREE = "STATIC_TREE"
"""The setting with the tree's hash; absent while files are served as they are."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@public
def static_file(filename: str) -> ResponseReturnValue:
    """A file of static/."""
    return send_from_directory(FOLDER, filename)


def init_app(app: Flask) -> None:
    """Serve static/ plainly, and say where each file is."""
    app.add_url_rule("/static/<path:filename>", "static_file", static_file)
    app.jinja_env.globals["asset"] = lambda name: asset_url(app, name)


def asset_url(app: Flask, name: str) -> str:
    """The address of a file of static/."""
    tree = app.config.get(TREE)
    return f"/static/{tree}/{name}" if tree else f"/static/{name}"


def prepare(app: Flask) -> None:
    """For serving: every file compressed beforehand, then answered before the application is asked."""
    tree = tree_hash(FOLDER)
    cache = Path(app.config["INSTANCE"], "static-cache")
    if not (cache / tree).is_dir():
        _fill(cache, tree)
    https = app.config["BASE_URL"].startswith("https://")
    front = WhiteNoise(app.wsgi_app, allow_all_origins=False, max_age=YEAR, add_headers_function=_protect(https))
    front.immutable_file_test = lambda _path, _url: True
    front.FOREVER = YEAR
    front.add_files(str(cache / tree), prefix=f"static/{tree}/")
    app.wsgi_app = front  # type: ignore[method-assign]
    app.config[TREE] = tree


def tree_hash(folder: Path) -> str:
    """Changes whenever any file's name or content does."""
    digest = hashlib.sha256()
    for file in _files(folder):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _files(folder: Path) -> Iterable[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.startswith("."))


def _fill(cache: Path, tree: str) -> None:
    """Made beside and then renamed: a folder that is there is whole. Trees of earlier versions go."""
    cache.mkdir(parents=True, exist_ok=True)
    for old in cache.iterdir():
        shutil.rmtree(old, ignore_errors=True)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=cache))
    compressor = Compressor(quiet=True)
    for file in _files(FOLDER):
        copy = making / file.relative_to(FOLDER)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        if compressor.should_compress(copy.name):
            list(compressor.compress(str(copy)))
    making.rename(cache / tree)


def _protect(https: bool) -> Callable[[Headers, str, str], None]:
    def add(headers: Headers, _path: str, _url: str) -> None:
        for name, value in HEADERS.items():
            headers[name] = value
        if https:
            headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"

    return add
