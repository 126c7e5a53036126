"""The kinds of events for which one chooses how to be told, in words, by room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.activity.facts import FACTS, STRANDS
from app.activity.forms import STRAND_NAMES
from app.activity.letters import SWITCHES
from app.activity.ways import AT_ONCE, DIGEST, INBOX, OFF, WAYS, always_noted, has_words, usual_way


@dataclass(frozen=True)
class Kind:
    """One line of the settings: `key` names it in the form, `ways` are the choices in words."""

    key: str
    words: Any
    how: str
    ways: list[tuple[str, str]]

    @property
    def usual(self) -> bool:
        """Is it as for everybody who chose nothing?"""
        return self.how == usual_way(self.key)


def kind_keys() -> list[str]:
    """All for which one can choose, by room; what a room has beside the kinds with words of their own comes last."""
    return [key for strand in STRANDS for key in _of_strand(strand)]


def _of_strand(strand: str) -> list[str]:
    kinds = sorted((kind for kind in FACTS.values() if kind.strand == strand), key=lambda kind: kind.verb)
    named = [kind.verb for kind in kinds if has_words(kind)]
    return named if len(named) == len(kinds) else [*named, strand]


def rooms(chosen: Mapping[str, str]) -> list[tuple[str, list[Kind]]]:
    """The settings as they are shown: strands, each with its kinds; `chosen` as the person has it (key → way)."""
    return [(strand, [_kind(key, chosen) for key in keys]) for strand in STRANDS if (keys := _of_strand(strand))]


def _kind(key: str, chosen: Mapping[str, str]) -> Kind:
    return Kind(key, kind_name(key), chosen.get(key, usual_way(key)), _ways(key))


def _ways(key: str) -> list[tuple[str, str]]:
    usual = usual_way(key)
    return [(way, _("%(way)s (usual)", way=words) if way == usual else words) for way, words in _way_words(key).items()]


def _way_words(key: str) -> dict[str, str]:
    silent = _("No mail; only what waits for you is noted") if always_noted(key) else _("Not at all")
    words = {AT_ONCE: _("Mail at once"), DIGEST: _("In the digest"), INBOX: _("Only noted here"), OFF: silent}
    return {way: words[way] for way in WAYS}


def kind_name(key: str) -> Any:
    """What it is about."""
    if key in SWITCHES:
        return SWITCHES[key].words
    if key in STRANDS:
        return _("%(room)s: everything else that concerns you", room=STRAND_NAMES[key])
    kind = FACTS.get(key)
    return (kind.mail if kind else None) or _("Something else waits for you (%(kind)s)", kind=key.replace(".", ": "))
