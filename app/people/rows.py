"""Lines of a list as people to invite, or as organisations: pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from app.core.search import fold
from app.importing import values
from app.importing.columns import Columns, Fields, match
from app.importing.outcome import Note, Read, note
from app.importing.reading import Table
from app.people import addresses
from app.people.models import ROLES

Row = TypeVar("Row")

PEOPLE = Fields(
    names={
        "email": ["mail", "e_mail", "e-mail", "address", "courriel", "correo", "mail_address", "email_address"],
        "name": ["full_name", "nom", "nombre", "nome", "person"],
        "role": ["rôle", "rolle", "rol", "ruolo"],
        "note": ["message", "word"],
    },
    required=("email",),
)
ORGANISATIONS = Fields(
    names={
        "name": ["organisation", "organization", "title", "nom", "nombre", "nome", "bezeichnung"],
        "kind": ["type", "category"],
        "about": ["description", "summary", "beschreibung"],
        "website": ["url", "web", "homepage", "site", "link"],
        "city": ["town", "place", "ville", "stadt", "ort", "ciudad", "città"],
        "country": ["country_iso2", "country_code", "iso2", "land", "pays", "país", "paese"],
        "country_written": ["country_raw", "country_name"],
    },
)
ORGANISATION_KINDS = ("stakeholder", "partner", "incubator", "venture", "public", "funder", "other")


@dataclass(frozen=True)
class Invitee:
    """Somebody to invite."""

    email: str
    name: str = ""
    role: str = "member"
    note: str = ""


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation as a list tells it; an empty field says nothing."""

    name: str
    kind: str = ""
    about: str = ""
    website: str = ""
    city: str = ""
    country: str = ""


def read_people(table: Table, mapped: Mapping[str, str] | None = None) -> tuple[list[Read[Invitee]], Columns]:
    """Every line as somebody to invite."""
    return _read(table, PEOPLE, mapped, person_row)


def read_organisations(
    table: Table, mapped: Mapping[str, str] | None = None
) -> tuple[list[Read[OrganisationRow]], Columns]:
    """Every line as an organisation."""
    return _read(table, ORGANISATIONS, mapped, organisation_row)


def _read(
    table: Table,
    fields: Fields,
    mapped: Mapping[str, str] | None,
    read_row: Callable[[int, Mapping[str, str]], Read[Row]],
) -> tuple[list[Read[Row]], Columns]:
    columns = match(table, fields, mapped)
    nothing = dict.fromkeys(fields.names, "")
    return [read_row(line.number, nothing | columns.cells(line)) for line in table.lines], columns


def person_row(line: int, cell: Mapping[str, str]) -> Read[Invitee]:
    """One line; without a sound address or with an unknown role it is refused."""
    notes: list[Note] = []
    name = values.text(cell["name"], 120, "name", notes.append)
    shown = name or cell["email"][:60]
    try:
        email = addresses.normal(cell["email"])
    except ValueError:
        return Read(line, shown, None, (note("no_email", value=cell["email"][:60]),))
    role = cell["role"].strip().lower() or "member"
    if role not in ROLES:
        return Read(line, shown, None, (note("unknown_role", value=role[:40]),))
    said = values.text(cell["note"], 1000, "note", notes.append, lines=True)
    return Read(line, shown, Invitee(email, name, role, said), tuple(notes))


def organisation_row(line: int, cell: Mapping[str, str]) -> Read[OrganisationRow]:
    """One line; only a missing name refuses it."""
    notes: list[Note] = []
    say = notes.append
    name = values.text(cell["name"], 160, "name", say)
    if not name:
        return Read(line, "", None, (note("no_name"),))
    kind = fold(cell["kind"].strip())
    if kind and kind not in ORGANISATION_KINDS:
        say(note("unknown_kind", value=cell["kind"][:40]))
    country, _at = values.country(cell["country"], cell["country_written"], None, say)
    row = OrganisationRow(
        name=name,
        kind=kind if kind in ORGANISATION_KINDS else "",
        about=values.text(cell["about"], 4000, "about", say, lines=True),
        website=values.website(cell["website"], say),
        city=values.text(cell["city"], 120, "city", say),
        country=country,
    )
    return Read(line, name, row, tuple(dict.fromkeys(notes)))
