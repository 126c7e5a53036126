"""Who assesses what: pure. The same people and candidates give the same answer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

Pair = tuple[str, str]
"""(candidate, assessor)"""


@dataclass(frozen=True)
class Assessor:
    """Somebody who assesses; `most` is how many they can take in all (None: their even share)."""

    id: str
    most: int | None = None


@dataclass(frozen=True)
class Plan:
    """What is to be added, and how many assessors each candidate still lacks. `load` is what everybody has then."""

    pairs: Sequence[Pair]
    short: Mapping[str, int]
    load: Mapping[str, int]


@dataclass
class _Table:
    """The state of assigning. `given` has what is new: only that is moved about."""

    people: dict[str, Assessor]
    barred: Set[Pair]
    load: dict[str, int]
    has: dict[str, set[str]]
    given: dict[str, list[str]] = field(default_factory=dict)  # assessor → candidates

    def may(self, candidate: str, person: str) -> bool:
        return (candidate, person) not in self.barred and person not in self.has[candidate]

    def free(self, person: str) -> bool:
        most = self.people[person].most
        return most is None or self.load[person] < most

    def give(self, candidate: str, person: str) -> None:
        self.has[candidate].add(person)
        self.given[person].append(candidate)
        self.load[person] += 1

    def take(self, candidate: str, person: str) -> None:
        self.has[candidate].discard(person)
        self.given[person].remove(candidate)
        self.load[person] -= 1


def assign(
    candidates: Sequence[str],
    assessors: Sequence[Assessor],
    each: int,
    barred: Set[Pair] = frozenset(),
    existing: Set[Pair] = frozenset(),
) -> Plan:
    """Give each candidate `each` different assessors.

    `barred` are the pairs that may not be (a conflict of interest, a refusal); `existing` ones stay as they are and
    count. As many places are filled as can be, and then the loads are as even as they can be: within one, unless
    conflicts, somebody's `most` or what exists stand in the way. What cannot be filled is in `short`.
    """
    table = _Table({one.id: one for one in assessors}, barred, {one.id: 0 for one in assessors}, {})
    table.has = {candidate: set() for candidate in candidates}
    table.given = {one.id: [] for one in assessors}
    for candidate, person in sorted(existing):
        if candidate in table.has:
            table.has[candidate].add(person)
        if person in table.load:
            table.load[person] += 1
    missing = _first_round(table, candidates, each)
    short = _second_round(table, missing)
    _even_out(table)
    pairs = sorted((candidate, person) for person, given in table.given.items() for candidate in given)
    return Plan(pairs, short, dict(table.load))


def _first_round(table: _Table, candidates: Sequence[str], each: int) -> list[str]:
    """Each place to whoever has least; those with the fewest people to choose from come first. Gives the places that
    nobody was left for."""
    choice = {candidate: sum(table.may(candidate, person) for person in table.people) for candidate in candidates}
    missing = []
    for candidate in sorted(candidates, key=lambda one: choice[one]):
        for _place in range(each - len(table.has[candidate])):
            free = [person for person in table.people if table.free(person) and table.may(candidate, person)]
            if free:
                table.give(candidate, min(free, key=lambda person: table.load[person]))
            else:
                missing.append(candidate)
    return missing


def _second_round(table: _Table, missing: Sequence[str]) -> dict[str, int]:
    """Make room by moving others on, where that can be done."""
    short: dict[str, int] = {}
    for candidate in missing:
        begin = [person for person in table.people if table.may(candidate, person)]
        path = _way(table, begin, table.free)
        if path is None:
            short[candidate] = short.get(candidate, 0) + 1
            continue
        _move(table, path)
        table.give(candidate, path[0][0])
    return short


def _even_out(table: _Table) -> None:
    """Move on from the busiest to somebody with at least two fewer, through others if need be, until nobody can. No
    such way left means that no other assignment is more even (no cycle of negative cost in the flow)."""
    while any(_relieve(table, person) for person in sorted(table.people, key=lambda one: -table.load[one])):
        pass


def _relieve(table: _Table, person: str) -> bool:
    load = table.load[person]
    path = _way(table, [person], lambda other: table.load[other] <= load - 2 and table.free(other))
    if path is None or len(path) < 2:
        return False
    _move(table, path)
    return True


Step = tuple[str, str]
"""(assessor, the candidate that came to them from the step before; empty for the first)"""


def _way(table: _Table, begin: Sequence[str], ends: Callable[[str], bool]) -> list[Step] | None:
    """The shortest way from one of `begin` to an assessor that `ends`, each step a new pair that can be moved on."""
    before: dict[str, tuple[str, str]] = dict.fromkeys(begin, ("", ""))
    queue = deque(begin)
    while queue:
        person = queue.popleft()
        if ends(person):
            return _back(before, person)
        for other in table.people:
            if other not in before:
                moved = next((one for one in table.given[person] if table.may(one, other)), None)
                if moved is not None:
                    before[other] = (person, moved)
                    queue.append(other)
    return None


def _back(before: Mapping[str, tuple[str, str]], person: str) -> list[Step]:
    path: list[Step] = []
    while person:
        earlier, moved = before[person]
        path.append((person, moved))
        person = earlier
    return path[::-1]


def _move(table: _Table, path: Sequence[Step]) -> None:
    """Hand the candidates along the way, from its end backwards, so that each finds room."""
    for (person, _moved), (other, moved) in reversed(list(zip(path, path[1:], strict=False))):
        table.take(moved, person)
        table.give(moved, other)
