"""For WSGI servers and the flask command: `app`; `with_migrations` for `flask --app wsgi:with_migrations db …`."""

from flask import Flask

from app import create_app
from app.cli import main

app = create_app()
app.cli.add_command(main, "commonweave")


def with_migrations() -> Flask:
    """The application that knows of Alembic, to write a migration with."""
    from app.hosting.schema import with_alembic

    return with_alembic(create_app())
