"""The post as it was when somebody asked for it: what an agreement is about, whatever is changed later (O5)."""

from __future__ import annotations

from typing import Any

from app.offers.actions.moves import person
from app.offers.models import Claim, Post
from app.offers.queries import languages_of, post_card, topics_of

MATERIAL = ("title", "text", "category", "city", "country", "region", "remote", "unit", "eligibility", "starts_on")
"""Who asked for it with one of these asks for something else with another. So with an earlier last day, languages that
are no longer there, and less than was asked for; whatever is added changes nothing for them."""
BESIDE = ("kind", "quantity", "until", "standing", "value_cents")


def snapshot(post: Post) -> dict[str, Any]:
    """What the post says now, as JSON keeps it: days as 2026-12-31."""
    names = {"owner": person(post.owner_id).name, "organisation": post_card(post).organisation}
    return _said(post) | names | {"topics": topics_of(post.id)}


def differs(claim: Claim) -> bool:
    """Whether the post says materially something else by now than what was asked for (O5)."""
    then, now = claim.snapshot, _said(claim.post)
    last = now["until"] or "9999"
    return (
        any(_plain(then[name]) != _plain(now[name]) for name in MATERIAL if name in then)
        or last < (then.get("until") or "9999")
        or not set(then.get("languages", ())) <= set(now["languages"])
        or (claim.post.quantity is not None and claim.post.quantity < claim.quantity)
    )


def _said(post: Post) -> dict[str, Any]:
    said = {name: getattr(post, name) for name in MATERIAL + BESIDE}
    days = {name: said[name].isoformat() if said[name] else None for name in ("starts_on", "until")}
    return said | days | {"languages": languages_of(post.id)}


def _plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value
