"""An innovation's results, to take along: IATI 2.03 and CSV."""

from __future__ import annotations

from flask import Response

from app.core.clock import now
from app.measuring import queries
from app.measuring.iati import document
from app.measuring.views import bp
from app.measuring.views.load import the_innovation
from app.web.answers import Answer
from app.web.csv import csv_answer
from app.web.gates import member


@bp.get("/innovations/<id>/results.xml")
@member
def results_iati(id: str) -> Answer:
    """As an IATI activity with its results."""
    one = the_innovation(id)
    answer = Response(document([queries.activity_of(one)], now()), mimetype="application/xml")
    answer.headers["Content-Disposition"] = f'attachment; filename="results-{one.id}.xml"'
    return answer


@bp.get("/innovations/<id>/results.csv")
@member
def results_csv(id: str) -> Answer:
    """A line for each baseline, target and value."""
    one = the_innovation(id)
    return csv_answer(f"results-{one.id}.csv", queries.CSV_HEADER, queries.csv_rows(one.id))
