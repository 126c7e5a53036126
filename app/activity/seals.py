"""Words that may have to be taken out some day stand in the chain as salted digests: when somebody leaves, the word and
its salt go, the digest stays, and the chain still verifies (A4, A5). Whoever keeps a copy of the digest cannot guess
the name from it without the salt.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

ERASED = ""
"""In the place of a salt: the word it belonged to was taken out, and is empty."""


def seal(facts: Mapping[str, Any]) -> dict[str, list[str]]:
    """For each name or word in stored facts: a new salt, and the digest of both."""
    found = {}
    for key, word in words_of(facts):
        salt = secrets.token_hex(8)
        found[key] = [salt, digest(salt, word)]
    return found


def words_of(facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What may have to be taken out, each with its key: names of things by their field, words by theirs, the members of
    a list each by field and place ("animators.0"), so that one can go and the others stay provable."""
    for field, value in facts.items():
        if is_ref(value):
            yield field, value["name"]
        elif isinstance(value, str):
            yield field, value
        elif isinstance(value, list):
            yield from ((f"{field}.{place}", member) for place, member in enumerate(value))


def digest(salt: str, word: Any) -> str:
    """Of a word with its salt."""
    return hashlib.sha256(f"{salt}:{written(word)}".encode()).hexdigest()


def lasting(facts: Mapping[str, Any], seals: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with digests in the place of words: what never changes of them."""
    return {field: _kept(field, value, seals) for field, value in facts.items()}


def _kept(field: str, value: Any, seals: Mapping[str, Any]) -> Any:
    if is_ref(value):
        return {"kind": value["kind"], "id": value["id"], "seal": _sealed(seals, field)}
    if isinstance(value, list):
        return {"seals": [_sealed(seals, f"{field}.{place}") for place in range(len(value))]}
    return {"seal": _sealed(seals, field)} if isinstance(value, str) else value


def _sealed(seals: Mapping[str, Any], key: str) -> str:
    return str(seals.get(key, ("", ""))[1])


def is_ref(value: Any) -> TypeGuard[dict[str, Any]]:
    """Is this stored value a thing or a person: {kind, id, name}?"""
    return isinstance(value, dict) and "kind" in value


def refs_in(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The (kind, id) of everything that stored facts name, people too."""
    for value in facts.values():
        if is_ref(value) and value.get("id"):
            yield value["kind"], value["id"]


def written(value: Any) -> str:
    """As JSON, always in the same way."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
