"""The log of mail in words, and what its page is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.activity.facts import FACTS, STRANDS
from app.activity.forms import STRAND_NAMES
from app.activity.letters import LETTERS, SWITCHES
from app.activity.mail_kinds import kind_name
from app.activity.queries.mail_log import STATES, MailSought
from app.activity.ways import has_words
from app.core.search import MAX_QUERY
from app.web.language import timezone
from app.web.periods import read_period

STATE_NAMES = {
    "queued": _l("On its way"),
    "sent": _l("Sent"),
    "skipped": _l("Not needed any more"),
    "parked": _l("Could not be sent"),
}
LETTER_NAMES = {
    "people/mail/invitation": _l("Invitation"),
    "people/mail/join_declined": _l("Answer to somebody who asked to join"),
    "people/mail/reset": _l("A new password"),
    "people/mail/address": _l("Confirming a mail address"),
    "people/mail/address_changed": _l("The mail address is another"),
    "people/mail/password_changed": _l("The password is another"),
    "offers/mail/still_valid": _l("Does a post still hold?"),
}


def mail_kind(row: Any) -> Any:
    """Of which kind a mail is, never about what: a letter's own name, an event's kind, or its room."""
    if row.letter:
        return _letter(row.letter.partition(":")[0])
    kind = FACTS.get(row.verb)
    return kind_name(row.verb) if kind is None or has_words(kind) else STRAND_NAMES[kind.strand]


def _letter(template: str) -> Any:
    if template in SWITCHES:
        return SWITCHES[template].words
    return LETTER_NAMES.get(template) or _("Another letter (%(name)s)", name=template)


def kinds_of_mail() -> list[tuple[str, Any]]:
    """All kinds, for the filter: letters, then events by room."""
    letters = [(template, _letter(template)) for template in sorted(LETTERS)]
    named = [kind for kind in FACTS.values() if has_words(kind)]
    ordered = sorted(named, key=lambda kind: (STRANDS.index(kind.strand), kind.verb))
    return letters + [(kind.verb, kind_name(kind.verb)) for kind in ordered]


def read_mail_sought(asked: Mapping[str, str]) -> tuple[MailSought, list[str]]:
    """The filters in the address, and a sentence for each that cannot be understood (it is left out)."""
    period, wrong = read_period(asked, timezone())
    state, kind = asked.get("state", ""), asked.get("kind", "")
    known = kind in FACTS or kind in LETTERS
    who = asked.get("who", "").strip()[:MAX_QUERY]
    return MailSought(state if state in STATES else "", who, kind if known else "", period), wrong
