"""The board: posts (offers and needs), the claims on them, and what is beside it."""

from __future__ import annotations

from app.offers.models.board import MAX_SESSION_POSTS, BoardFeed, BoardSession, SavedSearch, SearchHit
from app.offers.models.claims import OPEN_CLAIMS, REASONS, Claim, ClaimProposal, DeliveryCorrection
from app.offers.models.desk import PostIntroduction, PostReport
from app.offers.models.posts import (
    AUDIENCES,
    CATEGORIES,
    KINDS,
    MAX_CENTS,
    MAX_FILES,
    MAX_LANGUAGES,
    MAX_TOPICS,
    MAX_UNITS,
    OPEN_POSTS,
    REPORT_REASONS,
    Post,
    PostContent,
    PostDraft,
    PostFile,
    PostFiles,
    PostLanguage,
    PostTopic,
)

__all__ = [
    "AUDIENCES", "BoardFeed", "BoardSession", "CATEGORIES", "Claim", "ClaimProposal", "DeliveryCorrection", "KINDS",
    "MAX_CENTS", "MAX_FILES", "MAX_LANGUAGES", "MAX_SESSION_POSTS", "MAX_TOPICS", "MAX_UNITS", "OPEN_CLAIMS",
    "OPEN_POSTS", "Post", "PostContent", "PostDraft", "PostFile", "PostFiles", "PostIntroduction", "PostLanguage",
    "PostReport", "PostTopic", "REASONS", "REPORT_REASONS", "SavedSearch", "SearchHit",
]  # fmt: skip
