"""What animators look after on the board, one list at a time, each with what can be done; and each as CSV."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _

from app.core.rules import require
from app.offers.queries.care import LISTS, Care, care_counts, care_page, care_rows
from app.offers.rules import may_care
from app.offers.views import bp
from app.offers.words import KIND, named
from app.web.answers import Answer, page
from app.web.csv import csv_answer
from app.web.gates import animator, current_reader

CSV = {
    "waiting": ("id", "since", "kind", "title", "owner", "organisation", "guest_name"),
    "reports": ("id", "since", "post_id", "kind", "title", "owner", "reason", "reporter", "report_state", "outcome"),
    "disputes": ("id", "since", "post_id", "kind", "title", "quantity", "unit", "owner", "claimer"),
    "owners": ("id", "since", "kind", "title", "state", "owner", "owner_state", "organisation"),
}
"""Each list's columns. What people wrote to the animators is in none of them."""


@bp.get("/offers/care")
@animator
def care() -> Answer:
    """One of the lists."""
    me, asked = current_reader(), Care.read(request.args)
    require(may_care(me))
    return page(
        "offers/care.html", "results", asked=asked, lists=LISTS, kinds=list(KIND.items()),
        found=care_page(me, asked, request.args.get("after")), counts=care_counts(me, asked),
        shows=[("all", _("Settled ones, too"))],
    )  # fmt: skip


@bp.get("/offers/care.csv")
@animator
def care_csv() -> Answer:
    """The filtered list, exactly, as CSV."""
    me, asked = current_reader(), Care.read(request.args)
    require(may_care(me))
    columns = CSV[asked.which]
    rows = ([_said(row, name) for name in columns] for row in care_rows(me, asked))
    return csv_answer(f"board-{asked.which}.csv", columns, rows)


def _said(row: Any, name: str) -> Any:
    return named(row.title) if name == "title" else getattr(row, name)
