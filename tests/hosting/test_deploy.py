"""What lies in deploy/ and the image's file name what is there, and agree with the program."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.config import MAX_BODY

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


def test_proxies_let_through_as_much_as_the_program_takes() -> None:
    size = MAX_BODY // 1024**2
    assert f"max_size {size}MB" in (DEPLOY / "Caddyfile").read_text()
    assert f"client_max_body_size {size}m;" in (DEPLOY / "nginx.conf").read_text()


def test_the_service_writes_only_its_own_folder_and_runs_as_nobody_else() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "commonweave.service")
    service = dict(unit["Service"])
    assert (service["User"], service["ProtectSystem"], service["NoNewPrivileges"]) == ("commonweave", "strict", "yes")
    assert service["ReadWritePaths"] == service["Environment"].partition("=")[2]
    assert int(service["TimeoutStopSec"]) > 10


@pytest.mark.parametrize(("tool", "command"), [
    ("systemd-analyze", ["systemd-analyze", "verify", "--man=no"]),
    ("caddy", ["caddy", "validate", "--adapter", "caddyfile", "--config"]),
])  # fmt: skip
def test_their_own_programs_find_nothing_wrong(tool: str, command: list[str]) -> None:
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not installed")
    file = DEPLOY / ("commonweave.service" if tool == "systemd-analyze" else "Caddyfile")
    ran = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
    said = [
        line for line in (ran.stdout + ran.stderr).splitlines() if "commonweave.service:" in line or "Error" in line
    ]
    assert [line for line in said if "is not executable" not in line and "No such file" not in line] == []


def test_the_image_has_what_it_copies_and_no_root() -> None:
    text = (ROOT / "Containerfile").read_text()
    for names in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE):
        for name in names.split():
            assert (ROOT / name).exists(), name
    assert text.index("USER commonweave") < text.index('CMD ["sh"')
    assert "--require-hashes" in text and ":latest" not in text
    assert f"python:{_python()}-slim" in text


def _python() -> str:
    found = re.search(r'requires-python = ">=(\d\.\d+)"', (ROOT / "pyproject.toml").read_text())
    return found[1] if found else ""
