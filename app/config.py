"""Every setting with its default: from instance/config.toml, overridden by COMMONWEAVE_… variables."""

from __future__ import annotations

import os
import secrets
import stat
import tomllib
from pathlib import Path
from typing import Any

from app.settings_check import DEVELOPERS, wrong_in_environment, wrong_in_file

PACKAGE = Path(__file__).resolve().parent
SHIPPED = PACKAGE / "shipped" if (PACKAGE / "shipped").is_dir() else PACKAGE.parent
"""Where templates, static files and migrations are: inside the wheel, else in the checkout."""

DEFAULTS: dict[str, Any] = {
    "DATABASE_URL": "",  # empty: SQLite in the instance folder
    "BASE_URL": "http://127.0.0.1:8000",
    "TRUSTED_HOSTS": "",  # more host names, comma-separated; the base URL's is always trusted
    "TRUSTED_PROXIES": 0,  # how many proxies in front set X-Forwarded-*
    "MAIL_URL": "",  # empty: files in instance/mail
    "MAIL_FROM": "Commonweave <noreply@localhost>",
    "LOG_LEVEL": "INFO",
    "LOG_FORMAT": "text",  # or json
    "SLOW_QUERY_MS": 500,  # statements that take longer are logged, without what was asked; 0: none
    "BACKUP_EVERY_HOURS": 24,  # how often the worker makes one by itself; 0: never
    "BACKUP_PASSPHRASE": "",  # encrypts backups; without it nobody opens them, so keep it somewhere else, too
    "BACKUP_COPY_TO": "",  # where each backup is copied to: a folder, or s3://bucket/prefix (the extra `s3`)
    "FILES_MB_PER_PERSON": 200,  # how much of the disk the files that one person added may take
}
MAX_BODY = 22 * 1024 * 1024
LANGUAGES = ("en", "fr")


class BadSetting(Exception):
    """A setting that cannot be used, in words for the host."""


def instance_folder() -> Path:
    """COMMONWEAVE_INSTANCE, else ./instance."""
    return Path(os.environ.get("COMMONWEAVE_INSTANCE") or "instance").absolute()


def load(overrides: dict[str, Any] | None = None) -> dict[str, Any]:
    """The settings as Flask wants them. Makes the instance folder and the secret key at the first run."""
    instance = Path((overrides or {}).get("INSTANCE") or instance_folder())
    try:
        instance.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise BadSetting(f"The instance folder {instance} cannot be made: {refused.strerror}.") from refused
    settings = DEFAULTS | _told(instance) | (overrides or {})
    settings["INSTANCE"] = str(instance)
    settings["SECRET_KEY"] = settings.get("SECRET_KEY") or secret_key(instance)
    return settings | _for_flask(settings, instance)


def told_passphrase(instance: Path) -> str:
    """The one that config.toml tells, for a restore: there may be nothing else there that could be loaded."""
    return str(_from_file(instance / "config.toml").get("BACKUP_PASSPHRASE", ""))


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return {key.upper(): value for key, value in tomllib.loads(path.read_text("utf-8")).items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BadSetting(f"{path} cannot be read: {wrong}") from wrong


def _told(instance: Path) -> dict[str, Any]:
    """What the host says, file and variables. Raises BadSetting with all that is wrong with it."""
    file = instance / "config.toml"
    written = _from_file(file)
    prefix = "COMMONWEAVE_"
    variables = {name.removeprefix(prefix): value for name, value in os.environ.items() if name.startswith(prefix)}
    told = {name: value for name, value in variables.items() if name not in DEVELOPERS}
    from_environment, wrong = wrong_in_environment(told, DEFAULTS)
    if wrong := wrong_in_file(file, written, DEFAULTS) + wrong:
        raise BadSetting("\n".join(wrong))
    return written | from_environment


def _for_flask(settings: dict[str, Any], instance: Path) -> dict[str, Any]:
    secure = str(settings["BASE_URL"]).startswith("https://")
    url = settings["DATABASE_URL"] or f"sqlite:///{instance / 'commonweave.db'}"
    return {
        "SQLALCHEMY_DATABASE_URI": url,
        # hidden: an error's text goes to the log, and parameters are people's messages and secrets (SECURITY 19)
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True}
        | ({"connect_args": {"timeout": 8}} if url.startswith("sqlite") else {}),
        "MAIL_URL": settings["MAIL_URL"] or f"file://{instance / 'mail'}",
        "MAX_CONTENT_LENGTH": MAX_BODY,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 500,
        "SESSION_COOKIE_NAME": "__Host-commonweave" if secure else "commonweave",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_PROTECTION": None,
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_TRANSLATION_DIRECTORIES": str(PACKAGE / "translations"),
        "COMPRESS_ALGORITHM": ["zstd", "gzip"],
        "COMPRESS_LEVEL": 1,
        "COMPRESS_ZSTD_LEVEL": 3,
        "COMPRESS_MIN_SIZE": 800,
    }


def secret_key(instance: Path) -> str:
    """The key that signs cookies: made at the first run, mode 0600; a short or shared one is refused (SECURITY 25)."""
    path = instance / "secret.key"
    if not path.exists():
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as refused:
            raise BadSetting(f"The instance folder {instance} cannot be written: {refused.strerror}.") from refused
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise BadSetting(f"{path} can be read by others: chmod 600 it")
    key = path.read_text("utf-8").strip()
    if len(key) < 32:
        raise BadSetting(f"{path} is missing or weak: delete it and start again (everybody signs in anew)")
    return key
