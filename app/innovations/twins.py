"""Whether two innovations of one town may be the same, by their names: pure, and by rules that can be told."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"(?:\b[^\W_]\.){2,}[^\W_]?\b\.?")
FILLERS = frozenset(
    "a ab ag and asbl asociacia asociacion asociatia association associazione aps cic coop cooperativa cooperative "
    "cvba das de del den der des di die e eg el en et ev eu for foundation fundacja fundacion gem gemeinnutzig "
    "genossenschaft ggmbh gmbh het i il in initiative initiativa it la las le les los ltd ngo nonprofit o ood org "
    "project projekt pro sa scop scrl sl soc societa society srl stiftung stichting sverige the udruga und union v "
    "van verein vzw y z".split()
)
"""Articles and legal forms: they do not tell one from another."""
SPELLING = 0.88
"""So much of the letters must agree where words are spelt differently."""
SHORTEST = 6


def telling(name: str, town: str) -> frozenset[str]:
    """The words of a folded name that tell it from others: without fillers, single letters and the town's own words."""
    whole = _INITIALS.sub(lambda initials: f" {initials[0].replace('.', '')} ", name)  # "r.u.s.z." is one word
    said = [word for word in _WORD.findall(whole) if word not in FILLERS and (len(word) > 1 or word.isdigit())]
    here = set(_WORD.findall(town))
    return frozenset(said) - here or frozenset(said)


def near(one: str, other: str, town: str) -> bool:
    """Do these folded names mean the same in this town? The same telling words; all telling words of the one, at least
    two, in the other; or nearly the same letters."""
    mine, theirs = telling(one, town), telling(other, town)
    if not mine or not theirs:
        return False
    if mine == theirs or (min(len(mine), len(theirs)) > 1 and (mine <= theirs or theirs <= mine)):
        return True
    return bool(mine & theirs or one[:3] == other[:3]) and _spelt_alike(mine, theirs)


def _spelt_alike(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    one, other = "".join(sorted(mine)), "".join(sorted(theirs))
    if min(len(one), len(other)) < SHORTEST or abs(len(one) - len(other)) > 3:
        return False
    letters = SequenceMatcher(None, one, other, autojunk=False)
    digits = [re.findall(r"\d+", text) for text in (one, other)]
    return digits[0] == digits[1] and letters.quick_ratio() >= SPELLING and letters.ratio() >= SPELLING
