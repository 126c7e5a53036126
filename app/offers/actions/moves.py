"""The two conditional updates that the board rests on: a state that moves once, units that never run over.

Each is one UPDATE with its condition in it, so that whoever comes second changes nothing, on every database (O1, O2).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import or_, update

from app.activity.facts import Ref
from app.activity.record import limit_shown
from app.core.clock import now
from app.core.rules import Conflict
from app.extensions import db
from app.offers.events import LEVELS
from app.offers.freshness import ending, nudges_due
from app.offers.models import Claim, Post
from app.offers.standing import committed, left
from app.offers.words import CLAIM_STATE, amount
from app.people.queries import Person, cluster


def move_post(post: Post, to: str, *, since: tuple[str, ...], **values: Any) -> None:
    """Bring the post from one of the states `since` into `to`, or raise Conflict."""
    move = update(Post).where(Post.id == post.id, Post.state.in_(since)).values(state=to, **values)
    if db.session.execute(move.execution_options(synchronize_session=False)).rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict(_("This post has changed in the meantime. Look at it again."))
    db.session.refresh(post)


def put_on_board(post: Post, *, since: tuple[str, ...], to: str = "published", **values: Any) -> None:
    """Publish it, whichever way it came (or bring it back `to` paused): its owner is asked anew whether it holds (O3),
    its story can be read."""
    asked = {"checked_at": now(), "nudged": nudges_behind(post.until, post.standing), "moderation_note": ""}
    move_post(post, to, since=since, **asked, **values)
    limit_story(post)


def limit_story(post: Post) -> None:
    """What happened to it is shown to no more people than it is itself (A3). After it came into another state."""
    limit_shown("post", post.id, LEVELS[audience_now(post)])


def audience_now(post: Post) -> str:
    """For whom it is in its present state: "draft" is for its owner, "held" for the animators, too."""
    if post.state == "draft":
        return "draft" if post.published_at is None else "held"  # returned: what was delivered is counted all the same
    never_seen = post.state == "removed" and post.published_at is None
    return "held" if never_seen or post.state in ("submitted", "hidden") else post.audience


def move_claim(claim: Claim, to: str, *, since: tuple[str, ...], **values: Any) -> None:
    """Bring the claim from one of the states `since` into `to`, or raise Conflict with where it stands now."""
    values |= {"state": to, "changed_at": now()}
    move = update(Claim).where(Claim.id == claim.id, Claim.state.in_(since)).values(values)
    moved = db.session.execute(move.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined]
    db.session.refresh(claim)
    if moved != 1:
        word = str(CLAIM_STATE[claim.state][0])
        raise Conflict(_("This has changed in the meantime. It now stands at: %(state)s.", state=word))


def take_units(claim: Claim) -> None:
    """Take the claim's units from its post if there are as many: the one UPDATE that decides who gets the last (O1)."""
    post, wanted = claim.post, claim.quantity
    enough = or_(Post.quantity.is_(None), Post.taken + wanted <= Post.quantity)
    take = (
        update(Post)
        .where(Post.id == claim.post_id, Post.state.in_(("published", "paused", "hidden")), enough)
        .values(taken=Post.taken + wanted)
        .execution_options(synchronize_session=False)
    )
    taken = db.session.execute(take).rowcount  # type: ignore[attr-defined]
    db.session.refresh(post)
    if taken == 1:
        return
    there = left(post)
    if there is None or there >= wanted:
        raise Conflict(_("This post is no longer open."))
    raise Conflict(
        ngettext(
            "Only %(num)d is left now, not %(wanted)s. Nothing was agreed. Agree on fewer, or let it wait in line.",
            "Only %(num)d are left now, not %(wanted)s. Nothing was agreed. Agree on fewer, or let it wait in line.",
            there,
            wanted=amount(wanted, post.unit),
        )
    )


def nudges_behind(until: date | None, standing: bool) -> int:
    """How many nudges lie behind when a post is put on the board, renewed or given another date: nobody gets these."""
    end = ending(until, standing, now(), cluster().timezone)
    return nudges_due(end, now()) if end else 0


def person(id: str) -> Ref:
    """A person as a Ref."""
    found = db.session.get(Person, id)
    return Ref("person", id, found.name if found else "")


def of_post(post: Post) -> dict[str, Any]:
    """What every fact about a post says."""
    return {
        "post": Ref("post", post.id, post.title),
        "kind": post.kind,
        "audience": audience_now(post),
        "owner": person(post.owner_id),
    }


def of_claim(claim: Claim) -> dict[str, Any]:
    """What every fact about a claim says."""
    post = claim.post
    return {
        "post": Ref("post", post.id, post.title),
        "kind": post.kind,
        "claim": Ref("claim", claim.id, post.title),
        "owner": person(post.owner_id),
        "claimer": person(claim.claimer_id),
        "quantity": committed(claim),
        "unit": claim.snapshot.get("unit", post.unit),
    }
