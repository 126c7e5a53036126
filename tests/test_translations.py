"""Every language is complete, keeps its placeholders, and has the strings that the source has."""

from __future__ import annotations

import re
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from app.config import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "app" / "translations"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|<[^>]+>")
KEYWORDS = {
    "_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2),
}  # fmt: skip

NEVER_NOUGHT = {
    "%(first)s", "Ask for the other date", "Book the other date", "Invite this person", "New on the board: %(first)s",
    "One more is under “What concerns you”.", "Publish the one that waits", "Show the other one", "and one more",
    "and one more about this", "of mentoring to social innovators, in one confirmed session,", "once",
    "one kind is not as usual", "reminded once", "there is a new post on the board that you search for.",
    "there is one thing that you have not seen yet.",
}  # fmt: skip
"""Said only where there is at least one."""


def said() -> set[str]:
    """Every string in code and templates."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(str(ROOT), methods, options, keywords=KEYWORDS, directory_filter=_ours)
    return {message if isinstance(message, str) else message[0] for _name, _line, message, _comments, _context in found}


def _ours(folder: str) -> bool:
    return Path(folder).name not in {".venv", ".git", "tests", "node_modules", "instance", "dist", "__pycache__"}


def catalogue(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file)


def singular(identity: str | tuple[str, ...]) -> str:
    return identity if isinstance(identity, str) else identity[0]


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_a_language_has_exactly_what_is_said(language: str) -> None:
    known = {singular(message.id) for message in catalogue(language) if message.id}
    said_now = said()
    assert (sorted(said_now - known), sorted(known - said_now)) == ([], [])


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_nothing_is_missing_or_doubtful(language: str) -> None:
    missing = []
    for message in catalogue(language):
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(strings)):
            missing.append(singular(message.id))
    assert missing == []
    assert [(singular(message.id), wrong) for message, wrong in catalogue(language).check()] == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_placeholders_are_kept(language: str) -> None:
    wrong = []
    for message in catalogue(language):
        if not message.id:
            continue
        wanted = set(PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[-1]))
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wrong += [string for string in strings if set(PLACEHOLDER.findall(string)) - wanted]
        wrong += [strings[-1]] if set(PLACEHOLDER.findall(strings[-1])) != wanted else []
    assert wrong == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_a_form_for_none_says_how_many(language: str) -> None:
    """French counts none as one: "0 entrée". Such a form needs its number, or a page says "one" of nothing."""
    known, silent = catalogue(language), []
    of_none = c2py(known.plural_expr)(0)
    for message in known:
        if isinstance(message.id, tuple) and message.id[0] not in NEVER_NOUGHT:
            wanted = set(PLACEHOLDER.findall(message.id[1])) - {"%(more)s"}
            silent += [message.id[0]] if wanted - set(PLACEHOLDER.findall(message.string[of_none])) else []
    assert silent == []
