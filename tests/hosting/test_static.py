"""Static files as they are served: under one hash, compressed beforehand, kept for a year."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from flask import Flask
from werkzeug.test import Client

from app import create_app
from app.hosting import static
from app.hosting.migrate import migrate

SHEET = "body { color: rebeccapurple }\n" * 100


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = tmp_path / "static"
    (files / "fonts").mkdir(parents=True)
    (files / "app.css").write_text(SHEET)
    (files / "fonts/a.woff2").write_bytes(b"wOF2" * 50)
    monkeypatch.setattr(static, "FOLDER", files)
    return files


@pytest.fixture
def prepared(folder: Path, tmp_path: Path) -> Iterator[Flask]:
    app = create_app({"INSTANCE": str(tmp_path / "instance"), "BASE_URL": "http://localhost"})
    migrate(app)
    static.prepare(app)
    yield app


def test_files_are_immutable_and_compressed(prepared: Flask) -> None:
    client = Client(prepared)
    url = static.asset_url(prepared, "app.css")
    plain, small = client.get(url), client.get(url, headers={"Accept-Encoding": "gzip, br"})
    assert plain.text == SHEET
    assert brotli.decompress(small.data).decode() == SHEET
    zipped = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(zipped.data).decode() == SHEET
    for answer in (plain, small, zipped):
        assert answer.headers["Cache-Control"] == "max-age=31536000, public, immutable"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.mimetype == "text/css"


def test_their_headers_are_as_strict_as_the_pages(prepared: Flask) -> None:
    headers = Client(prepared).get(static.asset_url(prepared, "fonts/a.woff2")).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


def test_a_font_beside_the_sheet_is_found_relative_to_it(prepared: Flask) -> None:
    sheet = static.asset_url(prepared, "app.css")
    assert static.asset_url(prepared, "fonts/a.woff2") == sheet.replace("app.css", "fonts/a.woff2")


def test_an_unchanged_file_is_not_sent_again(prepared: Flask) -> None:
    client = Client(prepared)
    url = static.asset_url(prepared, "app.css")
    assert client.get(url, headers={"If-None-Match": client.get(url).headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", ["nothing.css", "../wsgi.py", "%2e%2e/wsgi.py", "fonts/"])
def test_what_is_not_there_is_the_pages_matter(prepared: Flask, name: str) -> None:
    answer = Client(prepared).get(static.asset_url(prepared, name))
    assert answer.status_code == 404
    assert "default-src 'none'; script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_changed_file_changes_the_address_and_clears_the_old(folder: Path, tmp_path: Path) -> None:
    first = create_app({"INSTANCE": str(tmp_path / "instance")})
    static.prepare(first)
    (folder / "app.css").write_text("body { color: teal }")
    second = create_app({"INSTANCE": str(tmp_path / "instance")})
    static.prepare(second)
    assert static.asset_url(first, "app.css") != static.asset_url(second, "app.css")
    assert [tree.name for tree in (tmp_path / "instance/static-cache").iterdir()] == [second.config[static.TREE]]


def test_while_developing_they_are_served_as_they_are(folder: Path, tmp_path: Path) -> None:
    app = create_app({"INSTANCE": str(tmp_path / "instance"), "BASE_URL": "http://localhost"})
    assert static.asset_url(app, "app.css") == "/static/app.css"
    assert app.test_client().get("/static/app.css").status_code == 200
    shutil.rmtree(folder)
    assert not (tmp_path / "instance/static-cache").exists()
