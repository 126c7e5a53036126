"""The arrows of PRODUCT.md's "States", written down a second time: what is not among them is no arrow."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.core.rules import Conflict, NotAllowed
from app.extensions import db
from app.innovations.actions import hold_innovation, resume_innovation
from app.innovations.models import SocialInnovation
from app.innovations.pipeline import STATES, may_follow
from app.people.models import Person

PRODUCT = """
identified → screening ; screening → ineligible ; screening → assessment ; assessment → selected ; assessment → reserve
; assessment → not_selected ; selected → onboarding ; onboarding → scaling ; scaling → completed ; completed → alumni ;
reserve → selected ; not_selected → screening ; withdrawn → identified
"""
ARROWS = {tuple(part.split(" → ")) for part in PRODUCT.replace("\n", " ").strip().split(" ; ")}
RESTING = ("screening", "assessment", "selected", "reserve", "onboarding", "scaling")


@given(st.sampled_from(STATES), st.sampled_from(STATES), st.sampled_from(("", *RESTING)))
def test_only_the_arrows_of_the_product(state: str, to: str, held_from: str) -> None:
    at_the_side = (to == "withdrawn" and state != "withdrawn") or (to == "on_hold" and state in RESTING)
    back = state == "on_hold" and to == held_from
    assert may_follow(state, to, held_from) == ((state, to) in ARROWS or at_the_side or back)


def test_held_goes_back_to_where_it_was(app: Flask, cast: SimpleNamespace, an_innovation: Callable[..., str]) -> None:
    id_ = an_innovation()
    with app.app_context():
        animator = db.session.get_one(Person, cast.animator.id)
        with pytest.raises(Conflict):  # nothing is under way yet
            hold_innovation(animator, db.session.get_one(SocialInnovation, id_), "Later.")
    stand_at(app, id_, "scaling")
    with app.app_context():
        animator, mentor = (db.session.get_one(Person, one.id) for one in (cast.animator, cast.mentor))
        innovation = db.session.get_one(SocialInnovation, id_)
        with pytest.raises(NotAllowed):
            hold_innovation(mentor, innovation, "Later.")
        hold_innovation(animator, innovation, "The founder is on leave.")
        assert (innovation.state, innovation.reason) == ("on_hold", "The founder is on leave.")
        resume_innovation(animator, innovation)
        assert (innovation.state, innovation.reason, innovation.held_from) == ("scaling", "", "")


def stand_at(app: Flask, id_: str, state: str) -> None:
    """Put it there without the walk."""
    with app.app_context():
        db.session.connection(execution_options={"writing": True})
        db.session.get_one(SocialInnovation, id_).state = state
        db.session.commit()
