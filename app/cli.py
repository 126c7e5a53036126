"""The `commonweave` command. Thin: each command belongs to its slice and calls actions."""

from __future__ import annotations

import importlib
from pkgutil import iter_modules

import click
from flask.cli import FlaskGroup

import app as house
from app.config import BadSetting
from app.hosting.starting import made_to_stay


def _create() -> object:
    return house.create_app()


class Ours(FlaskGroup):
    """Our commands alone: those that other packages offer to Flask (`db`) are for `flask --app wsgi`, and would have to
    be imported, Alembic and all, before any of ours runs."""

    def _load_plugin_commands(self) -> None:
        return

    def invoke(self, ctx: click.Context) -> object:
        """Settings that cannot be used are said in words, whatever the command."""
        try:
            return super().invoke(ctx)
        except BadSetting as wrong:
            raise click.ClickException(str(wrong)) from wrong


@click.group(cls=Ours, create_app=_create, add_default_commands=False, add_version_option=False)
def main() -> None:
    """Commonweave: a workspace for a cluster of social-innovation incubators."""


def _add_commands(group: FlaskGroup) -> None:
    """Every room that has a `commands.py` lists its commands there as COMMANDS."""
    for room in sorted(module.name for module in iter_modules(house.__path__) if module.ispkg):
        try:
            commands = importlib.import_module(f"app.{room}.commands")
        except ModuleNotFoundError as missing:
            if missing.name != f"app.{room}.commands":
                raise
            continue
        for command in commands.COMMANDS:
            group.add_command(command)


with made_to_stay():
    _add_commands(main)
