"""Encryption of what lies in a backup: AES-256-GCM in chunks, with a key made from a passphrase by scrypt (RFC 7914).

Each chunk's nonce is a random beginning and its number; the last one says that it is the last. So no chunk can be
changed, moved, left out or cut off without being noticed, and nothing is held in memory but one chunk.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

CHUNK = 1024 * 1024
TAG = 16
MAGIC = b"CWB1"
COST = {"n": 2**15, "r": 8, "p": 1}
"""About 100 ms and 32 MB: once a backup, not once a file."""


class WrongPassphrase(Exception):
    """In words for the host."""


@dataclass(frozen=True)
class Key:
    """The key of one folder of backups."""

    secret: bytes

    def sealed(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The encrypted form, piece by piece."""
        cipher, start = self._cipher(), secrets.token_bytes(8)
        yield MAGIC + start
        for number, (chunk, last) in enumerate(_with_last(_in_chunks(chunks, CHUNK))):
            yield cipher.encrypt(start + number.to_bytes(4, "big"), chunk, b"last" if last else b"more")

    def opened(self, file: IO[bytes]) -> Iterator[bytes]:
        """What was encrypted, piece by piece. Raises ValueError when anything of it was changed."""
        from cryptography.exceptions import InvalidTag

        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError("it is not encrypted as it should be")
        cipher, start = self._cipher(), file.read(8)
        for number, (chunk, last) in enumerate(_with_last(iter(lambda: file.read(CHUNK + TAG), b""))):
            try:
                yield cipher.decrypt(start + number.to_bytes(4, "big"), chunk, b"last" if last else b"more")
            except InvalidTag as changed:
                raise ValueError("it was changed or cut off") from changed

    def mark(self, content: bytes) -> str:
        """A keyed digest of this: only who has the passphrase can write another."""
        return hmac.digest(self.secret, b"manifest" + content, "sha256").hex()

    def _cipher(self) -> Any:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self.secret)


def key_of(folder: Path, passphrase: str, make: bool = False) -> Key:
    """The key of this folder; `make` a new one where there is none. Raises WrongPassphrase."""
    file = folder / "key.json"
    if not file.exists():
        if not make:
            raise WrongPassphrase(f"{file} is missing: without it nothing here can be decrypted.")
        told = COST | {"salt": secrets.token_hex(16)}
        key = _derive(passphrase, told)
        text = json.dumps(told | {"check": key.mark(b"check")})
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
            target.write(text)
        return key
    told = json.loads(file.read_text("utf-8"))
    key = _derive(passphrase, told)
    if not hmac.compare_digest(key.mark(b"check"), str(told["check"])):
        raise WrongPassphrase("The passphrase is not the one that these backups were made with (BACKUP_PASSPHRASE).")
    return key


def _derive(passphrase: str, told: dict[str, Any]) -> Key:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    made = Scrypt(salt=bytes.fromhex(told["salt"]), length=32, n=told["n"], r=told["r"], p=told["p"])
    return Key(made.derive(passphrase.encode()))


def _in_chunks(chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same in pieces of just this size, the last one shorter; of nothing, one empty piece."""
    waiting, given = bytearray(), False
    for chunk in chunks:
        waiting += chunk
        while len(waiting) > size:
            yield bytes(waiting[:size])
            given = True
            del waiting[:size]
    if waiting or not given:
        yield bytes(waiting)


def _with_last(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each with whether it is the last."""
    held: bytes | None = None
    for chunk in chunks:
        if held is not None:
            yield held, False
        held = chunk
    if held is not None:
        yield held, True
