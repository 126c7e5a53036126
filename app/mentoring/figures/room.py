"""Mentoring among the rooms with measures. A session may have several topics, so these are counted in a way of their
own (counting.py) and put beside the cuts of which each row is in one group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, Subquery, select

from app.activity import measures
from app.activity.measures import COUNTRY, INNOVATION, ORGANISATION, Cut, Measure, Room
from app.mentoring.figures import counting
from app.mentoring.figures.measures import MEASURES, topic_words
from app.people.queries import Person
from app.web.periods import Period


def _house(rows: Subquery) -> Any:
    return select(Person.organisation_id).where(Person.id == rows.c.mentor_id).scalar_subquery()


class Mentoring(Room):
    """With topics, whose codes in addresses are the topics' own."""

    def figures(self, period: Period) -> measures.Figures:
        return _with_topics(super().figures(period), counting.figures(period))

    def outside(self, quarter: Period, quarters: list[Period]) -> measures.Figures:
        return _with_topics(super().outside(quarter, quarters), counting.figures_outside(quarter, quarters))

    def event_ids(self, measure: Measure, period: Period, topic: str) -> Select[Any]:
        if ":" in topic:
            return super().event_ids(measure, period, topic)
        return counting.event_ids(measure, period, topic)

    def names(self, codes: Iterable[str]) -> dict[str, str]:
        told = list(codes)
        plain = {code: topic_words(code) for code in told if ":" not in code}
        return plain | super().names(code for code in told if ":" in code)


def _with_topics(counted: measures.Figures, topics: counting.Figures) -> measures.Figures:
    lines = [
        replace(line, groups={"topic": topics.line(line.measure.key).topics, **line.groups}) for line in counted.lines
    ]
    return replace(counted, lines=lines, codes={**counted.codes, "topic": topics.topics})


CUTS = {
    "topic": Cut("topic", _l("By topic"), _l("Topic"), lambda rows: rows.c.mentor_id),
    "organisation": replace(ORGANISATION, title=_l("By organisation of the mentor"), column=_house),
    "innovation": INNOVATION,
    "country": COUNTRY,
}
MENTORING = Mentoring("mentoring", _l("Mentoring"), MEASURES, CUTS, "mentoring", "mentoring.figures_page")
