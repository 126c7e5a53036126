"""What somebody wrote: light Markdown as safe HTML, and its beginning for lists."""

from __future__ import annotations

import re

from markupsafe import Markup

from app.web.markdown import markdown

_MARKS = re.compile(r"[*_`~#>]+")


def said(text: str) -> Markup:
    """Light Markdown; line ends are kept, and addresses of web pages are links."""
    return markdown(text, addresses=True)


def excerpt(text: str, limit: int = 90) -> str:
    """The beginning, on one line and without the marks of Markdown, for lists."""
    line = " ".join(_MARKS.sub("", text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
