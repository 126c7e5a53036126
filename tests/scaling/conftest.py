"""What the tests of scaling share."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask

from app.extensions import db
from app.innovations.models import SocialInnovation
from app.scaling import actions
from tests.builders import a_person
from tests.scaling.builders import a_house, a_selected, strategy_of


@pytest.fixture
def selected(app: Flask, cast: SimpleNamespace) -> str:
    """An innovation of the innovator's that was selected; its id."""
    with app.app_context():
        return a_selected(cast.innovator).id


@pytest.fixture
def opened(app: Flask, cast: SimpleNamespace) -> str:
    """One whose pathway is open; its id."""
    with app.app_context():
        one = a_selected(cast.innovator)
        actions.open_pathway(a_person(cast.animator), one)
        return one.id


@pytest.fixture
def led(app: Flask, cast: SimpleNamespace) -> Callable[[str], None]:
    """`led(id)`: it is decided that Vooruit, for which the mentor acts, leads it by contract."""

    def decide(id_: str) -> None:
        with app.app_context():
            house = a_house("Vooruit", cast.mentor)
            one = db.session.get_one(SocialInnovation, id_)
            actions.decide_route(a_person(cast.animator), one, strategy_of("contract").id, house.id, "They know how.")

    return decide
