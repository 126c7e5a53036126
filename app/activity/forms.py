"""What the log's page is asked, read from the address; and the mail settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.widgets import CheckboxInput, ListWidget

from app.activity.facts import STRANDS
from app.activity.queries import Filters
from app.core.models import ID_LENGTH
from app.core.rules import Actor
from app.core.search import MAX_QUERY
from app.web.forms import Form, SelectMultipleField
from app.web.language import timezone

STRAND_NAMES = {
    "mentoring": _l("Mentoring"),
    "offers": _l("Offers"),
    "needs": _l("Needs"),
    "scaling": _l("Innovations"),
    "people": _l("People"),
    "messages": _l("Messages"),
}


def strand_choices() -> list[tuple[str, Any]]:
    """The kinds of entries, for the filter."""
    return [(strand, STRAND_NAMES[strand]) for strand in STRANDS]


def read_filters(asked: Mapping[str, str], reader: Actor | None) -> tuple[Filters, list[str]]:
    """The filters in the address, and a sentence for each that cannot be understood (it is left out).

    Who sees people unnamed cannot ask by name either: the answer would name them.
    """
    wrong: list[str] = []
    since, until = (_day(asked.get(name, ""), wrong) for name in ("since", "until"))
    strand = asked.get("kind", "")
    if strand and strand not in STRANDS:
        wrong.append(_("There is no kind of entry “%(name)s”; all kinds are shown.", name=strand[:40]))
        strand = ""
    if since and until and since > until:
        wrong.append(_("The first day is after the last one, so nothing can be in between."))
    named = reader is not None and reader.role != "observer"
    person = asked.get("person", "")[:ID_LENGTH] if named else ""
    who = asked.get("who", "").strip()[:MAX_QUERY] if named else ""
    return Filters(strand, person, who, since, until, timezone()), wrong


def _day(text: str, wrong: list[str]) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
        if 1970 <= day.year <= 9000:
            return day
    except ValueError:
        pass
    wrong.append(_("“%(text)s” is not a day: write it like 2026-05-31.", text=text[:40]))
    return None


class MailForm(Form):
    """For which kinds mail comes at once."""

    at_once = SelectMultipleField(
        _l("Send me a mail at once when"), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
