"""What answers a need and who needs an offer: the candidates read in bulk, compared by `matching`.

However large the board, the newest few hundred that share a topic or the category, and the most alike in words, are
compared: as many statements for one post as for a hundred thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, select, union

from app.core.reasons import best
from app.core.rules import Actor
from app.core.search import alike, fold, words
from app.extensions import db
from app.innovations.queries import SocialInnovation, SupportNeed, TeamMember
from app.offers.matching import Match, Side, match
from app.offers.models import Post, PostLanguage, PostTopic
from app.offers.queries.posts import is_open, today, visible
from app.offers.standing import left
from app.people.queries import Organisation, Person, not_blocked
from app.reference.queries import widened

CANDIDATES = 300
"""So many of the newest that share a topic, and as many of the category, are compared."""
SOURCES = 10
OTHER = {"offer": "need", "need": "offer"}
_WORTH_ASKING = 4
"""Letters of a word that says what something is about."""


@dataclass(frozen=True)
class Counterpart:
    """A post that fits, with the reasons. `row` has the columns of `_ROW`."""

    row: Any
    match: Match


@dataclass(frozen=True)
class Source:
    """Something of the reader's for which a counterpart is looked for: a post of theirs, or an innovation."""

    kind: str  # offer, need, innovation
    id: str
    title: str
    side: Side


_ROW: Any = (
    select(
        Post.id, Post.kind, Post.title, Post.category, Post.city, Post.region, Post.country, Post.remote, Post.quantity,
        Post.unit, Post.taken, Post.starts_on, Post.until, Post.owner_id, Person.name.label("owner"),
        Organisation.name.label("organisation"), Post.published_at,
    )
    .join(Person, Person.id == Post.owner_id)
    .outerjoin(Organisation, Organisation.id == Post.organisation_id)
)  # fmt: skip


def counterparts(reader: Actor, post: Post, n: int = 5) -> list[Counterpart]:
    """The best `n` answers to a post, of those that the reader sees and that its owner is not kept apart from."""
    similar = _similar(post)
    side = _sides([post])[post.id]
    rows = _candidates(reader, OTHER[post.kind], [side], list(similar), post.owner_id)
    return _best_of(side, post.kind, rows, _sides(rows), n, similar)


def pair(post: Post, other: Post) -> Match | None:
    """Why an offer and a need fit; None when they are of one kind, or do not fit."""
    if post.kind == other.kind:
        return None
    offer, need = (post, other) if post.kind == "offer" else (other, post)
    sides = _sides([offer, need])
    return match(sides[offer.id], sides[need.id], _similar(post).get(other.id, 0.0))


def for_you(reader: Actor, n: int = 3) -> list[tuple[Source, list[Counterpart]]]:
    """For each of one's open posts, and each innovation with open support needs: what fits, best first."""
    sources = _sources(reader)
    found: dict[str, list[Any]] = {}
    for kind in ("offer", "need"):
        sides = [source.side for source in sources if _answers(source.kind) == kind]
        found[kind] = _candidates(reader, kind, sides, [], reader.id) if sides else []
    sides_of = _sides([*found["offer"], *found["need"]])
    fit = [
        (source, _best_of(source.side, source.kind, found[_answers(source.kind)], sides_of, n)) for source in sources
    ]
    return [(source, answers) for source, answers in fit if answers]


def _answers(kind: str) -> str:
    """What answers a source of this kind: an innovation is answered by offers, as a need is."""
    return OTHER.get(kind, "offer")


def _best_of(
    side: Side, kind: str, rows: Sequence[Any], sides: Mapping[str, Side], n: int,
    similar: Mapping[str, float] | None = None,
) -> list[Counterpart]:  # fmt: skip
    def compared(id_: str) -> Match | None:
        offer, need = (side, sides[id_]) if kind == "offer" else (sides[id_], side)
        return match(offer, need, (similar or {}).get(id_, 0.0))

    by_id = {row.id: row for row in rows}
    return [Counterpart(by_id[id_], found) for id_, found in best(((id_, compared(id_)) for id_ in by_id), n)]


