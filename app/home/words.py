"""The words of the gathering pages."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from app.core.clock import now
from app.people.reader import Reader
from app.web.gates import opens

FIGURES: dict[str, Any] = {
    "innovations": _l("innovations"),
    "offers": _l("open offers and needs"),
    "mentors": _l("mentors"),
    "people": _l("people"),
}
GROUPS: dict[str, Any] = {
    "people": _l("People and organisations"),
    "mentoring": _l("Mentors"),
    "innovations": _l("Innovations"),
    "offers": _l("Offers and needs"),
    "outreach": _l("What happened elsewhere"),
}
_LISTS = {
    "people": "people.index", "mentoring": "mentoring.mentors", "innovations": "innovations.index",
    "offers": "offers.index", "outreach": "outreach.index",
}  # fmt: skip


def greeting(reader: Reader, zone: str) -> str:
    """By the hour where the reader is."""
    hour = now().astimezone(ZoneInfo(zone)).hour
    if hour < 12:
        return _("Good morning, %(name)s", name=reader.first_name)
    if hour < 18:
        return _("Good afternoon, %(name)s", name=reader.first_name)
    return _("Good evening, %(name)s", name=reader.first_name)


def waiting_note(shown: int, total: int) -> str:
    """ "3 of 11 open" beside the heading, or how many there are."""
    if shown < total:
        return _("%(shown)s of %(total)s open", shown=shown, total=total)
    return ngettext("%(num)s open", "%(num)s open", total) if total else ""


def link_to(endpoint: str, label: str) -> Markup:
    """A link for a card's corner."""
    return Markup('<a href="{}">{}</a>').format(url_for(endpoint), label)


def all_link(kind: str, query: str) -> Markup:
    """To the slice's own list with the same search."""
    return Markup('<a href="{}">{}</a>').format(url_for(_LISTS[kind], q=query), _("All results"))


def places(reader: Reader, inbox: int) -> list[tuple[str, str, str, str]]:
    """Everywhere one can go: (label, address, icon, what it is for)."""
    news = ngettext("%(num)s new entry", "%(num)s new entries", inbox) if inbox else ""
    rows = [
        (_("Search"), "home.search", "search", ""),
        (_("What concerns you"), "activity.inbox", "inbox", news),
        (_("Innovations"), "innovations.index", "innovations", _("What is being scaled, and who works on it")),
        (_("Find a mentor"), "mentoring.mentors", "mentoring", _("By topic, language and free time")),
        (_("People"), "people.index", "people", ""),
        (_("Organisations"), "people.organisations", "building", ""),
        (_("Activity log"), "activity.index", "activity", _("Everything that happened, as far as it concerns you")),
        (_("My offers, needs and claims"), "offers.mine", "offers", ""),
        (_("Your account"), "people.account", "settings", _("Profile, language, time zone, password, mail")),
    ]
    if reader.is_animator:
        rows.append((_("Log of mail"), "activity.mail", "mail", _("To whom mail went, and what became of it")))
        rows.append((_("Invitations"), "people.invitations", "user-plus", _("Invite, send again, take back")))
        rows.append((_("The cluster"), "people.cluster_settings", "globe", _("Name, languages, countries, time zone")))
        rows.append((_("Design"), "home.design", "image", _("Every component of these pages in every state")))
    return [(label, url_for(endpoint), icon, text) for label, endpoint, icon, text in rows if opens(endpoint, reader)]
