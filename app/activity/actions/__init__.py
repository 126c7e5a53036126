"""What people do with the log, their inbox and their mail."""

from app.activity.actions.inbox import mark_all_read, mark_read, read_about
from app.activity.actions.mail import choose_mail, drop_mail, try_mail_again, unsubscribe

__all__ = [
    "choose_mail", "drop_mail", "mark_all_read", "mark_read", "read_about", "try_mail_again", "unsubscribe",
]  # fmt: skip
