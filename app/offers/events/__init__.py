"""The facts that offers records."""

from __future__ import annotations

from app.offers.events.claims import (
    ClaimAccepted,
    ClaimAskedAgain,
    ClaimCalledUp,
    ClaimCancelled,
    ClaimConfirmed,
    ClaimDeclined,
    ClaimDelivered,
    ClaimDisputed,
    ClaimExpired,
    ClaimMade,
    ClaimRenewed,
    ClaimWithdrawn,
    DeliveryCorrected,
    DisputeSettled,
    GiverThanked,
    LineJoined,
    OfClaim,
    TermsProposed,
)
from app.offers.events.desk import PostsIntroduced
from app.offers.events.freshness import STILL_VALID, PostNudged, PostRenewed
from app.offers.events.moderation import (
    PostHidden,
    PostKept,
    PostRemoved,
    PostReported,
    PostReportSettled,
    PostReturned,
    PostShown,
    PostSubmitted,
)
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
from app.offers.events.searches import PostsFound
from app.offers.events.sessions import (
    OfSession,
    PostHandedOver,
    SessionClosed,
    SessionOpened,
    SessionPostAdded,
    SessionPostRejected,
    SessionPublished,
    SessionReopened,
)

__all__ = [
    "ClaimAccepted", "ClaimAskedAgain", "ClaimCalledUp", "ClaimCancelled", "ClaimConfirmed", "ClaimDeclined",
    "ClaimDelivered", "ClaimDisputed", "ClaimExpired", "ClaimMade", "ClaimRenewed", "ClaimWithdrawn",
    "DeliveryCorrected", "DisputeSettled", "GiverThanked", "LEVELS", "LineJoined", "OfClaim", "OfPost", "OfSession",
    "PostChanged", "PostDrafted", "PostFulfilled", "PostHandedOver", "PostHidden", "PostKept", "PostNudged",
    "PostPassedOn", "PostPaused", "PostPublished", "PostRemoved", "PostRenewed", "PostReportSettled", "PostReported",
    "PostResumed", "PostReturned", "PostShown", "PostSubmitted", "PostWithdrawn", "PostsFound", "PostsIntroduced",
    "STILL_VALID", "SessionClosed", "SessionOpened", "SessionPostAdded", "SessionPostRejected", "SessionPublished",
    "SessionReopened", "TermsProposed",
]  # fmt: skip
