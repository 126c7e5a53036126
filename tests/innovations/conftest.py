"""What the tests of innovations share."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.extensions import db
from app.innovations import actions
from app.people.models import Person


@pytest.fixture
def an_innovation(app: Flask, cast: SimpleNamespace) -> Callable[..., str]:
    """`an_innovation(name=…)`: one that the innovator put forward; gives its id."""

    def make(by: SimpleNamespace | None = None, public: bool = False, **told: Any) -> str:
        with app.app_context():
            actor = db.session.get(Person, (by or cast.innovator).id)
            usual = {
                "name": "Herstelhuis Gent",
                "summary": "Neighbours mend what is broken.",
                "sectors": [],
                "goals": [],
            }
            made = actions.put_forward(actor, usual | told)
            if public:
                actions.publish_innovation(db.session.get(Person, cast.animator.id), made)
            return made.id

    return make
