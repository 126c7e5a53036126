"""Taking in a table of offers and needs: planned first, written all at once or not at all, one fact for each post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import delete

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, require
from app.core.search import fold, index_new
from app.extensions import db
from app.importing.outcome import Note, Outcome, Read, Report, State, note
from app.offers.actions.freshness import LONGEST
from app.offers.actions.moves import nudges_behind, of_post
from app.offers.actions.writing import BESIDE, search_texts
from app.offers.events import PostDrafted, PostPublished, PostSubmitted
from app.offers.models import Post, PostDraft, PostLanguage, PostTopic
from app.offers.queries import (
    here_already,
    kept_table,
    organisations_named,
    own_organisation,
    owners_among,
    today,
    waits_for_animator,
)
from app.offers.queries.imports import TABLE, people_and_houses, topics_by_name
from app.offers.rows import PostRow, known_topics
from app.offers.rules import may_post


@dataclass(frozen=True)
class Planned:
    """What will become of a row: whose it will be, and the key by which it is known when it comes again."""

    read: Read[PostRow]
    state: State
    owner_id: str = ""
    key: str = ""
    more: tuple[Note, ...] = ()

    @property
    def row(self) -> PostRow:
        """The row; only of those that are not refused."""
        assert self.read.row is not None
        return self.read.row

    @property
    def outcome(self) -> Outcome:
        """The same for a report."""
        return Outcome(self.read.line, self.read.name, self.state, (*self.read.notes, *self.more))


def plan_posts(actor: Actor, reads: Sequence[Read[PostRow]]) -> list[Planned]:
    """What an import would do, line by line."""
    rows = [read.row for read in reads if read.row is not None]
    plan = _Plan(actor, rows)
    held = [plan.hold(read) for read in reads]
    known = here_already([each.key for each in held if each.key], [row.source_id for row in rows if row.source_id])
    lines: dict[str, int] = {}
    return [_settle(each, known, lines) for each in held]


@action(silent="each post is a fact of its own, inside")
def import_posts(
    actor: Actor, reads: Sequence[Read[PostRow]], *, publish: bool = True, skip_bad: bool = False, dry: bool = False
) -> Report:
    """Make posts of the rows, on the board or as drafts. One that is refused keeps all out, unless `skip_bad`. The same
    rows again change nothing: what became of a post since is its owner's."""
    require(may_post(actor))
    planned = plan_posts(actor, reads)
    refused = any(each.state == "refused" for each in planned)
    written = not dry and (skip_bad or not refused)
    if written:
        _write_all(actor, [each for each in planned if each.state == "taken"], publish)
    return Report([each.outcome for each in planned], written=written)


@action(silent="each post is a fact of its own, inside")
def take_table(actor: Actor, reads: Sequence[Read[PostRow]], *, publish: bool = True, skip_bad: bool = False) -> Report:
    """The same of the table that was looked at, which is forgotten when it has become posts."""
    report = import_posts(actor, reads, publish=publish, skip_bad=skip_bad)
    if report.written:
        drop_table(actor)
    return report


@action(silent="what one is still looking at is nobody else's business")
def keep_table(actor: Actor, said: dict[str, Any]) -> PostDraft:
    """Keep a table while it is looked at, in place of the one before."""
    require(may_post(actor))
    draft = kept_table(actor.id) or PostDraft(person_id=actor.id, kind=TABLE, about_id=TABLE)
    draft.said, draft.changed_at = said, now()
    db.session.add(draft)
    db.session.flush()
    return draft


@action(silent="what one is still looking at is nobody else's business")
def drop_table(actor: Actor) -> None:
    """Forget it."""
    require(may_post(actor))
    mine = (PostDraft.person_id == actor.id) & (PostDraft.kind == TABLE)
    db.session.execute(delete(PostDraft).where(mine))


