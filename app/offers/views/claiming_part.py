"""What a member sees of the claims on a post, and the form to ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.core.rules import Actor, Denied
from app.offers import queries
from app.offers.forms import ClaimForm
from app.offers.models import Post
from app.offers.rules import may_claim_post, open_for_line
from app.offers.standing import shown_state


def claiming_part(reader: Actor, post: Post, day: date, form: ClaimForm | None = None) -> dict[str, Any]:
    """`why_not`: why one can neither ask nor wait; `waits`: nothing is left, one can only wait in line (O1)."""
    verdicts = (may_claim_post(reader, post), open_for_line(post, day))
    claims = queries.claims_of_post(reader, post.id)
    return {
        "claims": [row for row in claims if row.state != "waiting"],
        "line": sorted((row for row in claims if row.state == "waiting"), key=lambda row: (row.created_at, row.id)),
        "mine": queries.own_open_claim(reader.id, post.id),
        "why_not": next((verdict.reason for verdict in verdicts if isinstance(verdict, Denied)), None),
        "waits": shown_state(post, day) == "gone",
        "helpers": queries.helpers_of(reader, post) if post.kind == "need" else [],
        "thanks": queries.thanks_for(reader, post.id),
        "form": form or ClaimForm(reader, formdata=None),
    }
