"""What twins are found by: pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.core.search import fold


def website_key(address: str) -> str:
    """Host without www. and path without its last slash, folded: how an address is written does not matter."""
    parts = urlsplit(address.strip() if "//" in address else f"//{address.strip()}")
    host = (parts.netloc.rpartition("@")[2]).lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' + parts.query if parts.query else ''}"[:300] if host else ""


def city_key(city: str) -> str:
    """The town, folded."""
    return fold(city)[:240]
