"""The filtered log for feed readers (RFC 4287): its newest entries, and by `rel="next"` all others (RFC 5005)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import current_app, render_template

from app.activity.exporting.activitystreams import address
from app.activity.exporting.telling import Told, told
from app.activity.forms import read_filters
from app.activity.queries import log_page
from app.core.clock import now
from app.core.rules import Actor
from app.people.links import external
from app.people.queries import cluster

ENTRIES = 50


@dataclass(frozen=True)
class Feed:
    """`tag` is known before the text is written: it changes when an entry does, or what is around them."""

    tag: str
    write: Callable[[], str]


def read_feed(reader: Actor | None, asked: Mapping[str, str], here: str, locale: str) -> Feed:
    """The filters of an address as this reader's feed; `here` is the feed's own address without them."""
    filters, _wrong = read_filters(asked, reader)
    page = log_page(reader, filters, asked.get("after"), ENTRIES)
    home = cluster()
    seen = repr(([tuple(row) for row in page.rows], here, sorted(asked.items()), locale, home.name,
                 home.timezone, current_app.config["BASE_URL"]))  # fmt: skip
    chosen = {name: value for name, value in asked.items() if name != "after" and value}

    def write() -> str:
        return render_template(
            "activity/feed.xml", items=[_item(entry) for entry in told(page.rows, reader)], lang=locale,
            cluster=home.name, updated=page.rows[0].at if page.rows else now(), here=_at(here, chosen),
            next=_at(here, chosen | {"after": page.next}) if page.next else None,
            first=_at(here, chosen) if asked.get("after") else None,
            log=_at(external("activity.index"), chosen),
        )  # fmt: skip

    return Feed(hashlib.sha256(seen.encode()).hexdigest()[:40], write)


def _at(here: str, chosen: Mapping[str, Any]) -> str:
    return f"{here}?{urlencode(chosen)}" if chosen else here


@dataclass(frozen=True)
class Item:
    """One entry of the feed."""

    id: str
    at: datetime
    title: str
    url: str | None
    who: str
    strand: str


def _item(entry: Told) -> Item:
    own = f"{external('activity.index')}/{entry.ref}"
    return Item(own, entry.at, entry.sentence, address(entry.about), entry.who, entry.strand)
