"""The privacy notice and the record of processing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from app.core.models import Base
from tests.client import CheckingClient

As = Callable[[SimpleNamespace], CheckingClient]
TOLD = {
    "controller": "Ateliers du Sud asbl", "address": "Rue Haute 1, 1000 Brussels", "contact": "privacy@example.org",
    "authority": "Autorité de protection des données", "hosting": "Our own machine, in Belgium", "officer": "",
    "more": "Photos are taken at *events*.",
}  # fmt: skip


def test_everybody_reads_it_and_animators_what_is_missing(
    client: CheckingClient, as_: As, cast: SimpleNamespace
) -> None:
    missing = "the notice is not complete yet"
    assert missing in as_(cast.animator).get("/privacy").text
    assert missing not in as_(cast.mentor).get("/privacy").text and missing not in client.get("/privacy").text
    assert as_(cast.animator).post("/settings/privacy", TOLD).status_code == 303
    page = client.get("/privacy")
    assert "Ateliers du Sud asbl" in page.text and "<em>events</em>" in page.text
    assert missing not in as_(cast.animator).get("/privacy").text
    assert client.get("/sign-in") and client.soup.select('footer a[href="/privacy"]')


@pytest.mark.parametrize("field", ["controller", "address", "contact", "authority", "hosting"])
def test_what_has_to_be_told(as_: As, cast: SimpleNamespace, field: str) -> None:
    assert as_(cast.animator).post("/settings/privacy", TOLD | {field: " "}).status_code == 422


def test_the_record_has_every_table(as_: As, cast: SimpleNamespace) -> None:
    ana = as_(cast.animator)
    ana.get("/settings/processing")
    listed = {cell.get_text() for cell in ana.soup.select("tbody th code")}
    assert listed == {*Base.metadata.tables}
    rows = csv.DictReader(io.StringIO(ana.get("/settings/processing.csv").text))
    assert {row["table"] for row in rows} == listed


def test_they_are_the_animators(client: CheckingClient, as_: As, cast: SimpleNamespace) -> None:
    for url in ("/settings/privacy", "/settings/processing", "/settings/processing.csv"):
        assert as_(cast.partner).get(url).status_code == 403
        assert client.get(url).status_code == 303
    assert as_(cast.partner).post("/settings/privacy", TOLD).status_code == 403
