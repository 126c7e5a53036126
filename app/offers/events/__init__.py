"""The facts that offers records."""

from __future__ import annotations

from app.offers.events.claims import (
    ClaimAccepted,
    ClaimCancelled,
    ClaimConfirmed,
    ClaimDeclined,
    ClaimDelivered,
    ClaimDisputed,
    ClaimExpired,
    ClaimMade,
    ClaimWithdrawn,
    DisputeSettled,
    OfClaim,
)
from app.offers.events.desk import PostsIntroduced
from app.offers.events.posts import (
    LEVELS,
    OfPost,
    PostChanged,
    PostDrafted,
    PostFulfilled,
    PostPassedOn,
    PostPaused,
    PostPublished,
    PostResumed,
    PostWithdrawn,
)

__all__ = [
    "ClaimAccepted", "ClaimCancelled", "ClaimConfirmed", "ClaimDeclined", "ClaimDelivered", "ClaimDisputed",
    "ClaimExpired", "ClaimMade", "ClaimWithdrawn", "DisputeSettled", "LEVELS", "OfClaim", "OfPost", "PostChanged",
    "PostDrafted", "PostFulfilled", "PostPassedOn", "PostPaused", "PostPublished", "PostResumed", "PostWithdrawn",
    "PostsIntroduced",
]  # fmt: skip
