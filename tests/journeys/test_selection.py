"""A round end to end: prepared, entered, screened, given out, scored from a phone, decided, told; without JavaScript,
too."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import ThumbVisitor, Visitor
from tests.served import Site

pytestmark = pytest.mark.journey


@pytest.fixture
def site(shared_site: Site) -> Site:
    return shared_site


def surely(who: Visitor, name: str) -> None:
    """A button that asks first."""
    pop = who.main.locator("details.pop", has=who.page.locator("summary", has_text=re.compile(rf"^\s*{name}\s*$")))
    who.click(pop.first.locator("summary"))
    who.click(pop.first.get_by_role("button", name=name, exact=True))


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without"])
def test_an_animator_runs_a_round(visit: Any, scripted: bool) -> None:
    call = f"Call {'with' if scripted else 'without'}"
    team: Visitor = visit("innovator", java_script_enabled=scripted)
    team.open("/innovations/new")
    team.write("Name", f"Oven of {call}")
    team.write("What it is, in short", "Neighbours bake together.")
    team.press("Put it forward")
    team.arrive(f"Oven of {call}")
    animator: Visitor = visit("animator", inspect=scripted, java_script_enabled=scripted)
    animator.open("/rounds")
    animator.follow("Prepare a round")
    animator.arrive("Prepare a round")
    animator.write("Name", call)
    animator.write("Assessors for each", "1")
    animator.check("Show the call to visitors")
    animator.press("Save")
    animator.arrive(call)
    surely(animator, "Open it")
    address = animator.page.url
    guest: Visitor = visit(None, java_script_enabled=scripted)
    guest.open(address.replace("/rounds/", "/calls/"))
    guest.arrive(call)
    team.open(address)
    team.press("Enter it")
    team.told("To be screened")
    screened(animator, address, call)
    given_out(animator, address, call)
    scored(visit, scripted, call)
    decided(animator, address, call)
    team.open(address)
    team.follow("Read the decision")
    team.arrive(f"Decision on Oven of {call}")
    team.told("It feeds the street.")


def screened(animator: Visitor, address: str, call: str) -> None:
    animator.open(f"{address}/candidates")
    animator.arrive(f"Candidates of {call}")
    animator.follow("Screen the next one")
    animator.arrive(f"Gates: Oven of {call}")
    for yes in animator.main.get_by_label("Yes", exact=True).all():
        animator.tick(yes)
    animator.press("Save and go on")
    animator.arrive(f"Candidates of {call}")
    expect(animator.main.locator("tbody .state")).to_have_text("Passed the gates")


def given_out(animator: Visitor, address: str, call: str) -> None:
    animator.open(f"{address}/assessors")
    animator.arrive(f"Assessors of {call}")
    animator.write("Name or e-mail address", "mentor@example.org")
    animator.press("Add")
    animator.told("Inés Ortega")
    animator.open(address)
    surely(animator, "Begin assessing")
    animator.open(f"{address}/assessors")
    animator.follow("Give candidates out")
    animator.arrive(f"Give out the candidates of {call}")
    animator.press("Give out")
    animator.arrive(f"Assessors of {call}")


def scored(visit: Any, scripted: bool, call: str) -> None:
    mentor: Visitor = visit("mentor", ThumbVisitor, inspect=scripted, java_script_enabled=scripted)
    mentor.open("/rounds/assessments?state=open")
    mentor.arrive("Your assessments")
    mentor.follow(f"Oven of {call}")
    mentor.arrive(f"Assess Oven of {call}")
    for group in mentor.main.locator("fieldset.field").all():
        mentor.tick(group.locator("input[value='4']"))
    mentor.write("What you would tell the team", "It works.")
    mentor.press("Submit")
    mentor.told("Nobody else has submitted yet.")


def decided(animator: Visitor, address: str, call: str) -> None:
    animator.open(address)
    surely(animator, "End assessing, begin deciding")
    animator.open(f"{address}/desk")
    animator.arrive(f"Scores of {call}")
    animator.tick(animator.main.get_by_label(f"Oven of {call}", exact=True))
    animator.press("Decide about those that are ticked")
    animator.arrive("Decide about 1 candidate")
    animator.check("Selected")
    animator.write("Why", "It feeds the street.")
    animator.press("Decide")
    animator.arrive(f"Scores of {call}")
    expect(animator.main.locator("tbody .state")).to_have_text("Selected")
    animator.open(f"{address}/letters")
    surely(animator, "Send 1 letter")
    animator.told("Lucía Ferrer")
