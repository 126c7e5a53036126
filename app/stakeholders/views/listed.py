"""The list of organisations for those who draw stakeholders in, and its exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import request

from app.offers.queries import today
from app.people.forms import ORGANISATION_KINDS
from app.reference.queries import countries
from app.stakeholders import queries
from app.stakeholders.queries import StakeholderFilter
from app.stakeholders.views import bp
from app.web.answers import Answer, page
from app.web.csv import csv_answer
from app.web.gates import animator
from app.web.xlsx import xlsx_answer

COLUMNS = ("id", "name", "kind", "city", "country", "last_contact_on", "next_step", "next_step_on", "open_offers",
           "deliveries", "delivered_value_eur")  # fmt: skip


@bp.get("/stakeholders")
@animator
def index() -> Answer:
    """All organisations, by whom there is something to do with."""
    asked, after = StakeholderFilter.read(request.args), request.args.get("after")
    return page(
        "stakeholders/index.html", "results", asked=asked, after=after, today=today(), kinds=ORGANISATION_KINDS,
        countries=countries(), found=queries.stakeholders_page(asked, after), count=queries.count_stakeholders(asked),
    )  # fmt: skip


@bp.get("/stakeholders.csv")
@animator
def csv() -> Answer:
    """Exactly the organisations that are filtered, in the order that is asked for."""
    return csv_answer("stakeholders.csv", COLUMNS, _rows())


@bp.get("/stakeholders.xlsx")
@animator
def xlsx() -> Answer:
    """The same as a workbook."""
    return xlsx_answer("stakeholders.xlsx", COLUMNS, _rows())


def _rows() -> Iterator[list[Any]]:
    for row in queries.stakeholder_rows(StakeholderFilter.read(request.args)):
        euros = None if row.given.cents is None else row.given.cents / 100
        place = (row.id, row.name, row.kind, row.city, row.country)
        yield [*place, row.last_on, row.next_step, row.next_on, row.offers, row.given.count, euros]
