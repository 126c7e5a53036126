"""The ways of being told of a kind of event (BEHAVIOURS N1): what one can choose, for what, and what is usual."""

from __future__ import annotations

from app.activity.facts import FACTS, Fact

AT_ONCE, DIGEST, INBOX, OFF = "at_once", "digest", "inbox", "off"
WAYS = (AT_ONCE, DIGEST, INBOX, OFF)
"""A mail at once; in the digest; only the entry under "What concerns you"; not even that."""


def has_words(kind: type[Fact]) -> bool:
    """Is this kind of event chosen for by itself? Those that can wait for somebody are."""
    return bool(kind.mail) or kind.waits_for is not Fact.waits_for


def preference_key(verb: str) -> str:
    """Under what the choice for this verb is kept: the verb, or for what has no words of its own its strand."""
    kind = FACTS.get(verb)
    return verb if kind is None or has_words(kind) else kind.strand


def usual_way(key: str) -> str:
    """What holds while nobody chose: at once for what waits for somebody, the digest for the rest."""
    return AT_ONCE if key in FACTS else DIGEST


def always_noted(key: str) -> bool:
    """Does it wait for somebody, so that whoever it waits for has the entry even when they switched it off?"""
    return key in FACTS
