"""The board, its exports, and what is one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import request

from app.core.highlight import marked, snippet
from app.offers import queries
from app.offers.exporting import COLUMNS, export_rows
from app.offers.queries import BoardFilter
from app.offers.views import bp
from app.offers.views.choosing import chips, choices
from app.web.answers import Answer, page
from app.web.csv import csv_answer
from app.web.gates import current_reader, maybe_reader, participant, public
from app.web.xlsx import xlsx_answer


@bp.get("/offers")
@public
def index() -> Answer:
    """The board; visitors see the public posts."""
    reader = maybe_reader()
    own = queries.own_innovations(reader.id) if reader else []
    asked = _fitting(BoardFilter.read(request.args), [id_ for id_, _name in own])
    board, poster = queries.open_board(reader, asked, queries.today()), queries.poster_name(reader, asked.by)
    return page(
        "offers/index.html", "swapped", found=(found := queries.board_page(board, request.args.get("after"))),
        asked=asked, counted=(counted := queries.facets(board, found)), choices=choices(asked, counted, poster, own),
        chosen=chips(asked, poster), today=board.day, header=_header, marked=marked, snippet=snippet,
    )  # fmt: skip


@bp.get("/offers.csv")
@public
def csv() -> Answer:
    """Exactly what the board shows with these filters."""
    return csv_answer("offers.csv", COLUMNS, export_rows(_board()))


@bp.get("/offers.xlsx")
@public
def xlsx() -> Answer:
    """The same as a workbook."""
    return xlsx_answer("offers.xlsx", COLUMNS, export_rows(_board()))


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
        begun=queries.begun(reader),
        today=queries.today(),
    )


def _board() -> queries.Board:
    return queries.open_board(maybe_reader(), BoardFilter.read(request.args), queries.today())


def _header() -> dict[str, Any]:
    delivered = queries.count_confirmed_since(queries.month_start())
    return {"count_open": queries.open_now(), "delivered": delivered}


def _fitting(asked: BoardFilter, own: list[str]) -> BoardFilter:
    """What fits best is asked of an innovation of one's own: the one that is named, else the first."""
    if asked.sort != "fit":
        return asked
    return replace(asked, fit=asked.fit if asked.fit in own else own[0]) if own else replace(asked, sort="", fit="")
