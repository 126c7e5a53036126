"""What the network's figures are made of, read in a few statements: states counted by the database, pairs of those that
are measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import case, false, func, literal, select
from sqlalchemy.sql.elements import ColumnElement

from app.extensions import db
from app.innovations.queries import InnovationSector, SocialInnovation
from app.measuring.figures.counting import CODES, MEASURED, Figure, Pair, Standing
from app.measuring.queries import Indicator, Measurement, ProgressReport
from app.reference.catalogue import SECTORS
from app.reference.queries import country_name
from app.scaling.queries import ScalingPathway, ScalingStrategy
from app.scaling.words import named_strategy

CUTS: dict[str, Any] = {"country": _l("Country"), "sector": _l("Sector"), "strategy": _l("Strategy")}
MOST = 5000
"""So many innovations are measured at most: far more than a network scales at a time."""
STATE = case((SocialInnovation.state == "on_hold", SocialInnovation.held_from), else_=SocialInnovation.state)
"""Where it stands; of one that rests, where it came from."""


def counts(one: Figure) -> ColumnElement[bool]:
    """Whether an innovation is among a figure's: of a count those it counts, of a measure those that are asked."""
    here = SocialInnovation.state != "withdrawn"
    return here & STATE.in_(one.states) if one.states else here


def _column(cut: str) -> Any:
    return {
        "country": func.nullif(SocialInnovation.country, ""),
        "sector": InnovationSector.sector,
        "strategy": ScalingPathway.strategy_id,
    }[cut]


def _joined(query: Any, cut: str) -> Any:
    if cut == "sector":
        return query.outerjoin(InnovationSector, InnovationSector.innovation_id == SocialInnovation.id)
    if cut == "strategy":
        return query.outerjoin(ScalingPathway, ScalingPathway.innovation_id == SocialInnovation.id)
    return query


def numbers(cut: str, figures: Sequence[Figure]) -> dict[str, dict[str, int]]:
    """How many innovations each figure has among its own, by group ("" is none; without a cut the one group is "").
    The database counts each state once; the figures are made of these."""
    column = _column(cut) if cut else literal("")
    query = (
        select(column, STATE, func.count()).select_from(SocialInnovation).where(SocialInnovation.state != "withdrawn")
    )
    rows = db.session.execute(_joined(query, cut).group_by(column, STATE).limit(20_000)).all()
    found: dict[str, dict[str, int]] = {} if cut else {"": dict.fromkeys((one.key for one in figures), 0)}
    for group, state, number in rows:
        told = found.setdefault(group or "", dict.fromkeys((one.key for one in figures), 0))
        for one in figures:
            told[one.key] += number if state in one.states or not one.states else 0
    return found


def standings() -> list[Standing]:
    """Everyone that is measured, with groups and pairs."""
    query = select(SocialInnovation.id, SocialInnovation.country, ScalingPathway.strategy_id)
    query = _joined(query, "strategy").where(SocialInnovation.state != "withdrawn", STATE.in_(MEASURED))
    rows = db.session.execute(query.order_by(SocialInnovation.id).limit(MOST)).all()
    sectors, pairs = _sectors(), _pairs()
    return [
        Standing(
            id_,
            {"country": [country] if country else [], "strategy": [strategy] if strategy else [],
             "sector": sectors.get(id_, [])},
            pairs.get(id_, {}),
        )
        for id_, country, strategy in rows
    ]  # fmt: skip


def _measured() -> Any:
    here = select(SocialInnovation.id).where(SocialInnovation.state != "withdrawn", STATE.in_(MEASURED))
    return here.order_by(SocialInnovation.id).limit(MOST)


def _sectors() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    query = select(InnovationSector.innovation_id, InnovationSector.sector)
    for id_, sector in db.session.execute(query.where(InnovationSector.innovation_id.in_(_measured()))):
        found[id_].append(sector)
    return found


def _pairs() -> dict[str, dict[str, Pair]]:
    """Each baseline beside the newest approved value that is known."""
    order = func.row_number().over(
        partition_by=Measurement.indicator_id, order_by=(Measurement.ends_on.desc(), Measurement.id.desc())
    )
    newest = (
        select(Measurement.indicator_id, Measurement.value, order.label("turn"))
        .join(ProgressReport, ProgressReport.id == Measurement.report_id)
        .join(Indicator, Indicator.id == Measurement.indicator_id)
        .where(ProgressReport.state == "approved", Measurement.current.is_(True), Measurement.dimension == "")
        .where(Measurement.value.is_not(None), Indicator.code.in_(CODES))
        .subquery()
    )
    query = (
        select(Indicator.innovation_id, Indicator.code, Indicator.baseline_value, newest.c.value)
        .outerjoin(newest, (newest.c.indicator_id == Indicator.id) & (newest.c.turn == 1))
        .where(Indicator.code.in_(CODES), Indicator.innovation_id.in_(_measured()))
    )
    found: dict[str, dict[str, Pair]] = defaultdict(dict)
    for id_, code, baseline, latest in db.session.execute(query):
        found[id_][code] = Pair(baseline, latest)
    return found


def names(cut: str, groups: Sequence[str]) -> dict[str, str]:
    """Each group in words."""
    if cut == "strategy":
        query = select(ScalingStrategy.id, ScalingStrategy.name, ScalingStrategy.code).limit(200)
        return {id_: named_strategy(code, name) for id_, name, code in db.session.execute(query)}
    return {one: country_name(one) if cut == "country" else str(SECTORS.get(one, one)) for one in groups if one}


def in_group(cut: str, group: str) -> ColumnElement[bool]:
    """Whether an innovation stands in a group of a cut; "" is none of it."""
    if cut == "country":
        return SocialInnovation.country == group
    if cut == "sector":
        mine = select(InnovationSector.innovation_id)
        mine = mine.where(InnovationSector.sector == group) if group else mine
    elif cut == "strategy":
        mine = select(ScalingPathway.innovation_id)
        mine = mine.where(ScalingPathway.strategy_id == group if group else ScalingPathway.strategy_id.is_not(None))
    else:
        return false()
    return SocialInnovation.id.in_(mine) if group else SocialInnovation.id.not_in(mine)
