"""What scaling asks: which baselines are missing, is there a final measurement."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from flask import Flask

from app.core.clock import now
from app.extensions import db
from app.measuring.models import Indicator, ProgressReport, ReportingRound
from app.measuring.queries import baselines_missing, has_final_measurement
from tests.mentoring.builders import an_innovation


def test_baselines_missing(context: Flask, cast: SimpleNamespace) -> None:
    id_ = an_innovation(cast.innovator)
    assert baselines_missing(id_) == ["an indicator (none is chosen yet)"]
    db.session.add_all([
        Indicator(innovation_id=id_, code="staff_fte", position=1, baseline_value=0.0),
        Indicator(innovation_id=id_, code="revenue", position=2),
        Indicator(innovation_id=id_, title="Trust", measure="qualitative", position=3),
        Indicator(innovation_id=id_, title="Reach", measure="ordinal", baseline_words="Town", position=4),
        Indicator(innovation_id=id_, title="Old one", retired_at=now(), position=5),
    ])  # fmt: skip
    db.session.commit()
    assert baselines_missing(id_) == ["Revenue", "Trust"]


def test_the_final_measurement_is_an_approved_final_report(context: Flask, cast: SimpleNamespace) -> None:
    id_ = an_innovation(cast.innovator)
    half = ReportingRound(starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30), due_on=date(2026, 7, 31))
    db.session.add(half)
    db.session.flush()
    report = ProgressReport(round_id=half.id, innovation_id=id_, state="submitted", final=True)
    db.session.add(report)
    db.session.commit()
    assert not has_final_measurement(id_)
    report.state = "approved"
    db.session.commit()
    assert has_final_measurement(id_)
    report.final = False
    db.session.commit()
    assert not has_final_measurement(id_)
