"""What people do with the log, their inbox and their mail."""

from app.activity.actions.comments import comment_on, correct_entry, remove_comment
from app.activity.actions.exports import (
    claim_export,
    finish_export,
    give_up_export,
    note_progress,
    remove_export,
    request_export,
    retry_export,
    sweep_exports,
)
from app.activity.actions.feeds import close_log_feed, open_log_feed, renew_log_feed
from app.activity.actions.inbox import (
    About,
    bring_back,
    bring_back_new,
    mark_all_read,
    mark_done,
    mark_new,
    mark_read,
    put_off,
    read_about,
    wake_snoozed,
)
from app.activity.actions.mail import drop_all_mails, drop_mail, try_all_mails_again, try_mail_again
from app.activity.actions.notices import (
    Wanted,
    be_quiet,
    choose_notices,
    choose_usual_notices,
    unsubscribe,
    weekly_instead,
)
from app.activity.actions.saved_views import remove_view, rename_view, save_view
from app.activity.actions.trust import ask_for_look

__all__ = [
    "comment_on", "correct_entry", "remove_comment",
    "About", "Wanted", "ask_for_look", "be_quiet", "bring_back", "bring_back_new", "choose_notices",
    "choose_usual_notices", "claim_export", "close_log_feed", "drop_all_mails", "drop_mail", "finish_export",
    "give_up_export", "mark_all_read", "mark_done", "mark_new", "mark_read", "note_progress", "open_log_feed",
    "put_off", "read_about", "remove_export", "remove_view", "rename_view", "save_view", "renew_log_feed",
    "request_export", "retry_export", "sweep_exports", "try_all_mails_again", "try_mail_again", "unsubscribe",
    "wake_snoozed", "weekly_instead",
]  # fmt: skip
