"""For WSGI servers and the flask command: `app`."""

from app import create_app
from app.cli import main

app = create_app()
app.cli.add_command(main, "commonweave")
