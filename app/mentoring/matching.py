"""Whom to bring together with whom, for a whole cohort at once (BEHAVIOURS M5).

Serve the most mentees first, then have the best total score, then prefer the lower ids: all three at once, by optimal
assignment on whole numbers. The same data give the same answer, in whatever order they come.

Pure: no database, no Flask. Mentees and mentors are ids; a Fit says what speaks for a pair and what stands against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.mentoring.fit import Fit, FitReason

Pairs = Mapping[tuple[str, str], Fit]
"""(mentee, mentor) → how they fit; pairs that share no topic may be left out."""
EXACT = 2**53
"""Up to here every whole number is a float, too: the solver works on floats, and must not round."""


class TooLarge(ValueError):
    """So many people that the sums would no longer be exact."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A pair of the proposal. The runner-up is who would come next: the best of those who still have a place, else of
    all who would do; None when there is nobody else."""

    mentee: str
    mentor: str
    score: int
    reasons: tuple[FitReason, ...]
    runner_up: str | None = None
    runner_up_score: int = 0


@dataclass(frozen=True, slots=True)
class Unserved:
    """A mentee for whom nobody is left. `why`: no_needs, no_mentor (none helps with it), places_taken (by others of
    this proposal), or the obstacle that stands before the most of those who would help."""

    mentee: str
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Pairs and unserved ones, each in order of the mentees' ids. `total` is the sum of the scores."""

    pairs: tuple[Matched, ...]
    unserved: tuple[Unserved, ...]

    @property
    def served(self) -> int:
        return len(self.pairs)

    @property
    def total(self) -> int:
        return sum(pair.score for pair in self.pairs)


def propose(mentees: Mapping[str, bool], places: Mapping[str, int], fits: Pairs) -> Proposal:
    """The best pairs. `mentees`: each with whether they need anything; `places`: how many more each mentor takes.

    No pair has an obstacle or shares no topic; no mentor gets more than their places; each mentee has one at most.
    """
    possible = _possible(mentees, places, fits)
    chosen = _assigned(sorted(mentees), {key: fit.score for key, fit in possible.items()}, places)
    left = Counter(places)
    left.subtract(chosen.values())
    by_mentee = _ranked(possible)
    pairs = tuple(_matched(mentee, chosen[mentee], by_mentee[mentee], left) for mentee in sorted(chosen))
    against = _against(fits)
    unserved = (mentee for mentee in sorted(mentees) if mentee not in chosen)
    return Proposal(
        pairs, tuple(Unserved(one, _why(mentees[one], one in by_mentee, against.get(one))) for one in unserved)
    )


def runner_up(
    mentee_ranking: Iterable[tuple[str, Fit]], mentor: str, left: Mapping[str, int]
) -> tuple[str | None, int]:
    """Who comes next for a mentee who has `mentor`, and with which score; `left` are the places left by all pairs."""
    others = [(key, fit.score) for key, fit in mentee_ranking if key != mentor]
    return next((other for other in others if left.get(other[0], 0) > 0), others[0] if others else (None, 0))


def _possible(mentees: Mapping[str, bool], places: Mapping[str, int], fits: Pairs) -> dict[tuple[str, str], Fit]:
    return {
        key: fits[key] for key in sorted(fits) if fits[key].possible and key[0] in mentees and places.get(key[1], 0) > 0
    }


def _ranked(possible: Pairs) -> dict[str, list[tuple[str, Fit]]]:
    found: dict[str, list[tuple[str, Fit]]] = {}
    for (mentee, mentor), fit in possible.items():
        found.setdefault(mentee, []).append((mentor, fit))
    return {mentee: sorted(others, key=lambda other: (-other[1].score, other[0])) for mentee, others in found.items()}


def _matched(mentee: str, mentor: str, ranking: list[tuple[str, Fit]], left: Mapping[str, int]) -> Matched:
    found = dict(ranking)[mentor]
    return Matched(mentee, mentor, found.score, found.reasons, *runner_up(ranking, mentor, left))


def _against(fits: Pairs) -> dict[str, Counter[str]]:
    """For each mentee, what stands before how many of those who would help."""
    found: dict[str, Counter[str]] = {}
    for (mentee, _mentor), fit in fits.items():
        if fit.covers and fit.obstacles:
            found.setdefault(mentee, Counter())[fit.obstacles[0].value] += 1
    return found


def _why(needs: bool, possible: bool, against: Counter[str] | None) -> str:
    if not needs:
        return "no_needs"
    if possible:
        return "places_taken"
    return min(against, key=lambda code: (-against[code], code)) if against else "no_mentor"


def _assigned(mentees: list[str], scores: Mapping[tuple[str, str], int], places: Mapping[str, int]) -> dict[str, str]:
    """Mentee → mentor, by sparse optimal assignment.

    Each place is a column; each mentee has a column of their own, too, which stands for nobody. What a pair is worth
    is one number with three digits, so to speak: being served, the score, the place in the order of ids; the next digit
    is so large that no sum of the lower ones reaches it.
    """
    if not scores:
        return {}
    import numpy
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    worth = _worth(len(mentees), scores)
    ceiling = max(worth.values()) + 1  # costs are at least 1: a sparse matrix does not keep a 0
    columns = _columns(scores, places, len(mentees))
    rows = {mentee: number for number, mentee in enumerate(mentees)}
    cells = [(rows[mentee], column, ceiling - worth[mentee, mentor])
             for mentee, mentor in worth for column in columns[mentor]]  # fmt: skip
    taken = [mentor for mentor, own in columns.items() for _ in own]
    cells += [(row, len(taken) + row, ceiling) for row in rows.values()]
    row, column, cost = (numpy.array(values) for values in zip(*cells, strict=True))
    shape = (len(mentees), len(taken) + len(mentees))
    matrix = csr_array((cost.astype(numpy.float64), (row, column)), shape=shape)
    found = zip(*min_weight_full_bipartite_matching(matrix), strict=True)
    return {mentees[one]: taken[place] for one, place in found if place < len(taken)}


def _worth(number: int, scores: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """What each pair is worth, so that sums compare by served, then score, then ids. TooLarge when not exact."""
    mentors = sorted({mentor for _, mentor in scores}, reverse=True)
    first = {mentor: position for position, mentor in enumerate(mentors)}
    by_id = number * len(mentors) + 1
    by_score = number * max(scores.values()) + 1
    worth = {key: (by_score + score) * by_id + first[key[1]] for key, score in scores.items()}
    if number * (max(worth.values()) + 1) >= EXACT:
        raise TooLarge("too many people for one proposal")
    return worth


def _columns(scores: Mapping[tuple[str, str], int], places: Mapping[str, int], number: int) -> dict[str, range]:
    """The columns of each mentor: one a place, no more than there are mentees who could take it."""
    wanted = Counter(mentor for _, mentor in scores)
    found, start = {}, 0
    for mentor in sorted(wanted):
        size = min(places[mentor], wanted[mentor], number)
        found[mentor] = range(start, start + size)
        start += size
    return found
