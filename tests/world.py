"""The cast every test knows: one person for each part to play."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Flask
from flask_migrate import upgrade

from app.core import search
from app.extensions import db
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


def build_template(app: Flask) -> None:
    """Migrate, and make the cast; `app.config["CAST"]` names them."""
    with app.app_context():
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
        with db.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.session.remove()
        db.engine.dispose()
    app.config["CAST"] = cast
