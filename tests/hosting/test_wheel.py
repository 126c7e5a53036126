"""The wheel: built from this checkout, installed where there is nothing else, served from an empty folder."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.hosting.site import get, site, stop
from tests.served import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_it_holds_what_is_needed_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"app", "commonweave-0.1.0.dist-info"}
    assert "commonweave-0.1.0.dist-info/licenses/LICENSE" in names
    for shipped in ("templates/base.html", "static/app.css", "migrations/env.py"):
        assert f"app/shipped/{shipped}" in names
    assert not [name for name in names if "__pycache__" in name or "instance" in name]


def test_every_translation_is_compiled_into_it(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    catalogues = sorted((ROOT / "app/translations").glob("*/LC_MESSAGES/*.po"))
    for catalogue in catalogues:
        assert catalogue.relative_to(ROOT).with_suffix(".mo").as_posix() in names


def test_it_serves_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    packages = next(home.glob("lib/python*/site-packages"))
    # What it depends on is borrowed from this environment, after its own packages: no network, no second install.
    (packages / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    subprocess.run(
        [home / "bin/python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel], check=True
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    with site(tmp_path, command=(str(home / "bin/commonweave"),), cwd=empty) as installed:
        installed.start()
        assert get(installed, "/sign-in")[0].status == 200
        assert stop(installed) < 10
    assert list(empty.iterdir()) == []
