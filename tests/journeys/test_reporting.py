"""An innovator reports from a phone; the lead partner approves; an animator reads how the network grows. With
JavaScript and without it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from app.core.clock import now
from app.measuring.queries import indicators_of
from tests.journeys.visitor import ThumbVisitor, Visitor
from tests.measuring.builders import a_round, a_scaling, the_report
from tests.served import Site

pytestmark = pytest.mark.journey


def asked(site: Site) -> tuple[str, str]:
    """The addresses of an innovation's report and of its results."""
    with site.beside():
        one = a_scaling(site.cast, codes=("staff_fte", "volunteers", "revenue", "earned_income"))
        staff = indicators_of(one.id)[0]
        staff.dimensions = {"Gender": ["women", "men"]}
        due = now().date() + timedelta(days=10)
        report = the_report(one, a_round(site.cast, (date(2026, 1, 1), date(2026, 6, 30), due)))
        return f"/progress/reports/{report.id}", f"/innovations/{one.id}/results"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("scripted", [True, False])
def test_from_a_phone_in_three_minutes(site: Site, visit: Any, scripted: bool) -> None:
    report, results = asked(site)
    team: ThumbVisitor = visit("innovator", ThumbVisitor, java_script_enabled=scripted, inspect=scripted)
    team.told("The progress report of Kitchens for All is due on")
    team.follow("Write it")
    team.arrive("Progress report of Kitchens for All")
    team.write("Paid staff", "12,5")
    team.write("Volunteers", "150")
    team.write("Revenue", "9.5")
    team.check("Not known", team.main.locator("fieldset.group").filter(has_text="Earned income"))
    team.write("What happened in this time?", "A third kitchen.")
    team.press("Send for approval")
    team.forgive(422) if not scripted else team.forgive_all(422)
    team.told("This is ten times the last value, or more.")
    if scripted:
        team.look()
    team.write("Why is that so: Volunteers", "The city sent two schools.")
    team.press("Send for approval")
    team.arrive("Results of Kitchens for All")
    lead: Visitor = visit("stakeholder", java_script_enabled=scripted, inspect=scripted)
    lead.open(report)
    lead.arrive("Progress report of Kitchens for All")
    lead.told("The city sent two schools.")
    lead.press("Approve")
    lead.told("Approved")
    lead.open(results)
    lead.arrive("Results of Kitchens for All")
    lead.follow("Theory of change")
    lead.arrive("Theory of change of Kitchens for All")
    lead.follow("Tell it")
    lead.arrive("Tell the theory of change of Kitchens for All")
    for name, text in (("input-0-text", "Volunteers and kitchens"), ("activity-0-text", "Cook and eat together"),
                       ("impact-0-text", "Fewer people eat alone, and neighbours know each other")):  # fmt: skip
        lead.fill(lead.page.locator(f"#{name}"), text)
    lead.fill(lead.page.locator("#impact-0-assumption"), "people come back")
    lead.seen.clear()
    lead.press("Save")
    lead.arrive("Theory of change of Kitchens for All")
    if scripted:
        _animator(visit)


def _animator(visit: Any) -> None:
    for kind in (Visitor, ThumbVisitor):
        animator: Visitor = visit("animator", kind, inspect=True)
        animator.open("/progress")
        animator.arrive("Progress reports")
        animator.open("/progress/figures")
        animator.arrive("Figures of the network")
        animator.follow("Sector")
        animator.arrive("Figures of the network")
        animator.look()
