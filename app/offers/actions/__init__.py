"""Every change on the board."""

from __future__ import annotations

from app.offers.actions.afterwards import correct_delivery, thank_giver
from app.offers.actions.agreeing import accept_claim, cancel_claim, decline_claim, deliver_claim
from app.offers.actions.claims import claim_post, join_line, withdraw_claim
from app.offers.actions.drafts import drop_draft, finish_change, finish_post, keep_draft
from app.offers.actions.files import keep_uploads
from app.offers.actions.freshness import ask_owner, end_post, nudge_owners, renew_post
from app.offers.actions.imports import Planned, drop_table, import_posts, keep_table, plan_posts, take_table
from app.offers.actions.introductions import introduce_posts
from app.offers.actions.leaving import forget_posts, leave
from app.offers.actions.line import call_up, queue_claim
from app.offers.actions.moderation import hide_post, keep_post, remove_post, report_post, return_post, show_post
from app.offers.actions.outcomes import (
    confirm_claim,
    confirm_in_silence,
    confirm_silent_deliveries,
    dispute_claim,
    expire_claim,
    expire_unanswered_claims,
    settle_claim,
)
from app.offers.actions.parting import part_on_board
from app.offers.actions.posts import (
    create_post,
    edit_post,
    fulfil_post,
    pause_post,
    publish_post,
    resume_post,
    withdraw_post,
)
from app.offers.actions.renewing import ask_again, renew_claim
from app.offers.actions.searches import (
    change_search,
    close_board_feed,
    open_board_feed,
    remove_search,
    renew_board_feed,
    save_search,
    tell_saved_searches,
)
from app.offers.actions.session_posts import (
    Guest,
    add_to_session,
    approve_post,
    edit_session_post,
    hand_over_post,
    reject_session_post,
)
from app.offers.actions.sessions import Asked, close_session, open_session, publish_session, reopen_session
from app.offers.actions.terms import propose_terms
from app.offers.models import PostContent

__all__ = [
    "Asked", "Guest", "Planned", "PostContent", "accept_claim", "add_to_session", "approve_post",
    "approve_session_post", "ask_again", "ask_owner", "call_up", "cancel_claim", "change_search", "claim_post",
    "close_board_feed", "close_session", "confirm_claim", "confirm_in_silence", "confirm_silent_deliveries",
    "correct_delivery", "create_post", "decline_claim", "deliver_claim", "dispute_claim", "drop_draft", "drop_table",
    "edit_post", "edit_session_post", "end_post", "expire_claim", "expire_unanswered_claims", "finish_change",
    "finish_post", "fulfil_post", "hand_over_post", "hide_post", "import_posts", "introduce_posts", "join_line",
    "keep_draft", "keep_post", "keep_table", "keep_uploads", "forget_posts", "leave", "nudge_owners", "open_board_feed",
    "open_session", "part_on_board", "pause_post", "plan_posts", "propose_terms", "publish_post", "publish_session",
    "queue_claim", "reject_session_post", "remove_post", "remove_search", "renew_board_feed", "renew_claim",
    "renew_post", "reopen_session", "report_post", "resume_post", "return_post", "save_search", "settle_claim",
    "show_post", "take_table", "tell_saved_searches", "thank_giver", "withdraw_claim", "withdraw_post",
]  # fmt: skip
