"""A certificate as PDF, where the optional extra `pdf` is installed. Nothing is fetched for it, from nowhere."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import render_template

from app.config import SHIPPED


@lru_cache(1)
def _weasyprint() -> Any | None:
    """The library, or None: it is not installed, or the system lacks what it needs in turn."""
    try:
        import weasyprint  # type: ignore[import-not-found,unused-ignore]
    except (ImportError, OSError):
        return None
    return weasyprint


def can_make_pdf() -> bool:
    """Is the extra there? Else no page offers a PDF."""
    return _weasyprint() is not None


def certificate_pdf(**told: Any) -> bytes:
    """The same words as on the page, on one sheet of A4."""
    library = _weasyprint()
    if library is None:
        raise LookupError("the extra `pdf` is not installed")
    looks = library.CSS(filename=str(SHIPPED / "static" / "certificate.css"), url_fetcher=_nothing)
    html = library.HTML(string=render_template("mentoring/certificate_sheet.html", **told), url_fetcher=_nothing)
    return bytes(html.write_pdf(stylesheets=[looks]))


def _nothing(url: str, *_rest: Any, **_more: Any) -> Any:
    raise ValueError(f"a certificate loads nothing: {url}")
