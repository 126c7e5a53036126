"""Topics × languages in which nobody, or one mentor only, is free: the call for mentors."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.core.clock import now
from app.core.prepared import prepared
from app.innovations.queries import SocialInnovation, SupportNeed, TeamMember
from app.mentoring.models import MentorProfile, MentorTopic, MentorWish
from app.mentoring.queries.mentors import mentees_of, promised_by
from app.mentoring.queries.profiles import back_again, is_published
from app.people.queries import Person, languages_of
from app.reference.queries import widened

COLUMNS = 4
"""Languages with a column of their own; the others share one, so that the call fits on a sheet."""
SCARCE = 1
"""So many free mentors, or fewer, are scarce."""
MOST = 20_000


@dataclass(frozen=True)
class Cell:
    """One topic in one language: free mentors, and how many look for one (needs of innovations, wishes)."""

    topic: str
    language: str
    mentors: int
    needs: int
    wishes: int

    @property
    def wanted(self) -> int:
        return self.needs + self.wishes

    @property
    def scarce(self) -> bool:
        return self.mentors <= SCARCE and self.wanted > 0


@dataclass(frozen=True)
class Scarcity:
    """The scarce cells by topic; `languages` are those of all cells, the most wanted first."""

    languages: list[str]
    rows: list[tuple[str, dict[str, Cell]]]

    @property
    def columns(self) -> list[str]:
        """The languages with a column of their own."""
        return self.languages[:COLUMNS]

    @property
    def cells(self) -> list[Cell]:
        return [cell for _topic, row in self.rows for cell in row.values()]


def scarcity(topic: str = "", language: str = "", none_only: bool = False) -> Scarcity:
    """From five bulk reads. Who looks for help counts in each language they work in, unless they named one."""
    needs, wishes = _demand()
    free = _free_mentors({pair[0] for pair in [*needs, *wishes]})
    cells: dict[str, dict[str, Cell]] = defaultdict(dict)
    weight: Counter[str] = Counter()
    for code, spoken in sorted({*needs, *wishes}):
        cell = Cell(code, spoken, len(free[code, spoken]), needs[code, spoken], wishes[code, spoken])
        asked = topic in ("", code, code.partition(".")[0]) and language in ("", spoken)
        if cell.scarce and asked and not (none_only and cell.mentors):
            cells[code][spoken] = cell
            weight[spoken] += cell.wanted
    languages = sorted(weight, key=lambda spoken: (-weight[spoken], spoken))
    rows = sorted(cells.items(), key=lambda row: (-sum(cell.wanted for cell in row[1].values()), row[0]))
    return Scarcity(languages, rows)


def _demand() -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """How many look for help, by topic and language: innovations with an open need; people with a wish."""
    teams: dict[tuple[str, str], list[str]] = defaultdict(list)
    for innovation, code, person in _open_needs():
        teams[innovation, code].append(person)
    wished = list(_open_wishes())
    spoken = languages_of(sorted({p for team in teams.values() for p in team} | {row.person_id for row in wished}))
    needs, wishes = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for (_innovation, code), team in teams.items():
        needs.update((code, tongue) for tongue in {tongue for person in team for tongue in spoken.get(person, ())})
    for person, code, language in wished:
        wishes.update((code, tongue) for tongue in ([language] if language else spoken.get(person, ())))
    return needs, wishes


def _free_mentors(topics: set[str]) -> dict[tuple[str, str], set[str]]:
    """Which mentors with a place help with each topic (or a part of it, or the whole) in each language."""
    helping: dict[str, set[str]] = defaultdict(set)
    for person, code in _helping(back_again(now())):
        helping[code].add(person)
    spoken = languages_of(sorted({person for people in helping.values() for person in people}))
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code in topics:
        for person in {person for near in widened([code]) for person in helping[near]}:
            for tongue in spoken.get(person, ()):
                found[code, tongue].add(person)
    return found


@prepared
def _open_needs() -> Any:
    need = SupportNeed
    query = select(need.innovation_id, need.topic, TeamMember.person_id)
    query = query.join(SocialInnovation, SocialInnovation.id == need.innovation_id)
    query = query.join(TeamMember, TeamMember.innovation_id == need.innovation_id)
    query = query.join(Person, Person.id == TeamMember.person_id)
    here = (need.state == "open", SocialInnovation.state != "withdrawn", Person.state == "active")
    return query.where(*here).distinct().limit(MOST)


@prepared
def _open_wishes() -> Any:
    wish = MentorWish
    query = select(wish.person_id, wish.topic, wish.language).join(Person, Person.id == wish.person_id)
    return query.where(wish.state == "open", Person.state == "active").limit(MOST)


@prepared
def _helping(back: Any) -> Any:
    profile = MentorProfile
    query = select(MentorTopic.person_id, MentorTopic.topic).join(profile, profile.person_id == MentorTopic.person_id)
    query = query.join(Person, Person.id == profile.person_id)
    free = (is_published(back), Person.state == "active", profile.capacity > _taken(profile.person_id))
    return query.where(*free).limit(MOST)


def _taken(person: Any) -> Any:
    return mentees_of(person) + promised_by(person)
