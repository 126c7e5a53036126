"""A line of a file as an innovation: pure, so that a strange file can be tried without a database."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from app.core.search import fold
from app.importing import values
from app.importing.columns import Columns, Fields, match
from app.importing.headers import headed
from app.importing.outcome import Note, Read, note
from app.importing.reading import Line, Table
from app.importing.tongue import language_of
from app.innovations.sectors import is_told, sectors_of
from app.reference.catalogue import STAGES

MAX_TEXT = 8000

FIELDS = Fields(
    names={
        "source_id": ["id", "identifier", "uid", "uuid", "external_id", "kennung", "identifiant"],
        "name": ["title", "initiative", "innovation", "project", "nom", "titre", "nombre", "nome", "titel",
                 "bezeichnung", "projekt", "naam", "naziv", "nazwa", "όνομα", "име", "název", "názov", "név"],
        "country": ["country_iso2", "country_code", "iso2", "land", "pays", "país", "pais", "paese", "kraj", "χώρα",
                    "страна", "država", "země", "krajina", "ország", "țară", "maa"],
        "country_written": ["country_raw", "country_name", "country_text"],
        "city": ["town", "place", "locality", "ville", "ciudad", "cidade", "città", "stadt", "ort", "miasto", "πόλη",
                 "град", "grad", "město", "mesto", "város", "oraș", "plaats"],
        "postcode": ["zip", "zip_code", "postal_code", "plz", "code_postal", "cap", "cp", "código_postal",
                     "postleitzahl"],
        "types": ["type", "sectors", "sector", "categories", "category", "tags", "keywords", "themes", "secteur",
                  "secteurs", "branche", "sektor", "settore", "tipo"],
        "summary": ["description", "about", "summary_text", "abstract", "résumé", "resume", "descripción",
                    "descrizione", "descrição", "beschreibung", "opis", "περιγραφή", "описание", "popis",
                    "leírás", "descriere"],
        "texts": ["description_lang_json", "descriptions", "summary_lang_json", "translations"],
        "language": ["lang", "langue", "sprache", "idioma", "lingua"],
        "challenge": ["problem", "défi", "desafío", "herausforderung", "sfida", "need_addressed"],
        "solution": ["approach", "how", "lösung", "solución", "soluzione", "solución"],
        "stage": ["maturity", "maturity_stage", "phase", "étape"],
        "goals": ["sdg", "sdgs", "goals_sdg", "odd", "ods"],
        "website": ["url", "web", "www", "homepage", "site", "site_web", "webseite", "link", "sitio_web", "sito"],
        "found_by": ["partner", "source", "list", "network", "submitted_by", "partenaire", "quelle"],
        "lat": ["latitude", "y", "breitengrad"],
        "lon": ["lng", "long", "longitude", "x", "längengrad"],
        "source_url": ["source_uri", "uri", "source_link", "permalink"],
    },
    by_language=("summary",),
)  # fmt: skip
"""The columns understood without `--map`; among them all of the public map of social-economy initiatives (SUSY)."""


@dataclass(frozen=True)
class Row:
    """An innovation as a file tells it. `summary` is in `language`; `texts` are the further languages'."""

    source_id: str
    name: str
    summary: str = ""
    language: str = ""
    challenge: str = ""
    solution: str = ""
    website: str = ""
    city: str = ""
    postcode: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    stage: str = ""
    keywords: str = ""
    found_by: str = ""
    source_url: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    sectors: tuple[str, ...] = ()
    goals: tuple[int, ...] = ()

    @property
    def hash(self) -> str:
        """Of all it says: a row with the same one has not changed."""
        return hashlib.sha256(json.dumps(vars(self), sort_keys=True).encode()).hexdigest()

    @property
    def place_name(self) -> tuple[str, str]:
        """Name and town, for finding what may be there twice."""
        return fold(self.name), fold(self.city)


Passing = Callable[[Iterable[Line]], Iterable[Line]]


def read_rows(
    table: Table, mapped: Mapping[str, str] | None = None, passing: Passing = iter
) -> tuple[list[Read[Row]], Columns]:
    """Every line of the table, folded by source id and told which look alike. The lines go through `passing`, which can
    count them."""
    table = headed(table, FIELDS)
    columns = match(table, FIELDS, mapped)
    reads = []
    for line in passing(table.lines):
        read: Read[Row] = innovation_row(line.number, columns.cells(line))
        if columns.overflows(line):
            read = replace(read, notes=(*read.notes, note("extra_cells")))
        reads.append(read)
    return look_alikes(fold_by_source(reads)), columns


