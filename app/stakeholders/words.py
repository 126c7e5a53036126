"""What the codes of the contact log are called, in the reader's language."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

CONTACT: dict[str, Any] = {
    "call": _l("Call"),
    "meeting": _l("Meeting"),
    "mail": _l("Mail"),
    "visit": _l("Visit"),
}
SORTS: dict[str, Any] = {
    "": _l("By name"),
    "step": _l("Next step first"),
    "quiet": _l("Longest without contact"),
}
STANDINGS: dict[str, Any] = {
    "due": _l("A next step is due"),
    "never": _l("Never contacted"),
    "open": _l("Has open offers"),
}
