"""What selection tells Today: what is to assess, to screen, to decide. One line for each round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, literal, select, union_all

from app.core.glances import Waiting
from app.core.prepared import prepared
from app.core.rules import Actor
from app.innovations.queries import SocialInnovation
from app.selection.models import Assessment, Candidate, RoundPanelist, SelectionRound
from app.web.jinja import in_days

MOST = 10


def _counted(kind: str, since: Any, *conditions: Any) -> Any:
    """One line for each round: (kind, id, name, until, number, since)."""
    return (
        select(
            literal(kind).label("kind"), SelectionRound.id, SelectionRound.name, SelectionRound.assess_by,
            func.count().label("number"), since.label("since"),
        )
        .join(Candidate, Candidate.round_id == SelectionRound.id)
        .join(SocialInnovation, SocialInnovation.id == Candidate.innovation_id)
        .where(SocialInnovation.state != "withdrawn", *conditions)
        .group_by(SelectionRound.id)
    )  # fmt: skip


@prepared
def _waiting_in_rounds(person_id: Any, *, runs: bool) -> Any:
    assessing = _counted("assess", func.min(Assessment.created_at)).join(
        Assessment, Assessment.candidate_id == Candidate.id
    )
    mine = assessing.where(
        SelectionRound.state == "assessing", Assessment.assessor_id == person_id,
        Assessment.state.in_(("assigned", "draft")),
    )  # fmt: skip
    open_ones = (SelectionRound.state == "deciding", Candidate.state == "passed", Candidate.outcome == "")
    deciding = _counted("decide", func.max(Candidate.screened_at), *open_ones)
    if not runs:
        seat = select(RoundPanelist.round_id).where(RoundPanelist.person_id == person_id)
        return union_all(mine, deciding.where(SelectionRound.id.in_(seat))).limit(MOST)
    waiting = (SelectionRound.state.in_(("open", "assessing")), Candidate.state == "entered")
    return union_all(mine, deciding, _counted("screen", func.min(Candidate.created_at), *waiting)).limit(MOST)


def waiting_for(reader: Actor) -> list[Waiting]:
    """Nothing for observers: they act nowhere. One statement, whatever there is."""
    if reader.role == "observer":
        return []
    lines: dict[str, Callable[[Any], tuple[str, str, str]]] = {
        "assess": _assessing, "decide": _deciding, "screen": _screening,
    }  # fmt: skip
    rows = _waiting_in_rounds(reader.id, runs=reader.role == "animator")
    return [Waiting("scaling", _("Selection"), *lines[row.kind](row), row.since) for row in rows]


def _assessing(row: Any) -> tuple[str, str, str]:
    words = ngettext(
        "%(num)d innovation of %(name)s waits for your assessment until %(day)s",
        "%(num)d innovations of %(name)s wait for your assessment until %(day)s",
        row.number, name=row.name, day=in_days(row.assess_by),
    )  # fmt: skip
    return words, url_for("selection.mine", state="open"), _("Assess")


def _deciding(row: Any) -> tuple[str, str, str]:
    words = _("Candidates of %(name)s wait for a decision", name=row.name)
    return words, url_for("selection.desk", id=row.id, outcome="open"), _("Decide")


def _screening(row: Any) -> tuple[str, str, str]:
    words = ngettext(
        "%(num)d candidate of %(name)s waits to be screened", "%(num)d candidates of %(name)s wait to be screened",
        row.number, name=row.name,
    )  # fmt: skip
    return words, url_for("selection.candidates", id=row.id, state="entered"), _("Screen")
