"""Short codes that are read from a wall and typed on a phone: no letter in them is taken for another."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 and O, no 1, I and L, no U that looks like V: 30 to the power of six codes."""
LENGTH = 6


def new_code() -> str:
    """A code that nobody has had yet, most likely."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def normal(typed: str) -> str:
    """As it is stored, however it was typed: "k7m 4px" and "K7M-4PX" are one. Empty when it is no code."""
    code = "".join(letter for letter in typed[:40].upper() if letter.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def shown(code: str) -> str:
    """In two halves, as people read it: "K7M 4PX"."""
    return f"{code[:3]} {code[3:]}"
