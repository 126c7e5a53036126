"""The kinds of mail one can switch off, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.activity.facts import FACTS, Fact
from app.activity.letters import SWITCHES


def mail_choices() -> list[tuple[str, Any]]:
    """Every kind of event that brings mail, as (verb, words), by strand."""
    kinds = [kind for kind in FACTS.values() if kind.mail or kind.waits_for is not Fact.waits_for]
    return [(kind.verb, kind_name(kind.verb)) for kind in sorted(kinds, key=lambda kind: (kind.strand, kind.verb))]


def kind_name(verb: str) -> Any:
    """What the mail is about."""
    if verb in SWITCHES:
        return SWITCHES[verb].words
    kind = FACTS.get(verb)
    return (kind.mail if kind else None) or _("Something else waits for you (%(kind)s)", kind=verb.replace(".", ": "))
