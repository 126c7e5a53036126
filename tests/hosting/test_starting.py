"""A process reads what it needs to answer pages, and what few pages need when one of them is asked for."""

from __future__ import annotations

import subprocess
import sys

from flask import url_for

SELDOM = {
    "alembic", "authlib", "boto3", "cryptography", "email_validator", "holidays", "icalendar", "numpy", "openpyxl",
    "psycopg", "requests", "scipy",
}  # fmt: skip
"""Each costs every process megabytes and a start its time."""


def test_what_few_pages_need_is_not_read_at_the_start(tmp_path):
    told = f"import sys, app; app.create_app({{'INSTANCE': {str(tmp_path)!r}}}); print(*sys.modules)"
    read = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.split()
    assert "sqlalchemy" in read
    assert not SELDOM & set(read)


def test_an_address_is_the_same_the_first_time_and_the_next(app):
    with app.test_request_context():
        for _ in range(2):
            assert url_for("people.person", id="a b") == "/people/a%20b"
            assert url_for("people.person", id="7", tab="mail") == "/people/7?tab=mail"
