"""The cast every test knows: one person for each part to play."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.core import search
from app.extensions import db, make_database
from app.hosting.schema import with_alembic
from app.people.models import Cluster, Organisation, Person, PersonLanguage
from app.people.passwords import make_hash

PASSWORD = "correct horse battery"
CAST = {
    "animator": ("Ana Kovač", "animator", "Europe/Brussels"),
    "mentor": ("Inés Ortega", "member", "Europe/Madrid"),
    "mentor2": ("Γιώργος Παπαδάκης", "member", "Europe/Athens"),
    "innovator": ("Lucía Ferrer", "member", "Europe/Sofia"),
    "innovator2": ("Marek Łącki", "member", "Europe/Warsaw"),
    "stakeholder": ("Jonas Weber", "member", "Europe/Berlin"),
    "partner": ("Мария Иванова", "partner", "Europe/Sofia"),
    "observer": ("Olivia Byrne", "observer", "Europe/Dublin"),
    "stranger": ("Tomás Novák", "member", "Europe/Prague"),
}


@cache
def _made(peopled: bool) -> tuple[Path, SimpleNamespace]:
    folder = Path(tempfile.mkdtemp(prefix="commonweave-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    app = create_app({"INSTANCE": str(folder), "TESTING": True})
    if peopled:
        build_template(app)
    else:
        migrated(app)
    return folder, app.config.get("CAST", SimpleNamespace())


def settle(instance: Path, peopled: bool = True) -> SimpleNamespace:
    """A new instance folder with a migrated database and, unless told otherwise, the cast in it, whom this gives.
    Both are made once in each test process, and copied."""
    folder, cast = _made(peopled)
    instance.mkdir(parents=True, exist_ok=True)
    for name in ("commonweave.db", "secret.key"):
        shutil.copy(folder / name, instance / name)
    return SimpleNamespace(**vars(cast))


def migrated(app: Flask) -> None:
    """Make the database, all of it in one file."""
    with app.app_context():
        make_database(db.engine)
        with_alembic(app)
        upgrade()
        _fold_in()


def _fold_in() -> None:
    with db.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.session.remove()
    db.engine.dispose()


def build_template(app: Flask) -> None:
    """Migrate, and make the cast; `app.config["CAST"]` names them."""
    with with_alembic(app).app_context():
        upgrade()
        db.session.add(Cluster(name="Test cluster", timezone="Europe/Brussels", countries=["BE"], languages=["en"]))
        house = Organisation(name="Notaires Solidaires", city="Brussels", country="BE")
        db.session.add(house)
        db.session.flush()
        cast = SimpleNamespace()
        password = make_hash(PASSWORD)
        for part, (name, role, zone) in CAST.items():
            person = Person(
                email=f"{part}@example.org", name=name, role=role, timezone=zone, locale="en", welcomed=True,
                country="BE", password_hash=password, organisation_id=house.id if part == "stakeholder" else None,
            )  # fmt: skip
            db.session.add(person)
            db.session.flush()
            db.session.add(PersonLanguage(person_id=person.id, code="en"))
            search.index(db.session, "person", person.id, name)
            setattr(cast, part, SimpleNamespace(id=person.id, name=name, email=person.email, role=role, timezone=zone))
        db.session.commit()
        _fold_in()
    app.config["CAST"] = cast
