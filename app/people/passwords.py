"""Passwords: argon2id, 12 to 128 characters, none that everybody tries first (SECURITY 6)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import lazy_gettext as _l

SHORTEST, LONGEST = 12, 128

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$LxGx47RSlq7l95CeDY0yxQ$ObcvJHi0SfYk4QNnABbKkrSdPBpBOcmMWAFnCgr/+7Q"
"""Checked when there is no such account, so that the answer takes as long: made with the same costs."""
_few = BoundedSemaphore(2)  # each takes 19 MiB and a core for 50 ms


@cache
def common() -> frozenset[str]:
    """The passwords that are refused because many use them, in lower case."""
    return frozenset(Path(__file__).with_name("common_passwords.txt").read_text("utf-8").split("\n"))


def problem(password: str, *own: str) -> Any | None:
    """Why this cannot be a password, in words; None when it can. `own`: the person's address and name."""
    if len(password) < SHORTEST:
        return _l("Use at least 12 characters: a few words in a row are easy to remember.")
    if len(password) > LONGEST:
        return _l("Use at most 128 characters.")
    plain = password.casefold().strip()
    if plain in common() or len(set(plain)) < 4:
        return _l("Many people use this one, so it is tried first. Choose another.")
    if plain in {word.casefold() for word in own if word}:
        return _l("Do not use your name or address as the password.")
    return None


def make_hash(password: str) -> str:
    """What is kept of a password. Slow on purpose: never inside an action, where others wait for their turn."""
    with _few:
        return _hasher.hash(password)


def matches(kept: str, password: str) -> bool:
    """Is it the password? Takes as long for an account that does not exist (`kept` empty)."""
    with _few:
        try:
            return _hasher.verify(kept or _NOBODYS, password[: LONGEST * 4]) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False
