"""Lines of a table as offers and needs: pure, no database. What is odd is noted, what cannot be is refused."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.core.search import fold
from app.importing import values
from app.importing.columns import Columns, Fields, match
from app.importing.outcome import Note, Read, note
from app.importing.reading import Table, Unreadable
from app.offers.models import CATEGORIES, MAX_LANGUAGES, MAX_TOPICS, MAX_UNITS, PostContent

MAX_POSTS = 1000
"""As many rows at a time: they become posts in one transaction."""
FIELDS = Fields(
    names={
        "source_id": ["id", "identifier", "uid", "reference", "ref", "référence", "kennung", "identifiant"],
        "kind": ["type", "offer_or_need", "offer/need", "nature", "genre", "art"],
        "title": ["name", "what", "post", "offer", "need", "titre", "titel", "título", "titolo", "nom", "bezeichnung"],
        "text": ["description", "details", "about", "texte", "beschreibung", "descripción", "descrizione"],
        "category": ["catégorie", "kategorie", "categoría", "categoria"],
        "topics": ["topic", "themes", "tags", "keywords", "thèmes", "thème", "themen", "temas"],
        "organisation": ["organization", "on_behalf_of", "company", "organisme", "firma", "verein", "organización"],
        "owner": ["owner_email", "email", "mail", "e_mail", "member", "courriel"],
        "city": ["town", "place", "ville", "stadt", "ort", "ciudad", "città"],
        "region": ["région", "province", "bundesland", "región", "regione"],
        "country": ["country_iso2", "country_code", "iso2", "land", "pays", "país", "paese"],
        "country_written": ["country_raw", "country_name"],
        "remote": ["online", "at_a_distance", "à_distance", "fern"],
        "quantity": ["amount", "number", "how_many", "quantité", "nombre", "menge", "anzahl", "cantidad"],
        "unit": ["units", "of_what", "unité", "einheit", "unidad"],
        "starts_on": ["from", "start", "first_day", "à_partir_du", "ab"],
        "until": ["to", "end", "last_day", "valid_until", "deadline", "jusqu_au", "bis", "hasta"],
        "standing": ["without_end", "permanent"],
        "languages": ["language", "langues", "langue", "sprachen", "sprache", "idiomas"],
        "eligibility": ["for_whom", "conditions", "éligibilité", "pour_qui", "für_wen"],
        "value_eur": ["unit_value_eur", "value", "euros", "eur", "price", "valeur", "wert", "valor"],
        "value_note": ["method", "value_method", "note_on_value"],
        "state": ["status", "état", "estado", "stand"],
        "audience": ["visibility", "who_may_see", "visibilité", "sichtbarkeit"],
    },
    required=("title",),
)  # fmt: skip
"""The columns understood without `--map`; among them all that the board's own export has."""
_KINDS = {
    "offer": "offer offers offre propose proposed angebot biete oferta offerta give giving",
    "need": "need needs besoin cherche bedarf gesuch suche request wanted necesidad bisogno",
}
_CATEGORIES = {
    "service": "service services prestation dienstleistung",
    "expertise": "expertise hours advice conseil beratung fachwissen",
    "funding": "funding money grant grants finance financement geld forderung",
    "space": "space room rooms premises espace local raum raume",
    "equipment": "equipment tools materiel material gerat gerate ausrustung",
    "connections": "connections contacts network contact kontakte reseau",
    "visibility": "visibility publicity press visibilite sichtbarkeit",
}
_AUDIENCES = {
    "members": "members member internal",
    "network": "network networks linked",
    "public": "public everyone all",
}
_YES = frozenset("yes y x 1 true oui o ja j si sim tak da ano remote".split())
_CLOSED = frozenset("withdrawn fulfilled removed closed".split())
_NO_LIMIT = frozenset(("unlimited", "no limit", "∞", "illimite", "unbegrenzt"))
_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


@dataclass(frozen=True)
class Defaults:
    """What holds where a line says nothing of its own."""

    kind: str = "offer"
    category: str = ""
    audience: str = "members"


@dataclass(frozen=True)
class PostRow:
    """An offer or a need as a table tells it. Whose it is stands in names: `owner` a mail address, `organisation`."""

    kind: str
    content: PostContent
    organisation: str = ""
    owner: str = ""
    source_id: str = ""
    closed: bool = False  # withdrawn or fulfilled where it comes from

    def key(self, holder: str) -> str:
        """What is the same when the same line comes again, for whoever holds it (an organisation, a person, nobody)."""
        said = self.content
        whole = (self.kind, fold(said.title), fold(said.city), fold(said.unit), str(said.until), said.category)
        told = "\0".join((holder, *(("id", self.source_id) if self.source_id else whole)))
        return "row:" + hashlib.sha256(told.encode()).hexdigest()[:48]


class _Refusal(Exception):
    def __init__(self, code: str, **named: object):
        super().__init__(code)
        self.note = note(code, **named)


def read_posts(
    table: Table, defaults: Defaults, mapped: Mapping[str, str] | None = None
) -> tuple[list[Read[PostRow]], Columns]:
    """Every line of the table, at most a thousand."""
    if len(table.lines) > MAX_POSTS:
        raise Unreadable("too_many_rows", rows=MAX_POSTS)
    columns = match(table, FIELDS, mapped)
    nothing = dict.fromkeys(FIELDS.names, "")
    reads = []
    for line in table.lines:
        cells = {field: _unguarded(cell) for field, cell in columns.cells(line).items()}
        read = post_row(line.number, nothing | cells, defaults)
        extra = (note("extra_cells"),) if columns.overflows(line) else ()
        reads.append(replace(read, notes=(*read.notes, *extra)))
    return reads, columns


