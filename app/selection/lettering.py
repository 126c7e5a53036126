"""The letters about decisions: the shipped words, and putting names into the places kept for them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

PLACES = ("name", "innovation", "round", "reason", "cluster")
"""What can stand in braces: whom it is to, the innovation, the round, the decision's reason, this cluster."""
_PLACE = re.compile(r"\{(\w*)\}")

SUBJECTS: dict[str, Any] = {
    "selected": _l("{innovation} was selected"),
    "reserve": _l("{innovation} is on the reserve list"),
    "not_selected": _l("{innovation} was not selected"),
    "ineligible": _l("{innovation} cannot be assessed"),
}
TEXTS: dict[str, Any] = {
    "selected": _l(
        "Hello {name},\n\ngood news: {innovation} was selected in {round}.\n\nWhat decided it:\n{reason}\n\n"
        "We will write to you soon about the next steps.\n\n{cluster}"
    ),
    "reserve": _l(
        "Hello {name},\n\n{innovation} is on the reserve list of {round}: if a place becomes free, it can still be "
        "selected.\n\nWhat decided it:\n{reason}\n\nWe will write to you as soon as we know more.\n\n{cluster}"
    ),
    "not_selected": _l(
        "Hello {name},\n\nthank you for taking part in {round}. {innovation} was not selected this time.\n\n"
        "What decided it:\n{reason}\n\nIt can enter a later round, and everything else here stays open to you.\n\n"
        "{cluster}"
    ),
    "ineligible": _l(
        "Hello {name},\n\nthank you for entering {innovation} in {round}. Before anything is scored, some questions "
        "are answered with yes or no. Not all of them could be answered with yes, so it cannot be assessed this "
        "time.\n\nWhat decided it:\n{reason}\n\nWrite to us if we have something wrong. Everything else here stays "
        "open to you.\n\n{cluster}"
    ),
}


def shipped(outcome: str) -> tuple[str, str]:
    """Subject and text as they come with the program, in the language in force."""
    return str(SUBJECTS[outcome]), str(TEXTS[outcome])


def unknown_places(text: str) -> list[str]:
    """What stands in braces and is no place of ours."""
    return sorted({found for found in _PLACE.findall(text) if found not in PLACES})


def filled(text: str, told: Mapping[str, str]) -> str:
    """The places filled in, in one pass: braces in what is put in stay as they are, and nothing else is looked at."""
    return _PLACE.sub(lambda found: told.get(found[1], found[0]), text)
