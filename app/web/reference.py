"""Each request has a reference: in every line that it leaves in the log, in the answer's headers, on error pages.

Who reports an error names it, and it is found. One that a proxy in front made is taken over, where one is trusted.
"""

from __future__ import annotations

import re
import secrets

from flask import Response, current_app, g, has_request_context, request

HEADER = "X-Request-ID"
_USABLE = re.compile(r"[A-Za-z0-9_-]{8,64}")


def reference() -> str:
    """This request's; empty outside of one."""
    if not has_request_context():
        return ""
    if "reference" not in g:
        told = request.headers.get(HEADER, "") if current_app.config["TRUSTED_PROXIES"] else ""
        g.reference = told if _USABLE.fullmatch(told) else secrets.token_hex(6)
    return str(g.reference)


def add_reference(answer: Response) -> Response:
    """For who looks at the answer's headers."""
    answer.headers[HEADER] = reference()
    return answer