class _Plan:
    """Whose each row will be, by what is asked of the database once."""

    def __init__(self, actor: Actor, rows: Sequence[PostRow]) -> None:
        self.actor = actor
        self.for_all = actor.role == "animator"
        self.houses = organisations_named([row.organisation for row in rows])
        self.owners = owners_among([row.owner for row in rows])
        self.own_house = (own_organisation(actor.id) or ("", ""))[0]
        self.own_address = getattr(actor, "email", "")
        self.topics = topics_by_name()

    def hold(self, read: Read[PostRow]) -> Planned:
        """The row with its owner and organisation, or refused."""
        if read.row is None:
            return Planned(read, "refused")
        house, wrong = self._house(read.row)
        owner, stranger = self._owner(read.row)
        if refusal := wrong or stranger:
            return Planned(replace(read, row=None), "refused", more=(refusal,))
        row, unknown = known_topics(read.row, self.topics)
        held = replace(row, content=replace(row.content, organisation_id=house or None))
        holder = house or (owner if row.owner or not self.for_all else "")
        return Planned(replace(read, row=held), "taken", owner, row.key(holder), unknown)

    def _house(self, row: PostRow) -> tuple[str, Note | None]:
        if not row.organisation:
            return ("" if self.for_all else self.own_house), None
        found = self.houses.get(fold(row.organisation)[:320], "")
        if not self.for_all and found != self.own_house:
            return "", note("not_own_organisation", value=row.organisation[:60])
        return found, None if found else note("unknown_organisation", value=row.organisation[:60])

    def _owner(self, row: PostRow) -> tuple[str, Note | None]:
        if not row.owner or row.owner == self.own_address:
            return self.actor.id, None
        if not self.for_all:
            return "", note("not_own_owner", value=row.owner[:60])
        found = self.owners.get(row.owner)
        return (found.id, None) if found else ("", note("unknown_owner", value=row.owner[:60]))


def _settle(each: Planned, known: set[str], lines: dict[str, int]) -> Planned:
    """Taken, unless it is here already or stood above."""
    if each.state == "refused":
        return each
    if each.key in known or each.row.source_id in known:
        return replace(each, state="unchanged")
    if over := _is_over(each.row):
        return Planned(replace(each.read, row=None), "refused", more=(over,))
    first = lines.setdefault(each.key, each.read.line)
    if first == each.read.line:
        return each
    return replace(each, state="unchanged", more=(*each.more, note("same_row", other=first)))


def _is_over(row: PostRow) -> Note | None:
    until = row.content.until
    if until is not None and until < today():
        return note("past_day", value=until.isoformat())
    if until is not None and until > today() + LONGEST:
        return note("far_day", value=until.isoformat())
    return note("closed_post") if row.closed else None


def _write_all(actor: Actor, planned: Sequence[Planned], publish: bool) -> None:
    state = _state(actor, publish)
    told = [(_post(actor, each, state), each.row.content) for each in planned]
    db.session.add_all(post for post, _content in told)
    db.session.flush()
    for post, content in told:
        db.session.add_all(PostTopic(post_id=post.id, topic=topic) for topic in content.topics)
        db.session.add_all(PostLanguage(post_id=post.id, code=code) for code in content.languages)
    db.session.flush()
    named = people_and_houses([post for post, _content in told])  # held here, they are read once for all rows
    index_new(db.session(), "post", ((post.id, search_texts(post, content.topics)) for post, content in told))
    for post, _content in told:
        _tell(actor, post)
    del named


@action
def _tell(actor: Actor, post: Post) -> None:
    record(actor, _WRITTEN[post.state](**of_post(post)))


_WRITTEN: dict[str, Any] = {"draft": PostDrafted, "submitted": PostSubmitted, "published": PostPublished}


def _state(actor: Actor, publish: bool) -> str:
    """A member's wait for an animator where the cluster wants that; a table brings no letter for each line."""
    if not publish:
        return "draft"
    return "submitted" if waits_for_animator(actor) else "published"


def _post(actor: Actor, each: Planned, state: str) -> Post:
    content = each.row.content
    said = {field.name: getattr(content, field.name) for field in fields(content) if field.name not in BESIDE}
    post = Post(kind=each.row.kind, owner_id=each.owner_id, import_key=each.key, taken=0, **said)
    post.posted_by = actor.id if each.owner_id != actor.id else None
    post.checked_at = now() if content.standing or state == "published" else None
    post.nudged = nudges_behind(content.until, content.standing) if state == "published" else 0
    post.state, post.published_at = state, now() if state == "published" else None
    return post
