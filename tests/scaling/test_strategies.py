"""/strategies: the table, edited by animators; shipped words are translated until they are edited."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from flask_babel import force_locale

from app.activity.models import Event
from app.extensions import db
from app.scaling.models import ScalingStrategy
from app.scaling.queries import all_strategies
from app.scaling.words import strategy_name
from tests.client import CheckingClient
from tests.scaling.builders import a_house, strategy_of

As = Callable[[SimpleNamespace], CheckingClient]
NEW = {"name": "Twinning", "description": "Two places learn together.", "partnering": "y", "active": "y"}


def names(client: CheckingClient) -> list[str]:
    client.get("/strategies")
    return [" ".join(head.get_text().split()) for head in client.soup.select(".card h2")]


SHIPPED = ["Capacity building", "Strategic expansion", "Contractual partnership", "Know-how dissemination"]


def test_members_read_the_shipped_four(as_: As, cast: SimpleNamespace) -> None:
    for part in (cast.stranger, cast.observer, cast.partner):
        member = as_(part)
        assert names(member) == SHIPPED
        assert not member.soup.select("main form")


def test_one_more_and_its_place(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    animator = as_(cast.animator)
    assert animator.get("/strategies/new").status_code == 200
    assert animator.post("/strategies/new", NEW | {"name": ""}).status_code == 422
    assert animator.post("/strategies/new", NEW).status_code == 303
    assert names(animator)[-1] == "Twinning"
    with app.app_context():
        last = all_strategies()[-1]
    for _each in range(2):
        assert animator.post(f"/strategies/{last.id}/position", {"move": "up"}).status_code == 303
    assert names(animator) == [*SHIPPED[:2], "Twinning", *SHIPPED[2:]]
    assert animator.post(f"/strategies/{last.id}/position", {"move": "down"}).status_code == 303
    assert names(animator)[3] == "Twinning"


def test_saving_a_shipped_one_as_it_is_keeps_its_translation(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    animator = as_(cast.animator)
    with app.app_context():
        id_, house = strategy_of("contract").id, a_house("Vooruit").id
    animator.get(f"/strategies/{id_}")
    shown = {box["name"]: box.get("value", "") for box in animator.soup.select("main input[type=text]")}
    told = {"name": shown["name"], "description": animator.soup.select_one("textarea").get_text().strip()}
    told |= {"partnering": "y", "active": "y", "lead_id": house}
    assert animator.post(f"/strategies/{id_}", told).status_code == 303
    with app.test_request_context():
        one = db.session.get_one(ScalingStrategy, id_)
        assert (one.name, one.description, one.lead_id) == ("", "", house)
        with force_locale("en"):
            assert strategy_name(one) == "Contractual partnership"
    assert animator.post(f"/strategies/{id_}", told | {"name": "Licence"}).status_code == 303
    assert animator.post(f"/strategies/{id_}", told | {"name": "Licence"}).status_code == 303
    assert names(animator)[2] == "Licence"
    with app.app_context():
        assert db.session.query(Event).filter_by(verb="scaling.strategy_changed").count() == 2


@pytest.mark.parametrize("path", ["new", "<id>", "<id>/position"])
def test_only_animators_change_it(
    app: Flask, as_: As, cast: SimpleNamespace, client: CheckingClient, path: str
) -> None:
    with app.app_context():
        path = f"/strategies/{path.replace('<id>', strategy_of('contract').id)}"
    for part in (cast.partner, cast.observer, cast.stranger):
        assert as_(part).post(path, NEW).status_code == 403
    assert client.post(path, NEW).status_code == 303
    assert as_(cast.animator).post("/strategies/nothing", NEW).status_code == 404
