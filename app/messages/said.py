"""What somebody wrote, as safe HTML: plain text, line ends kept, addresses of web pages made links."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_URL = re.compile(r"https?://[^\s<>\"]{3,2000}", re.IGNORECASE)
_TRAILING = ".,;:!?'\"»”’…"


def said(text: str) -> Markup:
    """Escaped text with links; a full stop or a closing bracket after an address is not part of it."""
    out, end = [], 0
    for found in _URL.finditer(text):
        url = _without_tail(found.group())
        out.append(escape(text[end : found.start()]))
        out.append(Markup('<a href="{0}" rel="nofollow ugc noopener noreferrer">{0}</a>').format(url))
        end = found.start() + len(url)
    out.append(escape(text[end:]))
    return Markup("").join(out).replace("\n", Markup("<br>"))


def _without_tail(url: str) -> str:
    while url and (url[-1] in _TRAILING or (url[-1] == ")" and url.count(")") > url.count("("))):
        url = url[:-1]
    return url


def excerpt(text: str, limit: int = 90) -> str:
    """The beginning, on one line, for the list of conversations."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
