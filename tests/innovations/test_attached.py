"""What hangs on an innovation is known: nothing is lost when two become one, or deleted that others rest on."""

from __future__ import annotations

from flask import Flask

from app.core.attached import ATTACHED
from app.core.models import Base

ITSELF = {
    "innovation_texts.innovation_id", "innovation_sectors.innovation_id", "innovation_goals.innovation_id",
    "innovation_consents.innovation_id", "innovation_import_rows.innovation_id",
}  # fmt: skip
"""Part of the innovation, or of the list it came with."""


def test_every_column_that_points_at_an_innovation_is_accounted_for(app: Flask) -> None:
    pointing = {
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.target_fullname == "innovations.id"
    }
    assert pointing == set(ATTACHED["innovation"]) | ITSELF
