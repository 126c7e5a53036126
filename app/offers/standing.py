"""Where a post or a claim stands, and whose turn it is: from their columns alone, no database and no HTTP."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from app.core.clock import now
from app.offers.freshness import last_day_due

SILENCE = timedelta(days=14)
"""How long the receiver of a delivery may be silent before it counts as confirmed (O6)."""
GRACE = timedelta(hours=72)
"""How long a claim that was not answered outlives its post's date (O3)."""
SOON = timedelta(days=7)

Side = Literal["owner", "claimer", "animator", "line", ""]
"""Who is to act: one of the two, an animator; "line" when nobody can but wait for units; empty when it is over."""


def day_in(zone: str) -> date:
    """Today, in the cluster's zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def last_expired(zone: str, grace: timedelta = timedelta()) -> date:
    """The last day that ended (in this zone) at least `grace` ago: a post until then is over."""
    return last_day_due(grace, zone, now())


def out_of_time(post: Any, zone: str) -> bool:
    """Whether what was asked of this post can no longer be answered: its last day and the grace are over (O3)."""
    return post.until is not None and post.until <= last_expired(zone, GRACE)


def left(post: Any) -> int | None:
    """The units still to be had; None without limit."""
    return None if post.quantity is None else post.quantity - post.taken


def shown_state(post: Any, today: date) -> str:
    """The state people see: a published post is `expired` after its date, `paused` while its owner is not here (O10),
    `gone` when nothing is left."""
    if post.state in ("published", "paused") and post.until is not None and post.until < today:
        return "expired"
    if post.state == "published" and getattr(post, "owner_state", "active") not in ("active", None):
        return "paused"
    if post.state == "published" and left(post) == 0:
        return "gone"
    return str(post.state)


def session_state(session: Any) -> str:
    """Where a session stands: an open one is `over` once its time is, and takes nothing more."""
    return "over" if session.state == "open" and session.ends_at <= now() else str(session.state)


def committed(claim: Any) -> int:
    """The units an agreement takes from its post: those delivered once that is said, until then those agreed."""
    return int(claim.quantity if claim.delivered_quantity is None else claim.delivered_quantity)


def giver_side(kind: str) -> Side:
    """Who gives: the owner of an offer, the claimer of a need."""
    return "owner" if kind == "offer" else "claimer"


def receiver_side(kind: str) -> Side:
    """Who receives, and so who confirms."""
    return "claimer" if kind == "offer" else "owner"


def turn(kind: str, state: str, proposed_by: str = "", asked_again: bool = False) -> Side:
    """Who is to act next on a claim: an open one always has a turn.

    `proposed_by`: the side whose terms wait for the other (O7); `asked_again`: the post is another than was asked (O5).
    """
    if state in ("requested", "waiting") and asked_again:
        return "claimer"
    if state == "requested":
        return "claimer" if proposed_by == "owner" else "owner"
    if state == "waiting":
        return "line"
    if state == "accepted":
        return giver_side(kind)
    if state == "delivered":
        return receiver_side(kind)
    return "animator" if state == "disputed" else ""


def side_of(person_id: str, owner_id: str, claimer_id: str) -> Side:
    """Which side of a claim this person is on."""
    if person_id == owner_id:
        return "owner"
    return "claimer" if person_id == claimer_id else ""


WAY = ("requested", "accepted", "delivered", "confirmed")


def way(state: str) -> list[tuple[str, str]]:
    """The steps of a claim that is not over before its end: (state, "done" | "current" | "todo")."""
    reached = {step: at for at, step in enumerate(WAY)} | {"disputed": 2, "waiting": 0}
    here = reached.get(state, -1)
    marks = [(step, "done" if at < here else "current" if at == here else "todo") for at, step in enumerate(WAY)]
    return [(step, "done" if state == "confirmed" else mark) for step, mark in marks]
