"""Innovations that may be there twice: pairs with the reasons, found while looking through the catalogue town by town.

However long the catalogue, one page looks at no more than MOST_LOOKED of it, each against its neighbours in the order
of town and name, and against those with the same website.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from app.core.paging import PAGE_SIZE, Page, encode_cursor, keyset
from app.extensions import db
from app.innovations.merged import AT_REST
from app.innovations.models import KeptApart, SocialInnovation
from app.innovations.twins import near

BATCH, NEIGHBOURS = 600, 150
"""Read at a time, and of these compared with each: so many of one town by name."""
MOST_LOOKED = 5000
MOST_SHARING = 4
"""A website that more of them have is a portal's, and says nothing."""
MOST_EACH = 20

_ROW: tuple[Any, ...] = (
    SocialInnovation.city_key, SocialInnovation.sort_name, SocialInnovation.id, SocialInnovation.name,
    SocialInnovation.city, SocialInnovation.country, SocialInnovation.state, SocialInnovation.website,
    SocialInnovation.website_key, SocialInnovation.found_by, SocialInnovation.created_at,
)  # fmt: skip
_KEYS = (SocialInnovation.city_key, SocialInnovation.sort_name, SocialInnovation.id)


@dataclass(frozen=True)
class Twins:
    """Two that may be the same, and why: codes of innovations/words.TWINS."""

    first: Any
    second: Any
    reasons: Sequence[str]

    @property
    def kept(self) -> Any:
        """The one to keep, as a proposal: where work is under way, else the older one."""
        return min((self.first, self.second), key=lambda one: (one.state in AT_REST, one.created_at, one.id))

    @property
    def other(self) -> Any:
        """The other one."""
        return self.second if self.kept is self.first else self.first


@dataclass(frozen=True)
class TwinsPage(Page):
    """`looked` at so many; where there is a next page, there may be more further on."""

    looked: int = 0


def twins(after: str | None = None) -> TwinsPage:
    """Pairs that nobody has said are not the same, from here on in the order of town and name: about a page of them."""
    found: list[Twins] = []
    looked, position = 0, after
    while looked < MOST_LOOKED and len(found) < PAGE_SIZE:
        rows = _read(position)
        last = len(rows) if len(rows) < BATCH else len(rows) - NEIGHBOURS
        for at, pairs in _pairs(rows, last):
            found += pairs
            looked, position = looked + 1, encode_cursor(rows[at][:3])
            if len(found) >= PAGE_SIZE:
                break
        else:
            if last == len(rows):
                position = None
                break
    return TwinsPage(found, position, looked)


def _here() -> Select[Any]:
    return select(*_ROW).where(SocialInnovation.state != "withdrawn")


def _read(after: str | None) -> Sequence[Any]:
    return keyset(db.session.execute, _here(), _KEYS, after, descending=False, size=BATCH).rows


def _pairs(rows: Sequence[Any], last: int) -> Iterator[tuple[int, list[Twins]]]:
    """For each of the first `last` rows its pairs with those that come after it."""
    sharing = _sharing([row.website_key for row in rows[:last] if row.website_key])
    apart = _apart([row.id for row in rows[:last]])
    for at, one in enumerate(rows[:last]):
        why: dict[str, list[str]] = defaultdict(list)
        others = {row.id: row for row in _neighbours(rows, at)}
        for row in others.values():
            if reason := _by_name(one, row):
                why[row.id].append(reason)
        for row in sharing.get(one.website_key, ()):
            if tuple(row[:3]) > tuple(one[:3]):
                others[row.id] = row
                why[row.id].append("same_website")
        pairs = [Twins(one, others[id_], reasons) for id_, reasons in why.items() if (one.id, id_) not in apart]
        yield at, pairs[:MOST_EACH]


def _neighbours(rows: Sequence[Any], at: int) -> Iterator[Any]:
    for row in rows[at + 1 : at + 1 + NEIGHBOURS]:
        if row.city_key != rows[at].city_key:
            return
        yield row


def _by_name(one: Any, other: Any) -> str:
    """Where no town is said, the name must be the very same."""
    if one.sort_name == other.sort_name:
        return "same_name" if one.city_key else "same_name_no_town"
    return "near_name" if one.city_key and near(one.sort_name, other.sort_name, one.city_key) else ""


def _sharing(keys: Sequence[str]) -> Mapping[str, Sequence[Any]]:
    """Website → the few that have it."""
    found: dict[str, list[Any]] = defaultdict(list)
    query = _here().where(SocialInnovation.website_key.in_(sorted(set(keys))))
    for row in db.session.execute(query.limit(BATCH * 10)):
        found[row.website_key].append(row)
    return {key: rows for key, rows in found.items() if 1 < len(rows) <= MOST_SHARING}


def _apart(ids: Sequence[str]) -> set[tuple[str, str]]:
    """The pairs, both ways round, that somebody said are not the same."""
    query = select(KeptApart.first_id, KeptApart.second_id)
    mine = KeptApart.first_id.in_(ids) | KeptApart.second_id.in_(ids)
    pairs = {(first, second) for first, second in db.session.execute(query.where(mine).limit(BATCH * MOST_EACH))}
    return pairs | {(second, first) for first, second in pairs}


def merged_into(id: str) -> str | None:
    """The innovation that this one is part of now, however many steps away; None when it is itself."""
    kept = None
    for _step in range(10):
        query = select(SocialInnovation.merged_into).where(SocialInnovation.id == (kept or id))
        following = db.session.execute(query).scalar_one_or_none()
        if following is None:
            return kept
        kept = following
    return kept


def merged_from(id: str) -> list[str]:
    """Those that were merged into this one."""
    query = select(SocialInnovation.id).where(SocialInnovation.merged_into == id).order_by(SocialInnovation.id)
    return list(db.session.execute(query.limit(50)).scalars())
