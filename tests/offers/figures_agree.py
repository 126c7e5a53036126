"""Whoever tells how much was delivered tells the same, to the unit. One more way to tell it is one more function."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Event
from app.extensions import db
from app.home import month
from app.offers import queries
from app.offers.figures import figures, rows
from app.offers.models import Claim, DeliveryCorrection, Post
from app.offers.standing import committed
from app.people.models import Person
from app.stakeholders.queries import StakeholderFilter, stakeholder_rows
from app.web.periods import Period, today

House = tuple[Flask, SimpleNamespace]
"""The application, in whose context this runs, and the cast."""


def truth() -> dict[str, int]:
    """From the rows alone: the units of each confirmed claim, but for those that were corrected to nothing."""
    changes: dict[str, int] = {}
    for row in db.session.execute(select(DeliveryCorrection.claim_id, DeliveryCorrection.change)):
        changes[row.claim_id] = changes.get(row.claim_id, 0) + row.change
    confirmed = db.session.execute(select(Claim).where(Claim.state == "confirmed")).scalars()
    counted = {claim.id: committed(claim) + changes.get(claim.id, 0) for claim in confirmed}
    assert all(units >= 0 for units in counted.values())
    return {id_: units for id_, units in counted.items() if units}


def in_the_deliveries(_house: House) -> dict[str, int]:
    """The rows behind every figure and export."""
    found = db.session.execute(queries.deliveries()).all()
    assert len({row.id for row in found}) == len(found), "counted twice"
    return {row.id: row.units for row in found}


def in_the_log(_house: House) -> dict[str, int]:
    """What was confirmed, then corrected, in the order in which it was recorded."""
    told: dict[str, int] = {}
    verbs = ("offers.claim_confirmed", "offers.delivery_corrected")
    for verb, facts in db.session.execute(
        select(Event.verb, Event.facts).where(Event.verb.in_(verbs)).order_by(Event.id)
    ):
        claim = facts["claim"]["id"]
        assert (claim in told) == (verb == "offers.delivery_corrected"), "confirmed once, before it is corrected"
        assert verb == "offers.claim_confirmed" or told[claim] == facts["was"]
        told[claim] = facts["quantity"]
    return {id_: units for id_, units in told.items() if units}


def in_the_figures(_house: House) -> dict[str, int]:
    """The entries that the quantity of the figures opens, and what each adds to it."""
    counted = rows.units()
    told = db.session.execute(select(Event.facts, counted.c.value).join(counted, counted.c.event_id == Event.id)).all()
    assert len({facts["claim"]["id"] for facts, _units in told}) == len(told), "counted twice"
    return {facts["claim"]["id"]: units for facts, units in told}


BY_CLAIM: list[Callable[[House], dict[str, int]]] = [in_the_deliveries, in_the_log, in_the_figures]
"""Each tells the units of every delivery, by claim."""


def on_today(house: House) -> int:
    """This month on Today."""
    with house[0].test_request_context():
        return next(
            figure.value
            for figure in month.this_month(house[1].animator, "Europe/Brussels")
            if figure.thread == "offers"
        )


def since_the_month_began(_house: House) -> int:
    """What the board says."""
    return queries.count_confirmed_since(queries.month_start())


def in_the_figures_of_this_month(_house: House) -> int:
    """The board's figures; their groups add up to them, and their euros are those of the deliveries."""
    day = today("Europe/Brussels")
    month_so_far = Period(day.replace(day=1), day, "Europe/Brussels")
    counted = figures(month_so_far)
    line, value = counted.line("deliveries"), counted.line("value").total.value
    assert all(sum(cell.n for cell in cells) == line.total.n for cells in line.groups.values())
    values = [row.value for row in db.session.execute(queries.deliveries().where(within_month())) if row.value]
    assert value == sum(values) / 100
    return line.total.n


def within_month() -> Any:
    """Whether a claim was confirmed this month."""
    return Claim.confirmed_at >= queries.month_start()


COUNTS: list[Callable[[House], int]] = [on_today, since_the_month_began, in_the_figures_of_this_month]
"""Each tells how many deliveries were confirmed this month."""


def on_the_pages_of_organisations(house: House, counted: dict[str, int]) -> None:
    """Each organisation's page, for an animator, tells what its offers and its people gave; so do the list of
    stakeholders and its export."""
    from tests.builders import a_person

    gave: dict[str, dict[str, int]] = {}
    for claim in db.session.execute(select(Claim).where(Claim.id.in_(counted))).scalars():
        helper = db.session.get_one(Person, claim.claimer_id)
        theirs = claim.post.organisation_id if claim.post.kind == "offer" else helper.organisation_id
        if theirs:
            gave.setdefault(theirs, {})[claim.id] = counted[claim.id]
    listed = {row.id: row.given for row in stakeholder_rows(StakeholderFilter())}
    assert listed.keys() >= gave.keys()
    for id_, on_list in listed.items():
        page, units = queries.given_by(a_person(house[1].animator), id_), gave.get(id_, {})
        assert page.count == on_list.count == len(units)
        assert page.cents == on_list.cents
        assert sum(number for _unit, number in page.units) == sum(units.values())


def the_units_taken(house: House) -> None:
    """The board's table of everything says of each post what its claims hold; a need's page, in parts."""
    holding = Claim.state.in_(("accepted", "delivered", "disputed", "confirmed"))
    units = func.coalesce(Claim.delivered_quantity, Claim.quantity)
    held = dict(db.session.execute(select(Claim.post_id, func.sum(units)).where(holding).group_by(Claim.post_id)).all())
    for row in exported(house):
        assert row["taken"] == held.get(row["id"], 0)
    for post in db.session.execute(select(Post)).scalars():
        parts = queries.parts_of(post)
        assert parts.promised + parts.delivered == post.taken == held.get(post.id, 0)
        assert parts.missing is None or parts.missing == parts.needed - post.taken  # type: ignore[operator]


def exported(house: House) -> list[dict[str, Any]]:
    """The rows of the board's CSV, closed posts included."""
    from app.offers.exporting import COLUMNS, export_rows
    from tests.builders import a_person

    asked = queries.BoardFilter.read({"show": "all"})
    board = queries.open_board(a_person(house[1].stranger), asked, queries.today())
    return [dict(zip(COLUMNS, row, strict=True)) for row in export_rows(board)]


def everything_agrees(house: House) -> int:
    """All of the above; how many deliveries there are."""
    counted = truth()
    for by_claim in BY_CLAIM:
        assert by_claim(house) == counted, by_claim.__name__
    recent = select(Claim.id).where(Claim.id.in_(counted), Claim.confirmed_at >= queries.month_start())
    this_month = len(db.session.execute(recent).all())
    for count in COUNTS:
        assert count(house) == this_month, count.__name__
    the_units_taken(house)
    on_the_pages_of_organisations(house, counted)
    return len(counted)
