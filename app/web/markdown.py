"""Markdown that people write: raw HTML off, then an allow-list (SECURITY 17)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False}).enable("strikethrough")
_TAGS = {"p", "br", "strong", "em", "s", "ul", "ol", "li", "a", "blockquote", "code", "pre", "h3", "h4", "hr"}
_HEADINGS = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
_URL = re.compile(r"https?://[^\s<>\"]{3,2000}", re.IGNORECASE)
_TRAILING = ".,;:!?'\"»”’…"


def markdown(text: str | None, addresses: bool = False) -> Markup:
    """Safe HTML. Headings begin at h3, so that the page keeps its one h1; images are left out.

    `addresses`: those of web pages become links as they stand, too; a full stop or a closing bracket after one is not
    part of it."""
    tokens = _PARSER.parse(text or "")
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
        if addresses and token.children:
            token.children = list(_linked(token.children))
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return Markup(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow ugc noopener",
        )
    )


def _linked(tokens: list[Token]) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        inside += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not inside:
            yield from _pieces(token.content)
        else:
            yield token


def _pieces(text: str) -> Iterator[Token]:
    end = 0
    for found in _URL.finditer(text):
        url = _without_tail(found.group())
        yield Token("text", "", 0, content=text[end : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": url})
        yield Token("text", "", 0, content=url)
        yield Token("link_close", "a", -1)
        end = found.start() + len(url)
    yield Token("text", "", 0, content=text[end:])


def _without_tail(url: str) -> str:
    while url and (url[-1] in _TRAILING or (url[-1] == ")" and url.count(")") > url.count("("))):
        url = url[:-1]
    return url
