"""The first run: no default account, one link from the terminal, one animator."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update

from app.cli import main
from app.core.clock import now
from app.extensions import db
from app.people.models import Cluster, Person
from app.people.queries import person_of_address

FORM = {
    "cluster": "Réseau de Liège", "timezone": "Europe/Brussels", "languages": ["fr", "nl"], "name": "Ida Maes",
    "email": "Ida@Example.net", "password": "seven grey herons wait",
}  # fmt: skip


@pytest.fixture
def fresh(app):
    """As if nobody had ever been here."""
    with app.app_context():
        db.session.execute(update(Person).values(state="removed"))
        db.session.commit()
    return app


def command(app):
    return app.test_cli_runner().invoke(main.commands["setup"])


def printed(app):
    return command(app).output.strip().splitlines()[-1].removeprefix("http://localhost")


def test_the_link_makes_the_cluster_and_its_animator(fresh, client):
    url = printed(fresh)
    assert client.get(url).status_code == 200
    answer = client.post(url, FORM)
    assert (answer.status_code, answer.location) == (303, "/people/invitations")
    assert client.get("/people/invitations").status_code == 200
    with fresh.app_context():
        cluster, ida = db.session.get(Cluster, 1), person_of_address("ida@example.net")
        assert (cluster.name, cluster.languages) == ("Réseau de Liège", ["fr", "nl"])
        assert cluster.timezone == "Europe/Brussels"
        assert ida.role == "animator"
    other = fresh.test_client()
    used = other.get(url).get_data(as_text=True)
    assert "no longer valid" in used and "prints a new one" not in used, "nobody needs one any more"
    assert other.post(url, FORM | {"email": "eve@example.net"}).status_code == 409


def test_a_new_link_replaces_the_old_and_each_lasts_a_day(fresh, client):
    old, new = printed(fresh), printed(fresh)
    assert client.post(old, FORM).status_code == 409
    with time_machine.travel(now() + timedelta(hours=25), tick=False):
        assert client.post(new, FORM).status_code == 409
    assert client.post(new, FORM).status_code == 303


def test_it_is_refused_when_there_is_an_animator(app):
    result = command(app)
    assert result.exit_code == 1 and "set up already" in result.output


@pytest.mark.parametrize("wrong", [{"cluster": ""}, {"email": "ida"}, {"password": "123456789012"}, {"timezone": "x"}])
def test_bad_input(fresh, client, wrong):
    assert client.post(printed(fresh), FORM | wrong).status_code == 422
    assert client.soup.select_one(f"#{next(iter(wrong))}-error")


def test_a_wrong_link(client):
    assert client.get("/setup/nothing").status_code == 404


def test_before_it_the_front_page_says_so_and_asks_nobody_to_write_in(fresh, client):
    page = client.get("/").get_data(as_text=True)
    assert "This site is being set up" in page and "commonweave setup" in page
    assert "Ask for an invitation" not in page
