"""What people can do here."""

from __future__ import annotations

from app.people.actions.accounts import (
    ask_address_change,
    ask_reset,
    change_password,
    confirm_address,
    is_open,
    prove,
    reset_password,
)
from app.people.actions.sign_ins import end_sign_in, sign_in, sign_out_everywhere, touch

__all__ = [
    "ask_address_change",
    "ask_reset",
    "change_password",
    "confirm_address",
    "end_sign_in",
    "is_open",
    "prove",
    "reset_password",
    "sign_in",
    "sign_out_everywhere",
    "touch",
]
