"""Wrong settings are named at start, all of them, with the line and what to write instead; unknown ones are errors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.config import DEFAULTS, BadSetting, load

ROOT = Path(__file__).resolve().parents[2]


def refused(instance: Path, text: str) -> list[str]:
    instance.mkdir(exist_ok=True)
    (instance / "config.toml").write_text(text, "utf-8")
    with pytest.raises(BadSetting) as wrong:
        load({"INSTANCE": str(instance)})
    return str(wrong.value).splitlines()


def test_all_that_is_wrong_is_said_at_once_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    text = """# our cluster
base_url = "weave.example.org"
mail_urll = "smtp://localhost"

trusted_proxies = "1"
log_level = "LOUD"
"""
    assert refused(tmp_path, text) == [
        f"{file}, line 2: BASE_URL is 'weave.example.org': write scheme and host alone, such as https://weave.example.org.",
        f"{file}, line 3: MAIL_URLL is no setting; do you mean MAIL_URL?",
        f"{file}, line 5: TRUSTED_PROXIES is '1': write a whole number, without quotes.",
        f"{file}, line 6: LOG_LEVEL is 'LOUD': write one of DEBUG, INFO, WARNING, ERROR.",
    ]


@pytest.mark.parametrize(("line", "words"), [
    ('mail_url = "imap://user:geheim@host"', "MAIL_URL is not usable: write smtp://host:port"),
    ('database_url = "mysql://root:geheim@host/x"', "DATABASE_URL is not usable: leave it empty"),
    ('backup_passphrase = "geheim"', "BACKUP_PASSPHRASE is not usable: write at least 12"),
    ('secret_key = "geheim"', "SECRET_KEY is not usable: write at least 32"),
    ("backup_every_hours = -1", "write 0 or more"),
    ("files_mb_per_person = 1.5", "write a whole number"),
    ('mail_from = "nobody"', "write a name and an address"),
    ("[mail]\nurl = 1", "MAIL is no setting"),
    ("= 3", "cannot be read"),
])  # fmt: skip
def test_each_in_words_and_without_a_secret(tmp_path: Path, line: str, words: str) -> None:
    said = "\n".join(refused(tmp_path, line))
    assert words in said and "geheim" not in said


def test_variables_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONWEAVE_TRUSTED_PROXIES", "many")
    monkeypatch.setenv("COMMONWEAVE_BASE_URI", "https://weave.example.org")
    with pytest.raises(BadSetting) as wrong:
        load({"INSTANCE": str(tmp_path)})
    assert sorted(str(wrong.value).splitlines()) == [
        "COMMONWEAVE_BASE_URI is no setting; do you mean BASE_URL?",
        "COMMONWEAVE_TRUSTED_PROXIES is 'many': write a whole number.",
    ]


def test_every_command_says_it_without_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from app.cli import main

    (tmp_path / "config.toml").write_text('log_level = "LOUD"')
    monkeypatch.setenv("COMMONWEAVE_INSTANCE", str(tmp_path))
    for command in (["serve"], ["setup"], ["doctor"], ["routes"], ["worker", "--once"], ["backup"], ["migrate"]):
        answer = CliRunner().invoke(main, command)
        assert (answer.exit_code, "line 1: LOG_LEVEL" in answer.output) == (1, True), (command, answer.output)


def test_the_page_of_settings_has_each_with_its_default() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", (ROOT / "docs/settings.md").read_text("utf-8"), re.MULTILINE)
    assert dict(rows) == {name: f"`{value}`" if value != "" else "empty" for name, value in DEFAULTS.items()}
