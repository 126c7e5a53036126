"""Atom as a feed reader takes it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

ATOM = "{http://www.w3.org/2005/Atom}"


def read(answer: Any) -> ET.Element:
    """The feed, after what RFC 4287 asks of it and of its entries."""
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.get_data())
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert element.find(f"{ATOM}updated").text.endswith("Z")
        assert element.find(f"{ATOM}author/{ATOM}name").text
        assert [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    found = said(feed, "id")
    assert len(found) == len(set(found))
    return feed


def said(feed: ET.Element, name: str) -> list[str]:
    """What each entry has by this name, in the feed's order."""
    return [entry.find(f"{ATOM}{name}").text or "" for entry in feed.findall(f"{ATOM}entry")]
