"""What people say of themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from app.activity.facts import person_ref
from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Conflict
from app.extensions import db
from app.people.actions.findable import make_findable
from app.people.actions.organisations import find_or_add_organisation
from app.people.events import ProfileChanged
from app.people.models import LEVELS, Person, PersonLanguage
from app.people.queries import levels_of, person_here


@dataclass(frozen=True)
class Profile:
    """A profile as filled in; `organisation` is a name, known or new."""

    name: str
    pronouns: str = ""
    headline: str = ""
    about: str = ""
    city: str = ""
    country: str = ""
    organisation: str = ""
    languages: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    levels: dict[str, str] = field(default_factory=dict)


@action
def change_profile(actor: Actor, profile: Profile) -> Person:
    """Take over what was filled in. The first time, the person has settled in."""
    person = _me(actor)
    organisation = find_or_add_organisation(actor, profile.organisation) if profile.organisation else None
    values: dict[str, Any] = {name: getattr(profile, name) for name in _PLAIN}
    values |= {"organisation_id": organisation.id if organisation else None, "welcomed": True}
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, values[name])
    if _set_languages(person, profile.languages, profile.levels) or changed:
        db.session.flush()
        make_findable(person)
        record(actor, ProfileChanged(person_ref(person)))
    return person


_PLAIN = ("name", "pronouns", "headline", "about", "city", "country", "links")


@action(silent="how one likes to use the site is nobody else's business")
def change_preferences(actor: Actor, locale: str, timezone: str) -> Person:
    """The language and the time zone of pages and mails."""
    person = _me(actor)
    person.locale, person.timezone = locale, timezone
    return person


@action
def change_photo(actor: Actor, photo: str) -> Person:
    """Another photo (its file's name), or none."""
    person = _me(actor)
    if person.photo != photo:
        person.photo = photo
        record(actor, ProfileChanged(person_ref(person)))
    return person


def _set_languages(person: Person, codes: list[str], levels: dict[str, str]) -> bool:
    wanted = {code: levels.get(code, "") if levels.get(code) in LEVELS else "" for code in codes}
    if wanted == dict(levels_of(person.id)):
        return False
    db.session.execute(delete(PersonLanguage).where(PersonLanguage.person_id == person.id))
    db.session.add_all(PersonLanguage(person_id=person.id, code=code, level=wanted[code]) for code in sorted(wanted))
    return True


def _me(actor: Actor) -> Person:
    person = person_here(actor.id)
    if person is None:
        raise Conflict(_("This account is no longer active."))
    return person
