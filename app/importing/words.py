"""The sentences for what can be odd or wrong about a file or a row."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.importing.outcome import Note, State
from app.importing.reading import Unreadable

STATES: dict[State, Any] = {
    "taken": _l("taken"),
    "updated": _l("updated"),
    "unchanged": _l("unchanged"),
    "refused": _l("refused"),
}

FILE: dict[str, Any] = {
    "no_file": _l("The file cannot be opened: %(reason)s."),
    "too_large": _l("The file is too large: at most %(megabytes)s MB."),
    "too_many_rows": _l("The file has too many rows: at most %(rows)s at a time."),
    "too_many_columns": _l("The file has too many columns: at most %(columns)s."),
    "old_excel": _l("This is an old Excel workbook (.xls). Save it as .xlsx or CSV and try again."),
    "not_a_table": _l("This is neither a CSV file nor an XLSX workbook."),
    "bad_csv": _l("The CSV cannot be read from line %(line)s on: %(reason)s."),
    "empty": _l("The file is empty."),
    "no_column": _l("No column for %(fields)s. The columns are: %(columns)s. Say which it is with --map column=field."),
    "no_such_column": _l("There is no column “%(column)s”. The columns are: %(columns)s."),
    "no_such_field": _l("There is no field “%(field)s”. The fields are: %(fields)s."),
    "no_animator": _l("No animator (%(email)s) to do this in the name of: set up the cluster first, or say --as."),
    "bad_map": _l("“%(pair)s” is not column=field."),
}

ROW: dict[str, Any] = {
    "no_name": _l("It has no name."),
    "no_email": _l("“%(value)s” is not an e-mail address."),
    "unknown_role": _l("There is no role “%(value)s”."),
    "unknown_kind": _l("There is no kind of organisation “%(value)s”: “stakeholder”."),
    "extra_cells": _l("More cells than the header has: they were left out."),
    "no_country": _l("No country."),
    "unknown_country": _l("The country “%(value)s” is not known: left empty."),
    "country_by_place": _l("“%(value)s” can be several countries: %(country)s by its coordinates."),
    "no_website": _l("No website."),
    "unusable_website": _l("“%(value)s” is not a web address: left out."),
    "several_websites": _l("Several web addresses: the first was taken."),
    "website_completed": _l("The web address had no https:// or http://: http:// was put before it."),
    "shortened": _l("Too long: %(field)s was shortened to %(maximum)s characters."),
    "control_characters": _l("Characters that cannot be shown were taken out."),
    "unreadable_letters": _l("Letters that could not be read stand as “�” in %(field)s."),
    "formula": _l("“%(value)s” looks like a formula: kept as it is written, never calculated."),
    "broken_texts": _l("The texts by language cannot be read: left out."),
    "unknown_language": _l("There is no language “%(value)s”: its text was left out."),
    "bad_coordinates": _l("“%(value)s” is no place on earth: left out."),
    "swapped_coordinates": _l("Latitude and longitude were the wrong way round."),
    "outside_country": _l("The coordinates lie outside the country: left as they are."),
    "no_text": _l("No description."),
    "unknown_stage": _l("There is no maturity stage “%(value)s”: left empty."),
    "unknown_goals": _l("“%(value)s” is not a list of goals from 1 to 17: left out."),
    "no_sector": _l("No sector could be told from its types: “other”."),
    "folded": _l("The same entry as line %(other)s: both were made one."),
    "same_name": _l("The same name and town as line %(other)s: perhaps the same."),
    "known_name": _l("An innovation of this name and town is here already: perhaps the same."),
    "edited_here": _l("Edited on this site since the last import: only what was empty was filled in."),
    "no_title": _l("It has no title."),
    "unknown_offer_kind": _l("“%(value)s” is neither an offer nor a need."),
    "no_category": _l("It has no category."),
    "unknown_category": _l("There is no category “%(value)s”."),
    "unknown_audience": _l("“%(value)s” does not say who may see it: write members, network or public."),
    "unknown_topic": _l("There is no topic “%(value)s”: left out."),
    "unknown_language_left_out": _l("There is no language “%(value)s”: left out."),
    "bad_quantity": _l("“%(value)s” is not a whole number from 1 to 1,000,000."),
    "bad_day": _l("“%(value)s” is not a day. Write it like 2026-12-31."),
    "past_day": _l("Its last day, %(value)s, has passed."),
    "far_day": _l("Its last day, %(value)s, is more than five years away."),
    "days_turned": _l("The last day comes before the first."),
    "closed_post": _l("It is closed where it comes from: withdrawn or fulfilled."),
    "bad_value": _l("“%(value)s” is not an amount in euros."),
    "unknown_organisation": _l("There is no organisation “%(value)s” here: add it first, or leave it out."),
    "not_own_organisation": _l("You can only post for your own organisation, not for “%(value)s”."),
    "unknown_owner": _l("There is no member with the address “%(value)s” who can post."),
    "not_own_owner": _l("Only an animator can post for somebody else (“%(value)s”)."),
    "merged_away": _l("It was merged into another one here, which stays as it is."),
    "same_row": _l("The same as line %(other)s."),
}

SHORT: dict[str, Any] = {
    "extra_cells": _l("more cells than columns"),
    "no_country": _l("no country"),
    "unknown_country": _l("country not known"),
    "country_by_place": _l("country told by its coordinates"),
    "no_website": _l("no website"),
    "unusable_website": _l("website not usable"),
    "several_websites": _l("several web addresses, first taken"),
    "website_completed": _l("web address completed with http://"),
    "shortened": _l("text shortened"),
    "control_characters": _l("characters taken out"),
    "unreadable_letters": _l("letters not readable"),
    "formula": _l("looks like a formula"),
    "broken_texts": _l("texts by language not readable"),
    "unknown_language": _l("language not known"),
    "bad_coordinates": _l("coordinates not usable"),
    "swapped_coordinates": _l("latitude and longitude swapped back"),
    "outside_country": _l("coordinates outside the country"),
    "no_text": _l("no description"),
    "unknown_stage": _l("stage not known"),
    "unknown_kind": _l("kind of organisation not known"),
    "unknown_goals": _l("goals not readable"),
    "no_sector": _l("no sector told by its types"),
    "folded": _l("same source id, made one"),
    "same_name": _l("same name and town twice in the file"),
    "known_name": _l("same name and town already here"),
    "edited_here": _l("edited here, only empty fields filled"),
    "unknown_topic": _l("topic not known"),
    "unknown_language_left_out": _l("language not known"),
    "merged_away": _l("merged into another one here"),
    "same_row": _l("the same line twice"),
}


def of_file(problem: Unreadable) -> str:
    """Why the whole file was not taken."""
    return str(FILE[problem.code]) % problem.values


def of_row(note: Note) -> str:
    """What is odd about a row."""
    return str(ROW[note.code]) % dict(note.values)
