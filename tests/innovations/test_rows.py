"""Lines of a list as innovations, without a database."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.importing.reading import read_bytes
from app.innovations.rows import FIELDS, Read, innovation_row, read_rows
from app.innovations.sectors import sectors_of
from app.reference.catalogue import SECTORS


def rows(text: str, **maps: str) -> list[Read]:
    return read_rows(read_bytes(text.encode()), maps)[0]


def codes(read: Read) -> list[str]:
    return [note.code for note in read.notes]


def test_only_a_name_is_needed() -> None:
    reads = rows("name,city\nA,Gent\n ,Gent\n")
    assert reads[0].row and reads[0].row.name == "A"
    assert reads[1].row is None and codes(reads[1]) == ["no_name"] and reads[1].line == 3


def test_the_same_source_id_is_made_one() -> None:
    reads = rows("id,name,city,url,about\n1,A,,https://a.org,\n2,B,,,\n1,A2,Gent,https://b.org,Text here\n")
    assert [read.line for read in reads] == [2, 3]
    one = reads[0].row
    assert one and (one.name, one.city, one.website, one.summary) == ("A", "Gent", "https://a.org", "Text here")
    assert "folded" in codes(reads[0])


def test_without_ids_name_town_and_country_are_the_id() -> None:
    reads = rows("name,city,land\nCafé,Liège,BE\nCAFE,Liege,BE\nCafé,Namur,BE\n")
    alone = rows("land,name,city\nBE,café,LIÈGE\n")
    assert len(reads) == 2 and reads[0].row and alone[0].row
    assert reads[0].row.source_id == alone[0].row.source_id


def test_look_alikes_under_two_ids_are_both_taken_and_said() -> None:
    reads = rows("id,name,city\n1,Émile,Łódź\n2,emile,LODZ\n")
    assert all(read.row for read in reads)
    assert "same_name" in codes(reads[1]) and dict(reads[1].notes[-1].values) == {"other": 2}


def test_the_first_text_is_taken_when_there_is_no_summary() -> None:
    one = rows('name,description,description_lang_json\nA,,"{""bg"": ""Текст"", ""fr"": ""Un texte""}"\n')[0].row
    assert one and (one.summary, one.language, one.texts) == ("Текст", "bg", (("fr", "Un texte"),))


def test_a_summary_that_is_also_a_text_is_kept_once() -> None:
    one = rows('name,description,description_lang_json\nA,Mesa,"{""es"": ""Mesa"", ""en"": ""Table""}"\n')[0].row
    assert one and (one.summary, one.language, one.texts) == ("Mesa", "es", (("en", "Table"),))


def test_columns_by_language() -> None:
    one = rows("name;description_en;beschreibung_de\nA;A garden;Ein Garten\n")[0].row
    assert one and one.summary == "A garden" and one.texts == (("de", "Ein Garten"),)


@pytest.mark.parametrize(
    ("types", "sectors"),
    [
        (["community_garden"], ["food"]),
        (["food", "energy"], ["food", "energy"]),
        (["repair_cafe", "other"], ["environment"]),
        (["brand_new_bicycle_kitchen"], ["mobility"]),
        (["xyz"], ["other"]),
        (["other"], ["other"]),
        ([], ["other"]),
    ],
)
def test_sectors_by_words(types: list[str], sectors: list[str]) -> None:
    assert sectors_of(types) == sectors


def test_an_unknown_type_is_said_and_kept_for_the_search() -> None:
    read = rows("name,types\nA,xyzzy; foo\n")[0]
    assert read.row and read.row.keywords == "xyzzy foo" and "no_sector" in codes(read)


@pytest.mark.parametrize(
    ("column", "value", "field", "kept", "code"),
    [
        ("stage", "Scaling", "stage", "scaling", ""),
        ("stage", "Systemic change", "stage", "systemic", ""),
        ("stage", "adult", "stage", "", "unknown_stage"),
        ("sdgs", "SDG 1; SDG 11", "goals", (1, 11), ""),
        ("sdgs", "18", "goals", (), "unknown_goals"),
        ("sdgs", "all of them", "goals", (), "unknown_goals"),
        ("partner", "Yes", "found_by", "", ""),
        ("partner", "COSPE", "found_by", "COSPE", ""),
        ("name", "x" * 300, "name", "x" * 199 + "…", "shortened"),
    ],
)
def test_cells(column: str, value: str, field: str, kept: object, code: str) -> None:
    told = f"name,{column}\nA,{value}\n" if column != "name" else f"name,city\n{value},\n"
    read = rows(told)[0]
    assert read.row and getattr(read.row, field) == kept
    assert not code or code in codes(read)


def test_more_cells_than_columns_is_said() -> None:
    read = rows("name,city\nA,Gent,oops\n")[0]
    assert read.row and "extra_cells" in codes(read)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(FIELDS.names)), st.text(max_size=100), max_size=8))
def test_any_cells_make_a_row_that_fits_the_table(cells: dict[str, str]) -> None:
    row = innovation_row(2, cells).row
    if row is None:
        return
    bounds = {"name": 200, "city": 120, "postcode": 20, "country": 2, "website": 300, "source_id": 80,
              "source_url": 300, "found_by": 160, "stage": 20, "language": 8}  # fmt: skip
    assert all(len(getattr(row, field)) <= bound for field, bound in bounds.items())
    assert set(row.sectors) <= set(SECTORS) and all(1 <= goal <= 17 for goal in row.goals)
    assert innovation_row(2, cells).row == row and len(row.hash) == 64
