"""What a page says that it has heard of changes, in a form that tells its reader nothing.

The number of changes for everybody also counts what this very reader may not see. Were it readable, or the same on two
pages, it would tell them that there was something (A3, M3); so it is encrypted, each time anew, for its reader alone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import struct

from flask import current_app

NONCE, NUMBERS, SEAL = 8, 16, 8
_NOTHING = 0, 0


def sealed(reader_id: str, own: int, log: int) -> str:
    """The two numbers (see queries/pulse.py), for the address of the pulse."""
    nonce = secrets.token_bytes(NONCE)
    hidden = nonce + _masked(reader_id, nonce, struct.pack(">QQ", own, log))
    told = hidden + _digest("seal", reader_id, hidden)[:SEAL]
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def opened(reader_id: str, told: str) -> tuple[int, int]:
    """The two numbers again; anything but what this reader's page was given is nothing heard yet."""
    try:
        read = base64.urlsafe_b64decode(told[:64].encode("ascii", "replace") + b"==")
    except (binascii.Error, ValueError):
        return _NOTHING
    hidden, seal = read[: NONCE + NUMBERS], read[NONCE + NUMBERS :]
    if len(seal) != SEAL or not hmac.compare_digest(seal, _digest("seal", reader_id, hidden)[:SEAL]):
        return _NOTHING
    own, log = struct.unpack(">QQ", _masked(reader_id, hidden[:NONCE], hidden[NONCE:]))
    return own, log


def _masked(reader_id: str, nonce: bytes, numbers: bytes) -> bytes:
    """Twice is as before."""
    return bytes(one ^ other for one, other in zip(numbers, _digest("mask", reader_id, nonce), strict=False))


def _digest(purpose: str, reader_id: str, data: bytes) -> bytes:
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.digest(key, f"heard:{purpose}:{reader_id}:".encode() + data, hashlib.sha256)
