"""The board, its CSV, and what is one's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext as _

from app.offers import queries
from app.offers.models import CATEGORIES, KINDS
from app.offers.queries import BoardFilter
from app.offers.views import bp
from app.offers.words import CATEGORY, KIND
from app.reference.queries import countries, country_name, topic_choices, topic_name
from app.web.answers import Answer, page
from app.web.csv import csv_answer
from app.web.gates import current_reader, maybe_reader, participant, public

COLUMNS = (
    "published_at", "id", "kind", "title", "state", "category", "topics", "organisation", "city", "country", "remote",
    "quantity", "unit", "taken", "until", "audience", "text",
)  # fmt: skip


@bp.get("/offers")
@public
def index() -> Answer:
    """The board; visitors see the public posts."""
    reader, asked, day = maybe_reader(), BoardFilter.read(request.args), queries.today()
    return page(
        "offers/index.html",
        fragment="results",
        found=queries.board_page(reader, asked, day, request.args.get("after")),
        count=queries.count_board(reader, asked, day),
        asked=asked,
        chosen=_chips(asked),
        today=day,
        header=_header,
        choices=_choices,
    )


@bp.get("/offers.csv")
@public
def csv() -> Answer:
    """Exactly what the board shows with these filters."""
    rows = queries.board_rows(maybe_reader(), BoardFilter.read(request.args), queries.today())
    return csv_answer("offers.csv", COLUMNS, ([getattr(row, name) for name in COLUMNS] for row in rows))


@bp.get("/offers/mine")
@participant
def mine() -> Answer:
    """My posts and my claims, by whose turn it is."""
    reader = current_reader()
    return page(
        "offers/mine.html",
        waiting=queries.claims_waiting(reader),
        others=queries.my_claims(reader, over=False),
        over=queries.my_claims(reader, over=True),
        posts=queries.own_posts(reader, request.args.get("after")),
        today=queries.today(),
    )


def _header() -> dict[str, Any]:
    delivered = queries.count_confirmed_since(queries.month_start())
    return {"count_open": queries.count_open(), "delivered": delivered}


def _choices() -> dict[str, Any]:
    return {
        "kinds": [(key, KIND[key]) for key in KINDS],
        "categories": [(key, CATEGORY[key]) for key in CATEGORIES],
        "topics": topic_choices(),
        "countries": countries(),
    }


def _chips(asked: BoardFilter) -> list[tuple[str, str]]:
    here = url_for("offers.index")
    return [(words, f"{here}?{urlencode(asked.args(**{name: ''}))}".rstrip("?")) for name, words in _in_words(asked)]


def _in_words(asked: BoardFilter) -> Iterator[tuple[str, str]]:
    if asked.q:
        yield "q", f"“{asked.q}”"
    if asked.kind:
        yield "kind", str(KIND[asked.kind])
    if asked.category:
        yield "category", str(CATEGORY[asked.category])
    if asked.topic:
        yield "topic", topic_name(asked.topic)
    if asked.country:
        yield "country", country_name(asked.country)
    if asked.remote:
        yield "remote", _("Remote")
    if asked.show:
        yield "show", _("Closed ones too")
