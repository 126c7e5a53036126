"""Cells made usable, and what is said about them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.importing import values
from app.importing.columns import Fields, match, parse_maps
from app.importing.outcome import Note
from app.importing.reading import Unreadable, read_bytes
from app.importing.tongue import language_of
from app.importing.words import ROW
from app.reference import places


def told(made: object, notes: list[Note]) -> tuple[object, list[str]]:
    return made, [note.code for note in notes]


@pytest.mark.parametrize(
    ("written", "address", "codes"),
    [
        ("https://example.org/a", "https://example.org/a", []),
        ("www.example.org", "http://www.example.org", ["website_completed"]),
        ("example.org:8080/x", "http://example.org:8080/x", ["website_completed"]),
        ("https://bücher.example/ü", "https://bücher.example/ü", []),
        ("http://a.org; http://b.org", "http://a.org", ["several_websites"]),
        ("https://www.facebook.com/x @x", "https://www.facebook.com/x", []),
        ("http://a.org/x-y- z/", "", ["unusable_website"]),
        ("update6", "", ["unusable_website"]),
        ("www.http://a.org/", "", ["unusable_website"]),
        ("javascript:alert(1)", "", ["unusable_website"]),
        ("http://user:pass@a.org", "", ["unusable_website"]),
        ("someone@example.org", "", ["unusable_website"]),
        ("ftp://a.org", "", ["unusable_website"]),
        ("http://[::1", "", ["unusable_website"]),
        ("http://a.org:99999/", "", ["unusable_website"]),
        ("http://127.0.0.1/", "", ["unusable_website"]),
        ("http://a.org/" + "x" * 400, "", ["unusable_website"]),
        ("", "", ["no_website"]),
    ],
)
def test_websites(written: str, address: str, codes: list[str]) -> None:
    notes: list[Note] = []
    assert told(values.website(written, notes.append), notes) == (address, codes)


@pytest.mark.parametrize(
    ("latitude", "longitude", "point", "codes"),
    [
        ("50.85", "4.35", (50.85, 4.35), []),
        ("50,85", " 4,35°", (50.85, 4.35), []),
        ("", "", None, []),
        ("91", "4", None, ["bad_coordinates"]),
        ("x", "4", None, ["bad_coordinates"]),
        ("nan", "4", None, ["bad_coordinates"]),
        ("1e999", "4", None, ["bad_coordinates"]),
        ("0", "0.0", None, ["bad_coordinates"]),
        ("50", "", None, ["bad_coordinates"]),
    ],
)
def test_points(latitude: str, longitude: str, point: object, codes: list[str]) -> None:
    notes: list[Note] = []
    assert told(values.point(latitude, longitude, notes.append), notes) == (point, codes)


@pytest.mark.parametrize(
    ("cleaned", "written", "point", "code", "codes"),
    [
        ("BE", "Belgique", None, "BE", []),
        ("", "Österreich", None, "AT", []),
        ("", "OESTERREICH?", None, "", ["unknown_country"]),
        ("", "Ελλάδα", None, "GR", []),
        ("", "  uk ", None, "GB", []),
        ("", "U.K.", None, "GB", []),
        ("", "Frace", None, "FR", []),
        ("ZZ", "", None, "", ["unknown_country"]),
        ("", "", None, "", ["no_country"]),
        ("RS", "SR", (48.7, 19.1), "SK", ["country_by_place"]),
        ("RS", "SR", (44.8, 20.4), "RS", []),
        ("LV", "Latvia", (24.0, 56.9), "LV", ["swapped_coordinates"]),
        ("BE", "Belgium", (48.0, 20.0), "BE", ["outside_country"]),
    ],
)
def test_countries(cleaned: str, written: str, point: tuple[float, float] | None, code: str, codes: list[str]) -> None:
    notes: list[Note] = []
    found, at = values.country(cleaned, written, point, notes.append)
    assert told(found, notes) == (code, codes)
    assert at == ((56.9, 24.0) if "swapped_coordinates" in codes else point)


@pytest.mark.parametrize(
    ("written", "texts", "codes"),
    [
        ('{"de": "Ein Text", "gr": "Κείμενο", "fr-BE": "Un texte"}',
         {"de": "Ein Text", "el": "Κείμενο", "fr": "Un texte"}, []),
        ('{"klingon": "x", "en": ""}', {}, ["unknown_language"]),
        ('{"en": 5, "de": null}', {}, []),
        ("{broken", {}, ["broken_texts"]),
        ('["a"]', {}, ["broken_texts"]),
        ("[" * 100_000, {}, ["broken_texts"]),
        ("", {}, []),
    ],
)  # fmt: skip
def test_texts_in_their_languages(written: str, texts: dict[str, str], codes: list[str]) -> None:
    notes: list[Note] = []
    assert told(values.texts(written, notes.append, 1000, "summary"), notes) == (texts, codes)


def test_long_text_is_shortened_at_a_word_and_said() -> None:
    notes: list[Note] = []
    assert values.text("one two three four", 12, "name", notes.append) == "one two…"
    assert notes[0].code == "shortened"
    assert len(values.text("x" * 500, 40, "name", notes.append)) == 40


def test_what_nobody_can_see_is_taken_out() -> None:
    notes: list[Note] = []
    assert values.text("a\x00b\u202ec\ufeff \t d", 100, "name", notes.append) == "abc d"
    assert [note.code for note in notes] == ["control_characters"]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=300))
def test_nothing_raises_and_everything_keeps_its_bounds(written: str) -> None:
    notes: list[Note] = []
    say = notes.append
    assert len(values.text(written, 50, "name", say)) <= 50
    assert len(values.website(written, say)) <= 300
    values.point(written, "4", say)
    assert len(values.country(written, written, None, say)[0]) in (0, 2)
    values.texts(written, say, 50, "summary")
    values.pieces(written)
    assert language_of(written) in values.LANGUAGES | {""}
    assert {note.code for note in notes} <= set(ROW)
    for each in notes:
        assert str(ROW[each.code]) % dict(each.values)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The organisation works with people who are new in the city.", "en"),
        ("Der Garten ist für alle Menschen aus dem Viertel offen.", "de"),
        ("Une coopérative qui propose des paniers dans le quartier.", "fr"),
        ("Proyecto de turismo social y ecológico en el Parque Natural.", "es"),
        ("Občianske združenie, ktoré pracuje s deťmi a mládežou vo veku od 6 rokov, je aj pre rodičov", "sk"),
        ("Μια κοινότητα στα Καλάμια", "el"),
        ("Неформална група хора, търсещи чиста храна.", "bg"),
        ("Мережа їжі", "uk"),
        ("Oma Maa", ""),
        ("12345 !!", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language


def test_countries_are_found_by_their_own_names() -> None:
    assert {"Griechenland", "Grèce", "Ελλάδα", "Greece"} <= places.names_of("GR")
    assert places.contains("GR", 37.9, 23.7) is True and places.contains("JP", 1, 1) is None


FIELDS = Fields(
    names={"name": ["title", "nom"], "city": ["ville"], "summary": ["description"]}, by_language=("summary",)
)


def test_columns_go_by_many_names() -> None:
    table = read_bytes(b"Nom;VILLE ;Description (FR);description;Extra;\nA;B;C;D;E;F")
    columns = match(table, FIELDS)
    assert columns.cells(table.lines[0]) == {"name": "A", "city": "B", "summary_fr": "C", "summary": "D"}
    assert columns.ignored == ("Extra",) and columns.overflows(table.lines[0])


def test_a_map_goes_before_names() -> None:
    table = read_bytes(b"title,label\nA,B")
    assert match(table, FIELDS, parse_maps(["label=name"])).cells(table.lines[0]) == {"name": "B"}


@pytest.mark.parametrize(
    ("pairs", "code"), [(["nonsense"], "bad_map"), (["=name"], "bad_map"), (["zzz=name"], "no_such_column"),
                        (["title=zzz"], "no_such_field"), (["title=city"], "no_column")],
)  # fmt: skip
def test_a_map_that_cannot_be(pairs: list[str], code: str) -> None:
    with pytest.raises(Unreadable) as problem:
        match(read_bytes(b"title\nA"), FIELDS, parse_maps(pairs))
    assert problem.value.code == code
