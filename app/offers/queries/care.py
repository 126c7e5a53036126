"""What animators look after on the board, one list at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, literal, select

from app.core.paging import PAGE_SIZE, Count, Page, count_upto, keyset
from app.core.rules import Actor
from app.extensions import db
from app.offers.models import Claim, Post, PostReport
from app.offers.queries.claims import Claimer, Owner
from app.offers.queries.reports import Reporter, others_posts
from app.people.queries import Organisation, Person, not_blocked

LISTS = ("waiting", "reports", "disputes", "owners")
"""What waits for approval; what is reported; what two people do not agree on; posts whose owner is not here."""
LOOKED_AFTER = ("submitted", "published", "paused", "hidden")
BATCH = 500


@dataclass(frozen=True)
class Care:
    """Which list, and what it is asked for; all of it lives in the address."""

    which: str = "waiting"
    kind: str = ""
    show: str = ""  # "all": reports that are settled, too

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Care:
        """From the address; what is not one of the choices is left out."""
        which, kind, show = (args.get(name, "") for name in ("list", "kind", "show"))
        which = which if which in LISTS else "waiting"
        shows_all = which == "reports" and show == "all"
        return cls(which, kind if kind in ("offer", "need") else "", "all" if shows_all else "")

    def args(self) -> dict[str, str]:
        """For the address."""
        return {key: value for key, value in (("list", self.which), ("kind", self.kind), ("show", self.show)) if value}


_POST = (Post.kind, Post.title, Post.state, Post.owner_id, Person.name.label("owner"), Post.guest_name,
         Organisation.name.label("organisation"))  # fmt: skip


def _with_owner(query: Any) -> Any:
    joined = query.join(Person, Person.id == Post.owner_id)
    return joined.outerjoin(Organisation, Organisation.id == Post.organisation_id)


def _waiting(reader: Actor, _asked: Care) -> Any:
    query = select(Post.id, *_POST, Post.created_at.label("since"), Post.board_session_id)
    return _with_owner(query).where(Post.state == "submitted", not_blocked(reader.id, Post.owner_id))


def _reports(reader: Actor, asked: Care) -> Any:
    told = (PostReport.created_at.label("since"), PostReport.post_id, PostReport.reason, PostReport.reporter_id)
    answered = (PostReport.state.label("report_state"), PostReport.outcome, Reporter.name.label("reporter"))
    query = select(PostReport.id, *told, *answered, *_POST).select_from(PostReport)
    query = _with_owner(query.join(Post, Post.id == PostReport.post_id)).where(others_posts(reader))
    query = query.join(Reporter, Reporter.id == PostReport.reporter_id)
    return query if asked.show else query.where(PostReport.state == "open")


def _disputes(reader: Actor, _asked: Care) -> Any:
    names = (Owner.name.label("owner"), Claimer.name.label("claimer"))
    query = select(Claim.id, Claim.changed_at.label("since"), Claim.quantity, Claim.post_id, Post.kind, Post.title,
                   Post.unit, *names)  # fmt: skip
    query = query.join(Post, Post.id == Claim.post_id)
    query = query.join(Owner, Owner.id == Post.owner_id).join(Claimer, Claimer.id == Claim.claimer_id)
    return query.where(Claim.state == "disputed", Post.owner_id != reader.id, Claim.claimer_id != reader.id)


def _owners(_reader: Actor, _asked: Care) -> Any:
    query = select(Post.id, *_POST, Post.published_at.label("since"), Person.state.label("owner_state"))
    return _with_owner(query).where(Post.state.in_(LOOKED_AFTER), Person.state != "active")


_LISTINGS: dict[str, tuple[Any, Any]] = {
    "waiting": (_waiting, Post.id), "reports": (_reports, PostReport.id), "disputes": (_disputes, Claim.id),
    "owners": (_owners, Post.id),
}  # fmt: skip


def _listing(reader: Actor, asked: Care) -> Any:
    query = _LISTINGS[asked.which][0](reader, asked)
    return query.where(Post.kind == asked.kind) if asked.kind else query


def care_page(reader: Actor, asked: Care, after: str | None = None, size: int = PAGE_SIZE) -> Page:
    """One page of the list asked for, the oldest first."""
    key = _LISTINGS[asked.which][1]
    return keyset(db.session.execute, _listing(reader, asked), (key,), after, descending=False, size=size)


def care_rows(reader: Actor, asked: Care) -> Iterator[Any]:
    """Every line of it, read in batches: what the export writes."""
    after: str | None = None
    while True:
        page = care_page(reader, asked, after, BATCH)
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def care_counts(reader: Actor, asked: Care) -> dict[str, Count]:
    """How much there is to do in each list; of the one that is shown, how many lines it has as filtered."""
    wanted = {which: Care(which) for which in LISTS} | {"shown": asked}
    return {name: _count(reader, care) for name, care in wanted.items()}


def _count(reader: Actor, asked: Care) -> Count:
    key = _LISTINGS[asked.which][1]
    query = _listing(reader, asked).with_only_columns(key, maintain_column_froms=True)
    return count_upto(db.session.execute, query)


def numbers_cared_for(reader: Any) -> list[Any]:
    """For Today, to be asked together with others: selects of (why, how many, since when) of what waits, is reported,
    or has no owner here; without a row where there is none."""
    waits = select(
        literal("waiting").label("why"), func.count(Post.id).label("number"), func.min(Post.created_at).label("since")
    )
    reported = select(literal("reports"), func.count(PostReport.id), func.min(PostReport.created_at))
    away = select(literal("owners"), func.count(Post.id), func.min(Post.published_at))
    return [
        waits.where(Post.state == "submitted", not_blocked(reader.id, Post.owner_id)).having(func.count(Post.id) > 0),
        reported.join(Post, Post.id == PostReport.post_id)
        .where(PostReport.state == "open", others_posts(reader))
        .having(func.count(PostReport.id) > 0),
        away.join(Person, Person.id == Post.owner_id)
        .where(Post.state.in_(LOOKED_AFTER), Person.state != "active")
        .having(func.count(Post.id) > 0),
    ]
