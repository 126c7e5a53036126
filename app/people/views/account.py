"""One's own account."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from app.people.views import bp
from app.web.answers import page
from app.web.gates import member


@bp.get("/account")
@member
def account() -> ResponseReturnValue:
    """The account."""
    return page("people/account.html")
