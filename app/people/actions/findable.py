"""What a search finds people and organisations by."""

from __future__ import annotations

from sqlalchemy import select

from app.core import search
from app.extensions import db
from app.people.models import Organisation, Person
from app.reference.queries import EUROPE, country_name


def make_findable(person: Person) -> None:
    """A person by name, headline, text, place and organisation."""
    organisation = db.session.get(Organisation, person.organisation_id) if person.organisation_id else None
    works_for = organisation.name if organisation else ""
    texts = (person.name, person.headline, person.about, person.city, _country(person.country), works_for)
    search.index(db.session(), "person", person.id, *texts)


def make_organisation_findable(organisation: Organisation, renamed: bool = False) -> None:
    """An organisation by name, text and place; when it is renamed, its people too."""
    texts = (organisation.name, organisation.about, organisation.city, _country(organisation.country))
    search.index(db.session(), "organisation", organisation.id, *texts)
    if renamed:
        members = select(Person).where(Person.organisation_id == organisation.id, Person.state != "removed")
        for person in db.session.execute(members.limit(1000)).scalars():
            make_findable(person)


def _country(code: str) -> str:
    return country_name(code) if code in EUROPE else code
