"""`commonweave demo`."""

from __future__ import annotations

import secrets

import click
from flask.cli import with_appcontext

from app.core.rules import Conflict
from app.demo import load, tell
from app.people import passwords

_WORDS = (
    "bread choir donkey ferry fuse kettle ladle lantern loom olive river roof seed stove suitcase tomato wool".split()
)


@click.command("demo")
@click.option("--password", help="For all demo accounts; one is made and printed when it is left out.")
@click.option("--people", "many_people", type=click.IntRange(1, 1_000_000), help="How many people, for load.")
@click.option("--events", "many_events", type=click.IntRange(1, 10_000_000), help="How many events, for load.")
@click.option("--if-empty", is_flag=True, help="Say nothing and change nothing when there are people already.")
@with_appcontext
def demo(password: str | None, many_people: int | None, many_events: int | None, if_empty: bool) -> None:
    """Load the example cluster into an empty database and print its accounts."""
    if if_empty and not tell.is_empty():
        return
    password = password or "-".join([secrets.choice(_WORDS), secrets.choice(_WORDS), secrets.token_hex(5)])
    if problem := passwords.problem(password):
        raise click.ClickException(str(problem))
    try:
        tell.tell(None, passwords.make_hash(password))
    except Conflict as refused:
        raise click.ClickException(str(refused.reason)) from refused
    if many_people or many_events:
        load.load(None, many_people or 0, many_events or 0)
    _print_accounts(password)


def _print_accounts(password: str) -> None:
    click.echo("The example cluster is here. Everybody in it is invented. Sign in as:")
    for address, who in tell.accounts():
        click.echo(f"  {address:<26}{who}")
    click.echo(f"Password for all of them (it is shown only now): {password}")


COMMANDS = [demo]
