"""The walk: every route, as anonymous, member, observer and animator, gives exactly what its gate says; a foreign id
answers like a missing one (SECURITY 1, 2)."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.web.gates import GATES, gate_of
from tests.client import CheckingClient

MISSING = "0" * 26
ENDS_THE_SESSION = {"people.sign_out", "people.sign_ins_end"}
ROLES = (None, "observer", "stranger", "partner", "animator")


def rules_of(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static_file"]


def address_of(app: Flask, rule: Rule, value: str = MISSING) -> str:
    values = dict.fromkeys(rule.arguments, value)
    return app.url_map.bind("localhost").build(rule.endpoint, values, method=next(iter(rule.methods or {"GET"})))


def admitted(gate: str, cast: SimpleNamespace, part: str | None) -> bool:
    return GATES[gate](getattr(cast, part) if part else None)


@pytest.mark.parametrize("part", ROLES)
def test_every_gate_holds(app: Flask, cast: SimpleNamespace, part: str | None) -> None:
    wrong = []
    client = app.test_client()
    if part:
        client.sign_in(getattr(cast, part))
    for rule in rules_of(app):
        gate = gate_of(app, rule.endpoint)
        assert gate is not None
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            if rule.endpoint in ENDS_THE_SESSION:
                continue
            answer = ask(client, method, address_of(app, rule))
            if not as_promised(
                answer.status_code, answer.headers.get("Location", ""), admitted(gate, cast, part), part
            ):
                wrong.append((method, rule.rule, gate, answer.status_code))
    assert wrong == []


def ask(client: CheckingClient, method: str, address: str):  # type: ignore[no-untyped-def]
    """The answer, closed: of what is streamed only the head is of interest here."""
    if method == "GET":
        answer = super(CheckingClient, client).get(address)
    else:
        answer = super(CheckingClient, client).post(address, data={"csrf_token": client.csrf_token()})
    answer.close()
    return answer


def as_promised(status: int, location: str, let_in: bool, part: str | None) -> bool:
    if let_in:
        return status != 401 and status < 500 and not location.startswith("/sign-in?") or status == 503
    if part is None:
        return status == 401 or (status == 303 and location.startswith("/sign-in"))
    return status == 403


@pytest.mark.parametrize("part", ["stranger", "animator"])
def test_a_missing_id_is_404_everywhere(app: Flask, cast: SimpleNamespace, part: str) -> None:
    wrong = []
    client = app.test_client()
    client.sign_in(getattr(cast, part))
    for rule in rules_of(app):
        if set(rule.arguments) != {"id"}:
            continue
        gate = gate_of(app, rule.endpoint)
        if not admitted(gate or "", cast, part):
            continue
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            answer = ask(client, method, address_of(app, rule))
            if answer.status_code != 404:
                wrong.append((method, rule.rule, answer.status_code))
    assert wrong == []


def test_the_command_prints_the_table(app: Flask) -> None:
    from app.web.commands import routes

    printed = json.loads(app.test_cli_runner().invoke(routes, ["--json"]).output)
    assert {row["endpoint"] for row in printed} == {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {row["gate"] for row in printed} <= set(GATES)
    assert set(printed[0]) == {"rule", "methods", "endpoint", "gate"}