def _candidates(reader: Actor, kind: str, sides: Sequence[Side], similar: Sequence[str], owner_id: str) -> list[Any]:
    """Open posts of this kind that may fit one of the sides, not the owner's."""
    day = today()
    open_now = (
        Post.kind == kind, visible(reader), is_open(day), Post.owner_id != owner_id,
        not_blocked(owner_id, Post.owner_id),
    )  # fmt: skip
    newest = select(Post.id).where(*open_now).order_by(Post.published_at.desc(), Post.id.desc()).limit(CANDIDATES)
    parts: list[Select[Any]] = []
    if topics := widened(topic for side in sides for topic in side.topics):
        parts.append(newest.where(Post.id.in_(select(PostTopic.post_id).where(PostTopic.topic.in_(sorted(topics))))))
    if categories := {side.category for side in sides} - {""}:
        parts.append(newest.where(Post.category.in_(sorted(categories))))
    if similar:
        parts.append(newest.where(Post.id.in_(similar)))
    if not parts:
        return []
    ids = union(*(select(part.subquery().c.id) for part in parts)).subquery()
    return list(db.session.execute(_ROW.where(Post.id.in_(select(ids.c.id)))))


def _sides(posts: Sequence[Any]) -> dict[str, Side]:
    """Posts (rows or entities) as they are compared, by id."""
    ids = [post.id for post in posts]
    topics, languages = (
        _codes(PostTopic.post_id, PostTopic.topic, ids),
        _codes(PostLanguage.post_id, PostLanguage.code, ids),
    )
    return {
        post.id: Side(
            frozenset(topics[post.id]), post.category, frozenset(languages[post.id]), post.country, fold(post.region),
            fold(post.city), post.remote, left(post), fold(post.unit), post.starts_on, post.until,
        )
        for post in posts
    }  # fmt: skip


def _codes(key: Any, code: Any, ids: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for id_, value in db.session.execute(select(key, code).where(key.in_(ids))) if ids else ():
        found[id_].add(value)
    return found


def _similar(post: Post) -> dict[str, float]:
    """How alike other posts are in words, from 0 to 1: their rank, measured by what the post itself gets."""
    said = [word for word in (*words(post.title), *words(post.text)) if len(word) >= _WORTH_ASKING]
    asked = list(dict.fromkeys(said))[:12]
    ranks = alike(db.session, "post", asked)
    own = max((ranks.pop(post.id, 0.0), *ranks.values()), default=0.0)
    return {id_: rank / own for id_, rank in ranks.items()} if own > 0 else {}


def _sources(reader: Actor) -> list[Source]:
    """One's own open posts, newest first, and one's innovations with what they look for."""
    mine = _ROW.where(Post.owner_id == reader.id, is_open(today()))
    rows = list(db.session.execute(mine.order_by(Post.published_at.desc(), Post.id.desc()).limit(SOURCES)))
    sides = _sides(rows)
    posts = [Source(row.kind, row.id, row.title, sides[row.id]) for row in rows]
    return [*posts, *_innovations(reader)]


def _innovations(reader: Actor) -> list[Source]:
    query = (
        select(SocialInnovation.id, SocialInnovation.name, SocialInnovation.city, SocialInnovation.country,
               SupportNeed.topic)
        .join(TeamMember, TeamMember.innovation_id == SocialInnovation.id)
        .join(SupportNeed, SupportNeed.innovation_id == SocialInnovation.id)
        .where(TeamMember.person_id == reader.id, SupportNeed.state == "open", SocialInnovation.state != "withdrawn")
        .order_by(SocialInnovation.id).limit(200)
    )  # fmt: skip
    found: dict[str, Source] = {}
    for id_, name, city, country, topic in db.session.execute(query):
        blank = Side(country=country, city=fold(city))
        known = found.get(id_) or Source("innovation", id_, name, blank)
        found[id_] = replace(known, side=replace(known.side, topics=known.side.topics | {topic}))
    return list(found.values())[:SOURCES]
