"""What mentoring comes to: figures by month and topic, each leading to the entries of the log behind it; for who is no
animator by quarter, without what is small.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from app.mentoring.figures import Figures, Measure, figures, figures_outside, opened_as
from app.mentoring.figures.measures import topic_words
from app.mentoring.views import bp
from app.people.queries import cluster
from app.web.answers import page
from app.web.csv import csv_answer
from app.web.figures import counted_for, part_code, shown_with, written
from app.web.gates import current_reader, member
from app.web.periods import Period
from app.web.xlsx import xlsx_answer

COLUMNS = ("measure", "unit", "by", "of", "value", "entries")


def _counted() -> tuple[Figures, list[str], bool]:
    return counted_for(current_reader(), request.args, cluster().timezone, figures, figures_outside)


@bp.get("/mentoring/figures")
@member
def figures_page() -> ResponseReturnValue:
    """The figures, their definitions and their charts."""
    counted, wrong, exact = _counted()
    shown = shown_with(counted, exact, cluster().timezone)
    return page(
        "mentoring/figures.html", "results", counted=counted, wrong=wrong, exact=exact, behind=behind,
        topics=_topics(counted), **shown,
    )  # fmt: skip


@bp.get("/mentoring/figures.csv")
@member
def figures_csv() -> ResponseReturnValue:
    """Exactly what the page shows, as CSV."""
    return csv_answer("mentoring-figures.csv", COLUMNS, _cells(_counted()[0]))


@bp.get("/mentoring/figures.xlsx")
@member
def figures_xlsx() -> ResponseReturnValue:
    """The same as a workbook."""
    return xlsx_answer("mentoring-figures.xlsx", COLUMNS, _cells(_counted()[0]))


def _cells(counted: Figures) -> Iterator[tuple[Any, ...]]:
    for line in counted.lines:
        named = (line.measure.key, line.measure.unit)
        yield *named, "all", "", *written(line.total)
        for part, cell in zip(counted.parts, line.parts, strict=True):
            yield *named, counted.by, part_code(part, counted.by), *written(cell)
        for topic, cell in zip(counted.topics, line.topics, strict=True):
            yield *named, "topic", topic, *written(cell)


def _topics(counted: Figures) -> list[tuple[str, str, list[Any]]]:
    """Each topic with its name, and a number of each measure."""
    topics = enumerate(counted.topics)
    return [(code, topic_words(code), [line.topics[at] for line in counted.lines]) for at, code in topics]


def behind(measure: Measure, period: Period, topic: str = "") -> str:
    """The address of the log's entries behind a number."""
    days: dict[str, Any] = dict(period.as_args)
    return url_for("activity.index", figure=opened_as(measure), topic=topic or None, **days)
