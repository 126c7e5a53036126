"""Every change on the board."""

from __future__ import annotations

from app.offers.actions.claims import (
    accept_claim,
    cancel_claim,
    claim_post,
    decline_claim,
    deliver_claim,
    withdraw_claim,
)
from app.offers.actions.introductions import introduce_posts
from app.offers.actions.leaving import leave
from app.offers.actions.outcomes import (
    confirm_claim,
    confirm_in_silence,
    confirm_silent_deliveries,
    dispute_claim,
    expire_claim,
    expire_unanswered_claims,
    settle_claim,
)
from app.offers.actions.posts import (
    create_post,
    edit_post,
    fulfil_post,
    pause_post,
    publish_post,
    resume_post,
    withdraw_post,
)

__all__ = [
    "accept_claim", "cancel_claim", "claim_post", "confirm_claim", "confirm_in_silence", "confirm_silent_deliveries",
    "create_post", "decline_claim", "deliver_claim", "dispute_claim", "edit_post", "expire_claim",
    "expire_unanswered_claims", "fulfil_post", "introduce_posts", "leave", "pause_post", "publish_post",
    "resume_post", "settle_claim",
    "withdraw_claim", "withdraw_post",
]  # fmt: skip