def innovation_row(line: int, cells: Mapping[str, str]) -> Read[Row]:
    """One line. Only a missing name refuses it; all else that is odd is noted and mended or left out."""
    notes: list[Note] = []
    say = notes.append
    cell = dict.fromkeys(FIELDS.names, "") | dict(cells)
    name = values.text(cell["name"], 200, "name", say)
    if not name:
        return Read[Row](line, "", None, (note("no_name"),))
    country, at = values.country(
        cell["country"], cell["country_written"], values.point(cell["lat"], cell["lon"], say), say
    )
    summary, language, texts = _texts(cell, say)
    city = values.text(cell["city"], 120, "city", say)
    types = values.pieces(cell["types"])
    row = Row(
        source_id=values.text(cell["source_id"], 80, "source_id", say) or _own_id(name, city, country),
        name=name, summary=summary, language=language, texts=texts, city=city, country=country,
        challenge=values.text(cell["challenge"], MAX_TEXT, "challenge", say, lines=True),
        solution=values.text(cell["solution"], MAX_TEXT, "solution", say, lines=True),
        website=values.website(cell["website"], say),
        postcode=values.text(cell["postcode"], 20, "postcode", say),
        latitude=at[0] if at else None, longitude=at[1] if at else None,
        stage=_stage(cell["stage"], say), goals=_goals(cell["goals"], say),
        sectors=_sectors(types, say), keywords=values.text(" ".join(types), 600, "types", say),
        found_by=values.text(values.answer(cell["found_by"]), 160, "found_by", say),
        source_url=values.address(cell["source_url"].strip())[:300],
    )  # fmt: skip
    return Read(line, name, row, tuple(dict.fromkeys(notes)))


def _own_id(name: str, city: str, country: str) -> str:
    """For a list without ids: the same name, town and country is the same innovation."""
    told = "\0".join((fold(name), fold(city), country))
    return "row:" + hashlib.sha256(told.encode()).hexdigest()[:40]


def _texts(cell: Mapping[str, str], say: values.Say) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """The summary, its language, and the summaries in further languages."""
    summary = values.text(cell["summary"], MAX_TEXT, "summary", say, lines=True)
    texts = values.texts(cell["texts"], say, MAX_TEXT, "summary")
    for field, written in cell.items():
        if field.startswith("summary_") and (code := values.language(field.removeprefix("summary_"))) and written:
            texts.setdefault(code, values.text(written, MAX_TEXT, "summary", say, lines=True))
    language = values.language(cell["language"]) or language_of(summary)
    same = next((code for code, text in texts.items() if text == summary), "")
    if not summary and texts:
        language = same = next(iter(texts)) if "en" not in texts else "en"
        summary = texts[language]
    if same:
        language = same
        texts.pop(same)
    if not summary:
        say(note("no_text"))
    return summary, language, tuple(sorted(texts.items()))


def _stage(written: str, say: values.Say) -> str:
    wanted = fold(written.strip())
    if wanted in ("", "systemic change"):
        return "systemic" if wanted else ""
    if wanted in STAGES:
        return wanted
    say(note("unknown_stage", value=written[:60]))
    return ""


def _goals(written: str, say: values.Say) -> tuple[int, ...]:
    numbers = [int(found) for found in re.findall(r"\d{1,3}", written)]
    if (written.strip() and not numbers) or any(not 1 <= number <= 17 for number in numbers):
        say(note("unknown_goals", value=written[:60]))
        return ()
    return tuple(sorted(set(numbers)))


def _sectors(types: list[str], say: values.Say) -> tuple[str, ...]:
    sectors = sectors_of(types)
    if not is_told(types, sectors):
        say(note("no_sector"))
    return tuple(sectors)


def fold_by_source(reads: Iterable[Read[Row]]) -> list[Read[Row]]:
    """Of rows with one source id the first stays; what it leaves empty the later ones fill in."""
    first: dict[str, Read[Row]] = {}
    refused: list[Read[Row]] = []
    for read in reads:
        if read.row is None:
            refused.append(read)
        elif (kept := first.get(read.row.source_id)) is None:
            first[read.row.source_id] = read
        else:
            told = note("folded", other=read.line)
            merged = merge(kept.row, read.row) if kept.row else read.row
            first[read.row.source_id] = replace(kept, row=merged, notes=(*kept.notes, told))
    return sorted([*first.values(), *refused], key=lambda read: read.line)


def merge(kept: Row, later: Row) -> Row:
    """`kept` with its empty fields filled from `later`."""
    empty = {name: value for name, value in vars(later).items() if getattr(kept, name) in ("", None, (), ("other",))}
    empty |= {"texts": tuple(sorted((dict(later.texts) | dict(kept.texts)).items()))}
    return replace(kept, **empty)


def look_alikes(reads: list[Read[Row]]) -> list[Read[Row]]:
    """Rows of the same name and town under different source ids: both are taken, and it is said."""
    seen: dict[tuple[str, str], int] = {}
    told = []
    for read in reads:
        if read.row is None:
            told.append(read)
            continue
        other = seen.setdefault(read.row.place_name, read.line)
        told.append(read if other == read.line else replace(read, notes=(*read.notes, note("same_name", other=other))))
    return told
