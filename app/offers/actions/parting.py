"""Two people who shall have nothing to do with each other any more: what is open between them ends, neutrally (M3)."""

from __future__ import annotations

from typing import Any

from app.core.action import action
from app.core.rules import Actor
from app.offers.actions.agreeing import close_claim
from app.offers.queries import open_claims_between


@action(silent="each request that ends is a fact of its own, inside; that two part is no one's business")
def part_on_board(actor: Actor, one: Any, other: Any) -> None:
    """Nested in people's action, which has asked whether that may be. Nobody is told whose wish it was: what was asked
    or agreed ends as if by itself, and its units are there again; what was delivered is still confirmed and counts."""
    for claim in open_claims_between(one.id, other.id):
        close_claim(None, claim, "no_capacity", "")