def _unguarded(cell: str) -> str:
    """Without the apostrophe that our own exports put before what a spreadsheet would run."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def post_row(line: int, cell: Mapping[str, str], defaults: Defaults) -> Read[PostRow]:
    """One line."""
    notes: list[Note] = []
    title = values.text(cell["title"], 120, "title", notes.append)
    try:
        if not title:
            raise _Refusal("no_title")
        row = PostRow(
            kind=_one_of(cell["kind"], _word_sets(_KINDS), defaults.kind, "unknown_offer_kind"),
            content=_content(title, cell, defaults, notes.append),
            organisation=values.text(cell["organisation"], 160, "organisation", notes.append),
            owner=cell["owner"].strip().casefold(),
            source_id=values.text(cell["source_id"], 80, "source_id", notes.append),
            closed=fold(cell["state"].strip()) in _CLOSED,
        )
    except _Refusal as refusal:
        return Read(line, title, None, (refusal.note,))
    return Read(line, title, row, tuple(dict.fromkeys(notes)))


def _content(title: str, cell: Mapping[str, str], defaults: Defaults, say: values.Say) -> PostContent:
    until, starts = _day(cell["until"]), _day(cell["starts_on"])
    if until is not None and starts is not None and until < starts:
        raise _Refusal("days_turned")
    country = values.country(cell["country"], cell["country_written"], None, say)[0] if _says_country(cell) else ""
    return PostContent(
        title=title,
        text=values.text(cell["text"], 6000, "text", say, lines=True),
        category=_category(cell["category"], defaults),
        topics=tuple(values.pieces(cell["topics"])),
        city=values.text(cell["city"], 120, "city", say),
        region=values.text(cell["region"], 120, "region", say),
        country=country,
        remote=fold(cell["remote"].strip()) in _YES,
        quantity=_quantity(cell["quantity"]),
        unit=values.text(cell["unit"], 40, "unit", say),
        starts_on=starts,
        until=until,
        standing=until is None and fold(cell["standing"].strip()) in _YES,
        languages=_languages(cell["languages"], say),
        eligibility=values.text(cell["eligibility"], 600, "eligibility", say),
        value_cents=_cents(cell["value_eur"]),
        value_note=values.text(cell["value_note"], 300, "value_note", say),
        audience=_one_of(cell["audience"], _word_sets(_AUDIENCES), defaults.audience, "unknown_audience"),
    )


def _says_country(cell: Mapping[str, str]) -> bool:
    return bool(cell["country"].strip() or cell["country_written"].strip())


def _word_sets(told: Mapping[str, str]) -> dict[str, set[str]]:
    return {code: set(words.split()) for code, words in told.items()}


def _one_of(written: str, known: Mapping[str, set[str]], default: str, refusal: str) -> str:
    asked = fold(written.strip())
    if not asked:
        return default
    for code, words in known.items():
        if asked == code or words & set(re.findall(r"\w+", asked)):
            return code
    raise _Refusal(refusal, value=written.strip()[:60])


def _category(written: str, defaults: Defaults) -> str:
    found = _one_of(written, _word_sets(_CATEGORIES), defaults.category, "unknown_category")
    if found not in CATEGORIES:
        raise _Refusal("no_category")
    return found


def _quantity(written: str) -> int | None:
    asked = fold(written.strip())
    if not asked:
        return 1
    if asked in _NO_LIMIT:
        return None
    digits = asked.replace(" ", "").replace("\u202f", "").replace("'", "")
    if digits.isascii() and digits.isdigit() and len(digits) <= 12 and 1 <= int(digits) <= MAX_UNITS:
        return int(digits)
    raise _Refusal("bad_quantity", value=written.strip()[:40])


def _day(written: str) -> date | None:
    asked = written.strip()
    if not asked:
        return None
    if counted := values.serial_day(asked):
        return counted
    try:
        if parts := _DAY.fullmatch(asked):
            day, month, year = map(int, parts.groups())
            return date(year, month, day)
        return datetime.fromisoformat(asked).date()
    except ValueError:
        raise _Refusal("bad_day", value=asked[:40]) from None


def _cents(written: str) -> int | None:
    """ "1250", "1250.50", "1250,50 €" → cents; a dot or comma before three digits parts thousands."""
    asked = re.sub(r"[\s€\u202f]|EUR", "", written)
    if not asked:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:[.,]\d{3}){1,3}|\d{1,8})(?:[.,](\d{1,2}))?", asked, re.ASCII)
    whole = int(re.sub(r"\D", "", found[1])) if found else 0
    if not found or whole > 10_000_000:
        raise _Refusal("bad_value", value=written.strip()[:40])
    return whole * 100 + int((found[2] or "0").ljust(2, "0"))


def _languages(written: str, say: values.Say) -> tuple[str, ...]:
    codes = []
    for piece in values.pieces(written.replace(" ", ",")):
        if code := values.language(piece):
            codes.append(code)
        else:
            say(note("unknown_language_left_out", value=piece[:40]))
    return tuple(dict.fromkeys(codes))[:MAX_LANGUAGES]


def known_topics(row: PostRow, topics: Mapping[str, str]) -> tuple[PostRow, tuple[Note, ...]]:
    """The row with its topics as codes; `topics` is folded name or code → code. What is unknown is left out, said."""
    asked: dict[str, str | None] = {}
    for piece in row.content.topics:
        several = piece.split()  # our own export puts spaces between codes
        whole = fold(piece) in topics or fold(several[0]) not in topics
        asked |= {word: topics.get(fold(word)) for word in ([piece] if whole else several)}
    codes = tuple(dict.fromkeys(code for code in asked.values() if code))[:MAX_TOPICS]
    unknown = [note("unknown_topic", value=piece[:40]) for piece, code in asked.items() if code is None]
    return replace(row, content=replace(row.content, topics=codes)), tuple(unknown)
