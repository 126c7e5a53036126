"""`commonweave routes`: the authorization table (SECURITY 1)."""

from __future__ import annotations

import json

import click
from flask import current_app
from flask.cli import with_appcontext

from app.web.gates import gate_of


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON, for scripts.")
@with_appcontext
def routes(as_json: bool) -> None:
    """Print every address with its methods and its gate."""
    table = [
        {
            "rule": rule.rule,
            "methods": sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}),
            "endpoint": rule.endpoint,
            "gate": gate_of(current_app, rule.endpoint),
        }
        for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule)
    ]
    if as_json:
        click.echo(json.dumps(table, indent=1))
        return
    for row in table:
        click.echo(f"{','.join(row['methods']):<6} {row['rule']:<52} {row['endpoint']:<32} {row['gate']}")


COMMANDS = [routes]
