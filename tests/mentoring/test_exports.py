"""Every table that mentoring gives: no cell is one that a spreadsheet would run (SECURITY 19)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import update

from app.core.clock import now
from app.extensions import db
from app.innovations.models import SocialInnovation
from app.mentoring.actions import declare_conflict, introduce, make_wish
from app.mentoring.models import MentoringRequest, MentoringSession
from app.mentoring.queries.care import LISTS
from app.people import actions as people
from app.people.models import Person
from app.web.csv import DANGEROUS, cell
from app.web.xlsx import safe
from tests.builders import a_person
from tests.client import CheckingClient
from tests.mentoring.builders import MONDAY, a_group, a_mentor, a_request, a_session, an_innovation
from tests.mentoring.held import a_group_held, a_held_session, a_mentorship_for

As = Callable[[SimpleNamespace], CheckingClient]


def world(cast: Any, sign: str) -> None:
    """Something in every list; then all that people wrote begins with the sign."""
    a_mentor(cast.mentor)
    a_mentor(cast.mentor2)
    kitchens = an_innovation(cast.innovator)
    mentorship = a_mentorship_for(kitchens, cast.mentor, cast.innovator)
    disputed = a_held_session(mentorship, MONDAY - timedelta(days=2))
    a_held_session(mentorship, MONDAY - timedelta(days=3))
    a_group_held(cast.mentor, MONDAY - timedelta(days=4))
    a_group(cast.mentor2, MONDAY + timedelta(days=4))
    request = db.session.get_one(MentoringRequest, a_request(cast.mentor2, cast.innovator2))
    request.waits_since = now() - timedelta(days=5)
    session = db.session.get_one(MentoringSession, disputed)
    session.state, session.disputed_by = "disputed", cast.innovator.id
    late = db.session.get_one(MentoringSession, a_session(mentorship, MONDAY + timedelta(hours=9)))
    late.state, late.cancelled_by, late.cancelled_at = "cancelled", cast.innovator.id, now()
    late.cancelled_late = True
    a_request(cast.mentor2, cast.animator)
    db.session.commit()
    animator = a_person(cast.animator)
    introduce(animator, cast.stranger.id, cast.mentor2.id, "You two should talk.")
    make_wish(a_person(cast.innovator2), "premises", "en", "Somebody who has rented out a mill.")
    people.block_person(a_person(cast.stakeholder), a_person(cast.partner))
    people.report_person(a_person(cast.stranger), a_person(cast.partner), "money", "A story")
    declare_conflict(animator, cast.mentor.id, "person", cast.stranger.id, "family")
    db.session.execute(update(Person).values(name=sign + Person.name))
    db.session.execute(update(SocialInnovation).values(name=sign + SocialInnovation.name))
    db.session.execute(update(MentoringSession).values(title=sign + MentoringSession.title))
    db.session.commit()


def tables(app: Flask) -> list[str]:
    """The addresses of all tables of mentoring, each list of care apart."""
    rules = [str(rule) for rule in app.url_map.iter_rules() if rule.endpoint.startswith("mentoring.")]
    found = [rule for rule in rules if rule.endswith((".csv", ".xlsx")) and rule != "/mentoring/care.csv"]
    return [*found, *(f"/mentoring/care.csv?list={which}" for which in LISTS)]


def cells(client: CheckingClient, address: str) -> list[Any]:
    answer = client.get(address)
    if ".xlsx" in address:
        rows: Any = load_workbook(io.BytesIO(answer.get_data())).active.iter_rows(values_only=True)
    else:
        rows = csv.reader(io.StringIO(answer.get_data(as_text=True), newline=""))
    return [value for row in rows for value in row]


def number(text: str) -> bool:
    """A number of ours may be negative."""
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


@pytest.mark.parametrize("sign", DANGEROUS)
def test_no_cell_of_any_table_begins_like_a_formula(app: Flask, cast: Any, as_: As, sign: str) -> None:
    with app.app_context():
        world(cast, sign)
    addresses, guarded = tables(app), set()
    assert len(addresses) >= 17
    client = as_(cast.animator)
    for address in addresses:
        for value in cells(client, address):
            text = str(value or "")
            assert not text.startswith(DANGEROUS) or number(text), (address, value)
            if text.startswith("'"):
                guarded.add(address)
    without_names = {at for at in addresses if "figures" in at or "scarcity" in at}
    if sign not in "\t\r":  # a workbook holds no such ends of lines
        assert guarded == set(addresses) - without_names
    assert {at for at in addresses if ".csv" in at} - without_names <= guarded


@pytest.mark.parametrize("text", ["\x00=1+1", "\x01\x02@x", "\x08-1", "\x00'=1"])
def test_what_a_workbook_leaves_out_uncovers_no_formula(text: str) -> None:
    assert not str(safe(text)).startswith(DANGEROUS)


@pytest.mark.parametrize(("value", "written"), [
    ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "'\rx"),
    (-1, "-1"), (-1.5, "-1.5"), ("a=1", "a=1"), (None, ""), ("", ""), (True, "true"),
])  # fmt: skip
def test_text_is_guarded_and_numbers_stay(value: Any, written: str) -> None:
    assert cell(value) == written
    assert safe(value) == (value if isinstance(value, int | float) and value is not True else written)
