"""Letters that turn the direction of what follows them. In a name they would turn other people's sentences around."""

from __future__ import annotations

import unicodedata

TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Embeddings, overrides and isolates. Arabic and Hebrew need none of them: their letters know their own direction;
the marks U+200E and U+200F stay, they reach no further than their neighbours."""


def unturned(text: str) -> str:
    """The text without the letters that turn its surroundings."""
    return text.translate(TURNING)


def runs_leftwards(text: str) -> bool:
    """Has it letters written from right to left (Arabic, Hebrew)?"""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in text)
